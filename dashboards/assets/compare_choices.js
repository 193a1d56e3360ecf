"use strict";

// Whether a difference between two outlets holds if copies, or parts of the text, are
// counted otherwise.

const CompareChoices = (() => {
  const { say, writeUnit, writeInterval, makeValue, makeDifference } = PairCharts;
  const COPIES = ["all", "once", "without"];
  const PARTS = ["all", "headline", "lead", "body", "own", "quoted"];
  // Each way is named in full.
  const LABELS = 24;

  /** Promise of rows: the difference of the whole period, if counted otherwise. */
  async function weigh() {
    const rows = await Promise.all(list().map(async (choice) => {
      const found = await CompareOutlets.load(choice.slice);
      const matched = found && PairCharts.match(found);
      return matched?.whole ? [{ ...choice, whole: matched.whole, isCorrected: matched.isCorrected }] : [];
    }));
    return markAlone(rows.flat());
  }

  /** Where some rows are corrected, the others say that they are not. */
  function markAlone(rows) {
    if (!rows.some(({ isCorrected }) => isCorrected)) return rows;
    return rows.map((row) => (row.isCorrected ? row : { ...row, isAlone: true, group: Words.say("charts.unit_alone", { unit: row.group }) }));
  }

  /** Each way of counting copies, and each other part; by weeks, which have all of them. */
  function list() {
    const { model, topic, copies, part } = View.slice();
    const choose = (group, kind, change) => ({
      group: Words.say(`view.${group}`), label: Words.say(`view.${group}_${kind}`),
      slice: { model, grain: "week", part, copies, topic, ...change },
    });
    return [
      ...COPIES.map((kind) => choose("copies", kind, { copies: kind })),
      ...PARTS.filter((kind) => kind !== part).map((kind) => choose("part", kind, { part: kind })),
    ].filter(({ slice }) => Store.has(slice.model, slice.grain, slice.part, slice.copies, slice.topic));
  }

  function draw(rows) {
    if (!rows.length) return PairCharts.showNothing("choices", say("choices_kicker"), say("apart_detail"));
    const held = rows.filter(({ whole }) => whole.low !== null && (whole.low > 0 || whole.high < 0)).length;
    const dots = rows.map(({ group, label, slice, whole, isAlone }) => ({
      group, label, isAlone, value: whole.value, low: whole.low, high: whole.high,
      hover: [Figures.escape(`${group}: ${label}`), `${Words.difference(whole.value)} · ${writeInterval(whole)}`].join("<br>"),
      href: View.link("compare.html", { part: slice.part, copies: slice.copies, grain: slice.grain }),
    }));
    return Panel.show(document.getElementById("choices"), {
      title: say("choices_title", { count: rows.length, held }), sentence: say("choices_sentence"), file: PairCharts.name("choices"),
      figure: (look) => Figures.dots(dots, { ...look, range: findRange(rows), zero: true, unit: writeUnit(), labels: LABELS }),
      table: () => listRows(rows, dots),
    });
  }

  function findRange(rows) {
    const ends = rows.flatMap(({ whole }) => [whole.value, whole.low, whole.high]).filter((end) => end !== null).map(Math.abs);
    const reach = Math.max(0.05, Math.ceil(Math.max(...ends) * 20) / 20);
    return [-reach, reach];
  }

  function listRows(rows, dots) {
    const names = CompareOutlets.listNames();
    return {
      heads: [say("choice"), ...names, say("difference"), Words.say("charts.low_end"), Words.say("charts.high_end"), Words.say("charts.articles")],
      names: ["counted", ...names, "difference", "difference_low", "difference_high", "articles"],
      rows: rows.map(({ group, label, whole }) => [
        `${group}: ${label}`, makeValue(whole.one.value), makeValue(whole.other.value),
        ...[whole.value, whole.low, whole.high].map(makeDifference), whole.one.articles + whole.other.articles,
      ]),
      links: dots.map(({ href }) => href),
    };
  }

  return { weigh, draw };
})();
