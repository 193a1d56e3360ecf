"use strict";

// Two outlets (or languages, or all) beside each other: what is found, what to beware of,
// and what both share.

const CompareOutlets = (() => {
  const { say, capital, nameMeasure, writeInterval } = PairCharts;
  const { memberOf, idOf, sayName } = PairChoice;
  const place = (id) => document.getElementById(id);
  const listNames = () => PairChoice.members().map(sayName);

  /** Promise of the two series, null where one has none; null without their file. */
  async function load(asked = View.slice()) {
    // Store tells the reader which file is missing.
    const slice = await Store.load(asked).catch(() => null);
    const { since, until } = View.state;
    return slice && PairChoice.members().map((index) => Store.cut(slice.series(index), since, until));
  }

  function draw(found, payload) {
    const names = listNames();
    const matched = PairCharts.match(found);
    const shared = findShared(payload.shared);
    writeFinding(matched, names);
    writeCautions(matched, shared, names);
    PairCharts.drawSeries(matched ? matched.pair : found.filter(Boolean), matched?.whole, names);
    PairCharts.drawDifference(matched, names, { title: (series) => titleDifference(series, names), link: linkBoth });
    PairCharts.drawScatter(matched, names);
    writeFacts(matched, names);
    writeShared(shared, names);
  }

  // ---- the finding -------------------------------------------------------------------

  function writeFinding(matched, [one, other]) {
    const whole = matched?.whole;
    place("finding").textContent = whole ? findTitle(whole, one, other) : say("apart", { one, other });
    place("detail").textContent = whole ? describe(matched, one, other) : say("apart_detail");
  }

  function findTitle({ value, low, high }, one, other) {
    const { measure } = View.state;
    if (low === null) return say("unsure", { one, other });
    if (low <= 0 && high >= 0) return say("equal", { measure: nameMeasure(), one, other });
    return value > 0 ? say(`more_${measure}`, { one, other }) : say(`more_${measure}`, { one: other, other: one });
  }

  function describe({ whole, isCorrected }, one, other) {
    const { measure, grain } = View.state;
    const detail = say("detail", {
      one, other, periods: Words.count(whole.periods, grain), difference: Words.difference(whole.value),
      x: Words.value(measure, whole.one.value), x_articles: Words.count(whole.one.articles, "article"),
      y: Words.value(measure, whole.other.value), y_articles: Words.count(whole.other.articles, "article"),
    });
    if (whole.p === null) return `${detail}.`;
    return say("detail_interval", { detail, interval: writeInterval(whole), p: writeP(whole.p), chance: writeChance(whole.p, isCorrected) });
  }

  function writeP(p) {
    return p < 0.001 ? `p\u00a0<\u00a0${writeNumber(0.001, 3)}` : `p\u00a0=\u00a0${writeNumber(p, p < 0.01 ? 3 : 2)}`;
  }

  function writeNumber(number, digits) {
    return number.toLocaleString(Words.language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  function writeChance(p, isCorrected) {
    const others = say(isCorrected ? "others_corrected" : "others_alone");
    if (p < 0.001) return say("p_rare", { others });
    return p < 0.01 ? say("p_thousand", { count: Math.round(p * 1000), others }) : say("p_hundred", { count: Math.round(p * 100), others });
  }

  function titleDifference(series, [one, other]) {
    const { values, lows, highs } = series.measures.balance;
    const count = values.filter((value) => value !== null).length;
    // So many of the 95 % intervals leave out zero where there is no difference.
    const chance = writeNumber(0.05 * lows.filter((low) => low !== null).length, 1);
    const more = lows.filter((low) => low !== null && low > 0).length;
    const less = highs.filter((high) => high !== null && high < 0).length;
    return more + less ? say("difference_title", { count, more, less, one, other, chance }) : say("difference_none", { count });
  }

  /** The sentences of both from one day to another; null where one is not an outlet. */
  function linkBoth(since, until) {
    const both = PairChoice.members().map(memberOf);
    if (both.some(({ level }) => level !== "outlet")) return null;
    const { measure, part, copies, topic } = View.state;
    const plain = { a: undefined, b: undefined };
    return View.link("evidence.html", { ...plain, outlets: both.map(({ key }) => key), since, until, measure, part, copies, topic });
  }

  // ---- what to beware of -------------------------------------------------------------

  function writeCautions(matched, shared, names) {
    const [one, other] = PairChoice.members();
    const cautions = [
      ...(one === other ? [say("caution_same")] : []),
      ...(matched?.isMixed ? [say("caution_mixed")] : []),
      ...(matched?.isCorrected ? [say("caution_corrected")] : []),
      ...(PairChoice.isWithin() ? [say("caution_part")] : []),
      ...(shared && View.state.copies !== "without" ? [say("caution_shared", { text: writePair(shared, names) })] : []),
    ];
    place("cautions").hidden = !cautions.length;
    place("cautions").replaceChildren(...cautions.map((text) => Controls.make("li", {}, text)));
  }

  // ---- in figures --------------------------------------------------------------------

  function writeFacts(matched, names) {
    place("facts").hidden = !matched;
    if (!matched) return;
    const { measure } = View.state;
    const sum = (counts) => counts.reduce((total, count) => total + count, 0);
    const count = (read) => matched.pair.map((series) => Words.number(read(series)));
    const rows = [
      [say("fact_articles"), ...count((series) => sum(series.articles))],
      [say("fact_stories"), ...count((series) => sum(series.stories))],
      [say("fact_sentences"), ...count((series) => sum(series.sentences))],
      [say("fact_periods"), ...count((series) => series.measures[measure].values.filter((value) => value !== null).length)],
      [say("fact_missing"), ...count((series) => [...series.statuses].filter((letter) => letter === "m").length)],
    ];
    const { whole } = matched;
    if (whole) rows.push([say("fact_value", { measure: capital(nameMeasure()) }), ...[whole.one, whole.other].map(writeMean)]);
    fillTable(place("facts").querySelector(".scroll"), ["", ...names], rows);
  }

  function writeMean(found) {
    const { measure } = View.state;
    const { low, high } = Pooled.reach(found, measure);
    const interval = low === null ? Words.say("charts.no_interval") : Words.interval(measure, low, high);
    return [Words.value(measure, found.value), Controls.make("small", {}, interval)];
  }

  function fillTable(target, heads, rows) {
    const { make } = Controls;
    const table = make("table");
    table.createTHead().insertRow().append(...heads.map((head) => make(head ? "th" : "td", head ? { scope: "col" } : {}, make("bdi", {}, head))));
    const body = table.createTBody();
    for (const [first, ...cells] of rows) {
      body.insertRow().append(make("th", { scope: "row" }, first), ...cells.map((cell) => make("td", {}, ...[cell].flat())));
    }
    target.replaceChildren(table);
  }

  // ---- stories in common -------------------------------------------------------------

  /** What the two outlets share, in their order; null where they share nothing. */
  function findShared(rows) {
    const [one, other] = PairChoice.members().map(memberOf);
    if (one.level !== "outlet" || other.level !== "outlet") return null;
    for (const [outlet, second, stories, ...shares] of rows) {
      if (outlet === one.key && second === other.key) return { stories, shares };
      if (outlet === other.key && second === one.key) return { stories, shares: shares.toReversed() };
    }
    return null;
  }

  function writePair({ stories, shares }, [one, other]) {
    return say("shared_pair", { count: stories, one, other, share: Words.share(shares[0]), other_share: Words.share(shares[1]) });
  }

  function writeShared(shared, names) {
    const [one, other] = PairChoice.members();
    const said = place("shared").querySelector(".said-shared");
    said.hidden = one === other || [one, other].some((index) => memberOf(index).level !== "outlet");
    said.textContent = shared ? writePair(shared, names) : say("shared_no", { one: names[0], other: names[1] });
  }

  return { load, listNames, draw };
})();
