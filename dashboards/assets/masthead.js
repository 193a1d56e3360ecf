"use strict";

// What stands around every page: links that take the view along, the switch of
// appearance, and when the site was made.

(() => {
  const isView = (hash) => hash.includes("=");

  // A page without filters hands the view it was opened with on to the next.
  function keepView() {
    if (!isView(location.hash)) return;
    for (const link of document.querySelectorAll("a[data-keep]")) {
      if (!link.hash) link.hash = location.hash;
    }
  }

  function showSwitch() {
    const select = document.getElementById("appearance");
    select.value = Appearance.choice();
    select.addEventListener("change", () => Appearance.choose(select.value));
    select.closest("label").hidden = false;
  }

  function dateSite() {
    if (typeof Store === "undefined" || !Store.site?.builtAt) return;
    const [day, time] = Store.site.builtAt.split("T");
    document.getElementById("made").textContent = Words.say("nav.made", { date: Words.date(day), time: time.slice(0, 5) });
  }

  // The address keeps the view when a reader skips to the content.
  function skip(event) {
    event.preventDefault();
    document.getElementById("main").focus();
  }

  // On paper nothing can be unfolded: how charts are read stands there in full.
  function unfold() {
    for (const reading of document.querySelectorAll(".reading:not([open])")) {
      reading.open = true;
      addEventListener("afterprint", () => { reading.open = false; }, { once: true });
    }
  }

  // A page with charts or filters says itself when all is drawn.
  if (!document.querySelector("figure.chart, #controls")) document.body.dataset.drawn = "all";
  addEventListener("beforeprint", unfold);
  document.querySelector(".skip").addEventListener("click", skip);
  keepView();
  showSwitch();
  dateSite();
})();
