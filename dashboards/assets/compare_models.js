"use strict";

// Two models on the articles of one member: both series, how far they agree, and the
// weeks that the newer one has from the earlier.

const CompareModels = (() => {
  const { say, nameMeasure } = PairCharts;
  const { memberOf, idOf } = PairChoice;
  const WEEK = 7 * 86400000;
  const QUESTIONS = ["escalation", "diplomacy", "sentiment"];
  // Sections that speak of two outlets.
  const OTHERS = ["choices", "facts", "shared"];
  const place = (id) => document.getElementById(id);
  const listIds = () => PairChoice.models().map((number) => Store.site.models[number].id);

  /** Promise of the two series, null where one has none; null without their files. */
  async function load() {
    if (Store.site.models.length < 2) return [null, null];
    const { since, until, grain } = View.state;
    const [member] = PairChoice.members();
    const asked = PairChoice.models().map((model) => Store.load({ model, grain, part: "all", copies: "all", topic: "" }));
    // Store tells the reader which file is missing.
    const slices = await Promise.all(asked).catch(() => null);
    const ids = listIds();
    return slices && slices.map((slice, at) => {
      const series = Store.cut(slice.series(member), since, until);
      // Gold corrects each by its own line; models agree or not in what they say themselves.
      return series && { ...Pooled.bare(series), name: ids[at] };
    });
  }

  function draw(found, payload) {
    for (const id of OTHERS) place(id).closest("section").hidden = true;
    if (Store.site.models.length < 2) return tellOne();
    const { measure } = View.state;
    const ids = listIds();
    const isKnown = PairChoice.models().every((number) => Store.site.models[number].measures.includes(measure));
    const matched = isKnown ? PairCharts.match(found) : null;
    place("finding").textContent = say("models_title", { measure: nameMeasure(), one: ids[0], other: ids[1] });
    place("detail").textContent = isKnown ? describe(matched?.whole, ids, payload) : say("models_lack");
    place("cautions").hidden = false;
    place("cautions").replaceChildren(Controls.make("li", {}, say("models_scope")));
    const linked = fillGaps(found.find(Boolean), payload.linked);
    PairCharts.drawSeries([...(isKnown ? found : []), linked].filter(Boolean), matched?.whole, ids);
    PairCharts.drawDifference(matched && { ...matched, aligned: matched.aligned.map(withoutEnds) }, ids, {
      title: () => say("models_difference", { value: Words.difference(matched.whole.value) }),
      caption: say("models_caption_difference"),
      link: () => null,
    });
    PairCharts.drawScatter(matched, ids);
  }

  function tellOne() {
    place("finding").textContent = say("need_model");
    place("detail").textContent = say("need_model_detail");
    for (const id of ["series", "difference", "scatter", "models"]) place(id).closest("section").hidden = true;
    for (const field of document.querySelectorAll("#choice .field, #controls")) field.hidden = true;
  }

  /** The same articles twice: they share the error over stories, so no end is known. */
  function withoutEnds(series) {
    const measures = Object.entries(series.measures).map(([name, { values }]) => [name, makeBare(values)]);
    return { ...series, measures: Object.fromEntries(measures) };
  }

  function makeBare(values) {
    const empty = values.map(() => null);
    return { values, lows: empty, highs: empty };
  }

  // ---- in words ----------------------------------------------------------------------

  function describe(whole, ids, payload) {
    const { measure, grain } = View.state;
    if (!whole) return say("apart_detail");
    const means = say("models_mean", {
      one: ids[0], other: ids[1], periods: Words.count(whole.periods, grain),
      x: Words.value(measure, whole.one.value), y: Words.value(measure, whole.other.value),
    });
    return [means, ...describeOverlap(ids, payload)].join(" ");
  }

  /** How far their answers agree, and the line between them; of measures that are asked. */
  function describeOverlap(ids, { overlaps, linked, firm }) {
    const { measure } = View.state;
    if (!QUESTIONS.includes(measure) || ids[0] === ids[1]) return [];
    const found = overlaps.find(([newer, earlier, question]) => question === measure && ids.includes(newer) && ids.includes(earlier));
    if (!found) return [say("models_apart")];
    const [newer, earlier, , sentences, articles, alpha, correlation, , ofArticles, intercept, slope] = found;
    const agree = say("models_agree", {
      sentences: Words.count(sentences, "sentence"), alpha: write(alpha), correlation: write(correlation),
    });
    if (intercept === null) return [agree, say("models_no_line")];
    const line = say("models_line", {
      newer, earlier, articles: Words.count(articles, "article"), correlation: write(ofArticles),
      line: say("line", { intercept: write(intercept), slope: write(slope) }),
    });
    const weeks = listFilled(linked).length;
    return [
      agree, line,
      ...(ofArticles < firm ? [say("models_weak")] : []),
      ...(weeks ? [say("models_linked", { count: weeks, newer, earlier })] : []),
    ];
  }

  function write(number) {
    if (number === null) return "–";
    return number < 0 ? Words.difference(number) : Words.value("escalation", number);
  }

  // ---- weeks filled from the earlier model -------------------------------------------

  /** Rows of weeks of the model in use that the other one fills. */
  function listFilled(linked) {
    const [use] = Store.site.models;
    const ids = listIds();
    if (!ids.includes(use.id)) return [];
    const [member] = PairChoice.members();
    return (linked[idOf(memberOf(member))] ?? []).filter(([, from]) => ids.includes(from));
  }

  /** A series of those weeks, made after another of the same member; null without any. */
  function fillGaps(pattern, linked) {
    const { measure, grain, since, until } = View.state;
    const question = QUESTIONS.indexOf(measure);
    const rows = question < 0 || grain !== "week" ? [] : listFilled(linked);
    if (!pattern || !rows.length) return null;
    const [first] = rows[0];
    const count = (day) => Math.round((Date.parse(day) - Date.parse(first)) / WEEK);
    const weeks = new Map(rows.map((row) => [count(row[0]), row]));
    const length = count(rows.at(-1)[0]) + 1;
    const column = (at, empty) => Array.from({ length }, (_, week) => weeks.get(week)?.[at] ?? empty);
    const [values, lows, highs] = [4, 5, 6].map((at) => column(at + 3 * question, null));
    const blank = makeBare(column(-1, null));
    const measures = Object.keys(pattern.measures).map((name) => [name, name === measure ? { values, lows, highs } : blank]);
    const { daysMissing: _, ...rest } = pattern;
    return Store.cut({
      ...rest, first, name: say("linked_name"),
      statuses: Array.from({ length }, (_, week) => (weeks.has(week) ? "c" : ".")).join(""),
      articles: column(2, 0), stories: column(3, 0), sentences: column(-1, 0),
      measures: Object.fromEntries(measures),
    }, since, until);
  }

  return { load, draw };
})();
