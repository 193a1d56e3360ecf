"use strict";

// Light, dark or as the system says. Runs before the page is painted; the choice is kept
// in this browser.

const Appearance = (() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const page = document.documentElement;
  const listeners = [];

  /** "auto", "light" or "dark". */
  const choice = () => page.dataset.theme ?? "auto";

  /** "light" or "dark". */
  const theme = () => page.dataset.theme ?? (system.matches ? "dark" : "light");

  function choose(wanted) {
    show(wanted);
    // A browser may forbid storage to pages from disk: then the choice holds for this page.
    try { localStorage.setItem("appearance", wanted); } catch { return; }
  }

  function recall() {
    try { return localStorage.getItem("appearance"); } catch { return null; }
  }

  function show(wanted) {
    if (wanted === "light" || wanted === "dark") page.dataset.theme = wanted;
    else delete page.dataset.theme;
    for (const listener of listeners) listener();
  }

  show(recall());
  system.addEventListener("change", () => { for (const listener of listeners) listener(); });
  return { choice, theme, choose, onChange: (listener) => listeners.push(listener) };
})();
