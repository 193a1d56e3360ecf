"use strict";

// The rows behind a chart: as a table that a reader opens, and as CSV.
//
// A table is { heads, rows, names, links, linked }: `names` are the columns' names in the
// CSV (else `heads`), `links` where rows lead, on the cell of column `linked`. A cell is a
// string, a number, null (unknown) or { text, value }, of which the CSV has the value.

const Rows = (() => {
  const STATUS = { c: "complete", p: "partial", m: "missing", n: "none" };
  const AT_ONCE = 500;
  const DIGITS = 6;

  // ---- rows of series ------------------------------------------------------------------

  /** Period, collection, values with intervals and counts of each series. */
  function table(series, measures) {
    const known = measures.filter((measure) => series.some((one) => one.measures[measure].values.some((value) => value !== null)));
    const corrected = known.filter((measure) => series.some((one) => one.measures[measure].alone));
    const places = series.flatMap((one) => [...one.statuses].flatMap((letter, index) => (STATUS[letter] ? [[one, index]] : [])));
    const href = Pointing.link();
    return {
      ...nameColumns(series[0]?.step === 1 ? "day" : "week", known, corrected),
      linked: 1,
      rows: places.map(([one, index]) => listCells(one, index, known, corrected)),
      links: places.map(([one, index]) => (one.articles[index] ? href(one, index, known[0]) : null)),
    };
  }

  function nameColumns(grain, measures, corrected) {
    const heads = [Words.say("charts.outlet"), Words.say(`charts.period_${grain}`), Words.say("charts.collection")];
    const names = ["outlet", grain, "collection"];
    const ends = [Words.say("charts.low_end"), Words.say("charts.high_end")];
    for (const measure of measures) {
      const name = Words.say(`measure.${measure}`);
      heads.push(name, ...ends);
      names.push(measure, `${measure}_low`, `${measure}_high`);
      if (!corrected.includes(measure)) continue;
      heads.push(Words.say("charts.of_model", { measure: name }), ...ends);
      names.push(`${measure}_model`, `${measure}_model_low`, `${measure}_model_high`);
    }
    heads.push(Words.say("charts.articles"), Words.say("charts.stories"), Words.say("charts.sentences"));
    return { heads, names: [...names, "articles", "stories", "sentences"] };
  }

  function listCells(series, index, measures, corrected) {
    const day = new Date(Figures.startOf(series, index)).toISOString().slice(0, 10);
    const letter = series.statuses[index];
    const cells = [
      Figures.nameOf(series),
      { text: Words.date(day), value: day },
      { text: Words.say(`common.${STATUS[letter]}`), value: letter === "n" ? "no article" : STATUS[letter] },
    ];
    for (const measure of measures) {
      const found = series.measures[measure];
      for (const one of corrected.includes(measure) ? [found, found.alone ?? found] : [found]) {
        for (const part of [one.values, one.lows, one.highs]) cells.push(writeCell(measure, part[index]));
      }
    }
    const counts = [series.articles[index], series.stories[index], series.sentences[index]];
    return [...cells, ...(letter === "m" ? [null, null, null] : counts)];
  }

  const writeCell = (measure, value) => (value === null ? null : { text: Words.value(measure, value), value });

  // ---- as a table ----------------------------------------------------------------------

  /** Fills the element with the table; a long one some rows at a time. */
  function fill(target, { heads, rows, links = [], linked = 0 }) {
    const drawn = document.createElement("table");
    addRow(drawn.createTHead(), heads.map((head) => makeCell("th", head, { scope: "col" })));
    const body = drawn.createTBody();
    target.replaceChildren(drawn);
    const add = (start) => {
      if (!drawn.isConnected) return;
      rows.slice(start, start + AT_ONCE).forEach((cells, place) => {
        const href = links[start + place];
        addRow(body, cells.map((cell, column) => makeCell(column ? "td" : "th", writeText(cell), {
          ...(column ? {} : { scope: "row" }), ...(href && column === linked ? { href } : {}),
        })));
      });
      if (start + AT_ONCE < rows.length) setTimeout(() => add(start + AT_ONCE));
    };
    add(0);
  }

  function addRow(part, cells) {
    part.insertRow().append(...cells);
  }

  function makeCell(tag, text, { scope, href }) {
    const cell = document.createElement(tag);
    if (scope) cell.scope = scope;
    const words = document.createElement(href ? "a" : "bdi");
    if (href) words.href = href;
    words.textContent = text;
    cell.append(words);
    return cell;
  }

  function writeText(cell) {
    if (cell === null || cell === undefined) return "–";
    if (typeof cell === "object") return cell.text;
    return Number.isInteger(cell) ? Words.number(cell) : String(cell);
  }

  // ---- as CSV --------------------------------------------------------------------------

  /** CSV after RFC 4180: numbers with six digits, text never a formula. */
  function writeRows({ heads, names = heads, rows }) {
    const lines = [names, ...rows.map((cells) => cells.map(readValue))];
    return "\ufeff" + lines.map((cells) => cells.map(writeField).join(",")).join("\r\n") + "\r\n";
  }

  const readValue = (cell) => (cell !== null && typeof cell === "object" ? cell.value : cell);

  function writeField(value) {
    if (value === null || value === undefined) return "";
    if (typeof value === "number") return String(Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS)));
    const isFormula = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(value) && !/^-\d+(\.\d+)?$/.test(value);
    const text = isFormula ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  return { table, fill, writeRows };
})();
