"use strict";

// Tables of facts: what each says as a file, and, under the pointer, the calendar's days.

(() => {
  const DAY = 86400000;
  const NAMES = { c: "common.complete", p: "common.partial", m: "common.missing", n: "common.none" };

  // ---- a table as a file -----------------------------------------------------------

  const list = (root, selector) => [...root.querySelectorAll(selector)];

  // Numbers and dates as a program reads them; a note below a number is apart from it.
  function read(cell) {
    const exact = cell.querySelector("data, time");
    const notes = list(cell, "small").map((note) => note.textContent.trim());
    const copy = cell.cloneNode(true);
    list(copy, "small").forEach((note) => note.remove());
    const text = exact ? exact.value ?? exact.dateTime : copy.textContent.trim();
    const isNumber = exact?.localName === "data" && /^-?\d+\.\d+$/.test(text);
    return isNumber && !notes.length ? Number(text) : [text, ...notes].join("; ");
  }

  function save(table) {
    const [heads, ...rows] = list(table, "tr").map((row) => [...row.cells].map(read));
    Saving.keepRows(table.dataset.file, { heads, rows });
  }

  function offer(table) {
    const paragraph = document.createElement("p");
    const button = document.createElement("button");
    paragraph.className = "save";
    button.type = "button";
    button.textContent = Words.say("data.csv");
    button.addEventListener("click", () => save(table));
    paragraph.append(button);
    table.closest(".scroll").after(paragraph);
  }

  // ---- the calendar ----------------------------------------------------------------

  const unpack = (packed) => packed.replace(/(\D)(\d+)/g, (_, letter, times) => letter.repeat(Number(times)));

  function findDay(svg, event, days) {
    const box = svg.getBoundingClientRect();
    return Math.min(days - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * days)));
  }

  function watch(calendar) {
    const readout = calendar.querySelector(".readout");
    const first = Date.parse(calendar.dataset.first);
    readout.hidden = false;
    readout.textContent = Words.say("data.calendar_hint");
    for (const row of list(calendar, "[data-days]")) {
      const letters = unpack(row.dataset.days);
      const name = row.querySelector("bdi").textContent;
      const svg = row.querySelector("svg");
      const dayOf = (event) => findDay(svg, event, letters.length);
      svg.addEventListener("pointermove", (event) => {
        const day = dayOf(event);
        const status = Words.say(NAMES[letters[day]] ?? "data.outside");
        readout.textContent = `${name} · ${Words.date(first + day * DAY)} · ${status}`;
      });
      svg.addEventListener("click", (event) => {
        const day = dayOf(event);
        if ("cp".includes(letters[day])) location.href = linkDay(row.dataset.outlet, first + day * DAY);
      });
    }
  }

  function linkDay(outlet, milliseconds) {
    const day = new Date(milliseconds).toISOString().slice(0, 10);
    return `evidence.html#${new URLSearchParams({ outlet, since: day, until: day })}`;
  }

  list(document, "table[data-file]").forEach(offer);
  list(document, ".calendar").forEach(watch);
})();
