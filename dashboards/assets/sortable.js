"use strict";

// A table whose heads sort its rows by what their cells hold in data-sort.

const Sortable = (() => {
  /** Heads become buttons; the first click sorts names upwards and numbers downwards. */
  function make(table, describe) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = describe(head.textContent);
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, column));
      head.append(button);
    });
  }

  const isNumber = (text) => !Number.isNaN(Number(text));
  const compare = (a, b) => (isNumber(a) && isNumber(b) ? Number(a) - Number(b) : a.localeCompare(b, Words.language));

  function sort(table, column) {
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    const read = (row) => row.cells[column].dataset.sort;
    const before = heads[column].getAttribute("aria-sort");
    const upwards = before ? before === "descending" : rows.some((row) => !isNumber(read(row)));
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", upwards ? "ascending" : "descending");
    const [known, unknown] = [true, false].map((wanted) => rows.filter((row) => (read(row) !== "") === wanted));
    known.sort((a, b) => compare(read(a), read(b)) * (upwards ? 1 : -1));
    // What is unknown stays last, whichever way.
    table.tBodies[0].append(...known, ...unknown);
  }

  return { make };
})();
