"use strict";

// Copying code, and finding tables and columns.

const Sheets = (() => {
  const list = (root, selector) => [...root.querySelectorAll(selector)];

  function make(tag, text = "", traits = {}) {
    return Object.assign(document.createElement(tag), { textContent: text, ...traits });
  }

  // What happened, for those who hear the page.
  const said = make("p", "", { className: "said", role: "status" });
  document.body.append(said);

  // ---- copying ---------------------------------------------------------------------

  // Where the clipboard is closed to scripts, marking the text is the old way.
  async function copy(code) {
    try {
      await navigator.clipboard.writeText(code.textContent);
      return true;
    } catch {
      getSelection().selectAllChildren(code);
      return document.execCommand("copy");
    }
  }

  function offerCopy(box) {
    const button = make("button", Words.say("sql.copy"), { type: "button" });
    const paragraph = make("p", "", { className: "copy" });
    button.addEventListener("click", async () => {
      const done = await copy(box.querySelector("code"));
      button.textContent = Words.say(done ? "sql.copied" : "sql.copy");
      said.textContent = Words.say(done ? "sql.copied" : "sql.not_copied");
      setTimeout(() => { button.textContent = Words.say("sql.copy"); said.textContent = ""; }, 3000);
    });
    paragraph.append(button);
    box.append(paragraph);
  }

  // ---- finding ---------------------------------------------------------------------

  const isIn = (element, wanted) => element.textContent.toLowerCase().includes(wanted);

  // A table is shown whole where its own name or meaning is meant, else by its columns.
  function filterTable(details, wanted) {
    const whole = isIn(details.querySelector("summary"), wanted);
    const rows = list(details, "tbody tr");
    for (const row of rows) row.hidden = !whole && !isIn(row, wanted);
    const found = rows.filter((row) => !row.hidden).length;
    details.hidden = !found;
    details.open = Boolean(wanted) && found > 0 && !whole;
    return found;
  }

  function offerSearch(schema) {
    const label = make("label", `${Words.say("sql.seek")} `);
    const input = make("input", "", { type: "search" });
    const paragraph = make("p", "", { className: "seek" });
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      const found = list(schema, "details").reduce((sum, details) => sum + filterTable(details, wanted), 0);
      said.textContent = Words.say("sql.found", { count: found });
    });
    label.append(input);
    paragraph.append(label);
    schema.before(paragraph);
  }

  // A link to a table opens it.
  function openTarget() {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.tagName === "DETAILS") target.open = true;
  }

  list(document, ".code").forEach(offerCopy);
  list(document, ".schema").forEach(offerSearch);
  addEventListener("hashchange", openTarget);
  openTarget();
  return {};
})();
