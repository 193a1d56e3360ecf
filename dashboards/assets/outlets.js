"use strict";

// Outlets beside each other: panels, weeks by colour, ranking, each against the others,
// and the table of all.

(() => {
  const payload = JSON.parse(document.getElementById("payload").textContent);
  // More rows than these are drawn only where the reader asks for them.
  const MOST = 40;
  const FRAMES = ["escalation", "diplomacy"];
  const find = (id) => document.getElementById(id);
  const say = (key, values) => Words.say(`outlets.${key}`, values);
  const memberOf = (index) => Store.site.members[index];
  // A name as sentences have it.
  const nameOf = (index) => Figures.shorten(memberOf(index).name, 60);
  let turn = 0;

  async function draw() {
    const mine = ++turn;
    const { measure } = View.state;
    const members = findMembers();
    tellLimit(members);
    filterTable(members);
    drawContrasts(members, measure);
    const asked = View.slice();
    const [shown, weekly] = await Promise.all([asked, { ...asked, grain: "week" }].map(load));
    // The reader has chosen anew meanwhile.
    if (mine !== turn) return;
    drawPanels(cut(shown, limit(View.members())));
    drawHeat(cut(shown, members), measure);
    const ranked = pool(cut(weekly, members), measure);
    Ranking.show(find("rank"), ranked, measure, limit(members).length);
    document.body.dataset.drawn = "all";
  }

  // ---- what is shown -------------------------------------------------------------------

  /** The outlets chosen, or without a choice all of the language, most articles first. */
  function findMembers() {
    const { outlets, language } = View.state;
    if (outlets) return View.members();
    return Store.members("outlet").filter((index) => !language || memberOf(index).language === language);
  }

  const limit = (rows) => (View.state.rows === "all" ? rows : rows.slice(0, MOST));

  function tellLimit(members) {
    const note = find("limit");
    const [text, button] = note.children;
    const [n, of] = [limit(members).length, members.length];
    note.hidden = of <= MOST;
    text.textContent = n < of ? say("limited", { n, of }) : "";
    button.textContent = n < of ? say("draw_all", { n: of }) : say("draw_most", { n: MOST });
    button.onclick = () => View.set({ rows: n < of ? "all" : "" });
  }

  // Store tells the reader which file is missing.
  const load = (asked) => Store.load(asked).catch(() => null);

  function cut(slice, members) {
    const { since, until } = View.state;
    if (!slice) return [];
    return members.map((member) => Store.cut(slice.series(member), since, until)).filter(Boolean);
  }

  /** Each series over the whole period, with intervals that hold for all together
      (Bonferroni); of those that compare. `note` says who is left out, and why. */
  function pool(series, measure) {
    const means = series.flatMap((one) => {
      const mean = Pooled.over(one, measure);
      return mean ? [{ ...mean, key: one.key, name: nameOf(one.member), isCorrected: Boolean(one.measures[measure].alone) }] : [];
    });
    const rows = Pooled.chooseComparable(means);
    const share = 1 - 0.05 / Math.max(rows.filter((row) => row.error !== null).length, 1);
    return { rows: rows.map((row) => ({ ...row, ...Pooled.reach(row, measure, share) })), note: tellLeft(series, means, rows, measure) };
  }

  function tellLeft(series, means, rows, measure) {
    const left = means.length - rows.length;
    const known = new Set(means.map((mean) => mean.key));
    const isUnknown = measure === "balance" && series.some((one) => !known.has(one.key) && Pooled.isFramed(one));
    return [
      ...(left ? [say("left_out", { count: left })] : []),
      ...(isUnknown ? [Words.say("titles.not_above")] : []),
      ...Titles.describeUneven(rows),
    ].join(" ");
  }

  // ---- panels --------------------------------------------------------------------------

  function drawPanels(series) {
    const known = FRAMES.filter((measure) => View.measures().includes(measure));
    const measures = known.length ? known : View.measures().slice(0, 1);
    const { since, until } = View.state;
    Panel.show(find("panels"), {
      ...Phrases.caption(findWeight(series, measures), say("panels_caption")),
      series,
      measures,
      figure: series.length ? (look) => Figures.panels(series, measures, { ...look, since, until }) : null,
      file: "outlets",
    });
  }

  /** At how many outlets one of the two frames outweighs the other. */
  function findWeight(series, measures) {
    const title = say("panels_plain", { Measure: Phrases.Measure(measures[0]) });
    if (!series.length) return { title, sentence: say("nothing") };
    const { rows, note } = View.measures().includes("balance") ? pool(series, "balance") : { rows: [], note: "" };
    if (!rows.length) return { title, sentence: note };
    const up = rows.filter((row) => row.low !== null && row.low > 0).length;
    const down = rows.filter((row) => row.high !== null && row.high < 0).length;
    const sentence = say("panels_sentence", { down, up, even: rows.length - up - down });
    return { title: weigh(up, down, Words.count(rows.length, "outlet")), sentence: [sentence, say("together", { count: rows.length }), note].filter(Boolean).join(" ") };
  }

  function weigh(up, down, of) {
    if (!up && !down) return say("panels_even");
    return up > down ? say("panels_up", { count: up, of }) : say("panels_down", { count: down, of });
  }

  // ---- weeks by colour -------------------------------------------------------------------

  function drawHeat(series, measure) {
    const { since, until } = View.state;
    Panel.show(find("heat"), {
      ...Phrases.caption(findExtremes(series, measure), say("heat_caption")),
      series,
      measures: [measure],
      figure: series.length ? (look) => Figures.heat(limit(series), measure, { ...look, since, until }) : null,
      file: `outlets ${measure}`,
    });
  }

  function findExtremes(series, measure) {
    const compared = Pooled.chooseComparable(series.map((one) => ({ one, isCorrected: Boolean(one.measures[measure].alone) })));
    const left = series.length - compared.length;
    const cells = compared.flatMap(({ one }) => {
      const { values, lows, highs } = one.measures[measure];
      return values.flatMap((value, index) => (lows[index] === null ? [] : [{ one, index, value, low: lows[index], high: highs[index] }]));
    });
    const plain = say("heat_plain", { Measure: Phrases.Measure(measure) });
    if (!cells.length) return { title: plain, sentence: series.length ? say("heat_few") : say("nothing") };
    const high = cells.reduce((best, cell) => (cell.value > best.value ? cell : best));
    const low = cells.reduce((best, cell) => (cell.value < best.value ? cell : best));
    return {
      title: say("heat_title", { measure: Phrases.measure(measure), name: nameOf(high.one.member), period: writePeriod(high) }),
      sentence: [
        say("heat_sentence", { ...writeExtreme("high", high, measure), ...writeExtreme("low", low, measure) }),
        ...(left ? [say("left_out", { count: left })] : []),
      ].join(" "),
    };
  }

  function writeExtreme(end, cell, measure) {
    return {
      [end]: Words.value(measure, cell.value),
      [`${end}_interval`]: Phrases.interval(cell, measure),
      [`${end}_name`]: nameOf(cell.one.member),
      [`${end}_period`]: writePeriod(cell),
    };
  }

  function writePeriod({ one, index }) {
    const date = Words.date(Figures.startOf(one, index));
    return one.step > 1 ? say("heat_week", { date }) : date;
  }

  // ---- each against all others -----------------------------------------------------------

  function drawContrasts(members, measure) {
    const compared = payload.contrasts.map(Contrasts.read).filter((row) => row.measure === measure);
    const spans = [...new Set(compared.map(Contrasts.span))];
    const span = spans[Number(View.state.span) || 0] ?? spans[0];
    offerSpans(spans, span);
    const all = compared.filter((row) => Contrasts.span(row) === span);
    const names = new Map(members.map((member) => [memberOf(member).key, nameOf(member)]));
    const rows = all.filter((row) => names.has(row.outlet))
      .map((row) => ({ ...row, name: names.get(row.outlet) }))
      .sort((a, b) => b.difference - a.difference);
    const dots = limit(rows).map((row) => Contrasts.dot(row, Figures.label(row.name), row.name));
    const unit = say("contrast_unit", { measure: Phrases.measure(measure) });
    Panel.show(find("contrast"), {
      ...Phrases.caption(describeContrasts(rows, all.length, measure), say("contrast_caption")),
      figure: rows.length ? Phrases.dots(dots, measure, { range: Contrasts.findRange(rows), zero: true, unit }) : null,
      table: () => Contrasts.table(rows, [say("outlet"), "outlet", (row) => row.name]),
      file: `contrast ${measure}`,
    });
  }

  function offerSpans(spans, span) {
    const place = find("span");
    const select = place.querySelector("select");
    place.hidden = spans.length < 2;
    select.replaceChildren(...spans.map((one, number) => new Option(one, number, false, one === span)));
    select.onchange = () => View.set({ span: select.value === "0" ? null : select.value });
  }

  function describeContrasts(rows, number, measure) {
    if (!rows.length) return { title: say("contrast_kicker"), sentence: say("contrast_empty") };
    const name = Phrases.measure(measure);
    const of = Words.count(number, "outlet");
    const real = rows.filter(Contrasts.isReal).sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
    const title = real.length
      ? say("contrast_some", { count: real.length, of, name: real[0].name, measure: name, difference: Words.difference(real[0].difference) })
      : say("contrast_none", { measure: name });
    const [{ since, until, corrected }] = rows;
    const sentence = say("contrast_sentence", { since: Words.date(since), until: Words.date(until), of });
    return { title, sentence: corrected ? `${sentence} ${say("contrast_corrected")}` : sentence };
  }

  // ---- the table of all ------------------------------------------------------------------

  function filterTable(members) {
    const keys = new Set(members.map((member) => memberOf(member).key));
    const isOpen = View.state.outlets === null && View.state.language === "";
    for (const row of find("outlets").tBodies[0].rows) row.hidden = !isOpen && !keys.has(row.dataset.key);
  }

  // ---- begin -----------------------------------------------------------------------------

  if (find("outlets")) {
    View.start({
      uses: ["measure", "outlets", "language", "topic", "period", "part", "copies", "grain"],
      defaults: { measure: "escalation", rows: "", span: "" },
    });
    Sortable.make(find("outlets"), (column) => say("sort", { column }));
    find("contrast").querySelector("figcaption").append(find("span"));
    View.onChange(draw);
    draw();
  } else {
    document.body.dataset.drawn = "all";
  }
})();
