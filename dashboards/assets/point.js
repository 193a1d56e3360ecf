"use strict";

// The value that a view's sentences stand behind: of one point of a chart with its interval,
// of more time the mean, one row for each line.

const Point = (() => {
  const DAY = 86400000;
  const NAME = 80;
  const { make } = Controls;

  // ---- finding ---------------------------------------------------------------------------

  /** Promise of the view's series within its days, by day where its weeks are cut, and of
      `total`, their sentences; null where that is of other days too, or counts copies.
      Sentences can be chosen also where no series is measured. */
  async function load({ since, until, part, copies, topic }) {
    const isMonday = !since || new Date(since).getUTCDay() === 1;
    const isSunday = !until || new Date(until).getUTCDay() === 0;
    const isWhole = isMonday && isSunday;
    const grain = !isWhole && Store.has(0, "day", part, copies, topic) ? "day" : "week";
    if (!Store.has(0, grain, part, copies, topic)) return { isMeasured: false, series: [], total: null };
    const slice = await Store.load({ grain, part, copies, topic }).catch(() => null);
    const series = View.members().map((member) => Store.cut(slice?.series(member), since || null, until || null)).filter(Boolean);
    const isExact = (isWhole || grain === "day") && copies !== "once";
    return { isMeasured: true, series, total: isExact ? sum(series.flatMap((one) => one.sentences)) : null };
  }

  const isPoint = (series) => series.statuses.length === 1;
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

  const writeName = (series) => Figures.shorten(Figures.nameOf(series), NAME);

  function writePeriod({ first, step, statuses }) {
    const start = Date.parse(first);
    if (statuses.length === 1) return step > 1 ? Words.say("common.week_of", { date: Words.date(start) }) : Words.date(start);
    return `${Words.date(start)} – ${Words.date(start + (statuses.length * step - 1) * DAY)}`;
  }

  const isMissing = (statuses) => /^[m.]*$/.test(statuses);

  function writeStatus({ statuses, articles }) {
    if (isMissing(statuses)) return Words.say("common.missing");
    if (/[pm]/.test(statuses)) return Words.say("common.partial");
    return sum(articles) ? "" : Words.say("common.none");
  }

  /** What one series says of a measure: value, interval of a point, the model alone. */
  function measure(series, name) {
    const found = series.measures[name];
    if (isPoint(series)) return { value: found.values[0], low: found.lows[0], high: found.highs[0], alone: found.alone?.values[0] ?? null };
    const [mean, alone] = [series, Pooled.bare(series)].map((one) => Pooled.over(one, name)?.value ?? null);
    return { value: mean, low: null, high: null, alone: found.alone ? alone : null };
  }

  // ---- drawing ---------------------------------------------------------------------------

  function draw(place, { isMeasured, series }) {
    const name = View.state.measure;
    if (!isMeasured) return place.replaceChildren(make("p", { className: "caption" }, Words.say("evidence.no_mean")));
    place.replaceChildren(...(series.length === 1 ? describe(series[0], name) : [makeTable(series, name)].filter(Boolean)));
  }

  function describe(series, name) {
    const found = measure(series, name);
    const status = writeStatus(series);
    const heading = make("h2", {}, make("span", { className: "kicker" }, writePeriod(series)), make("bdi", {}, writeName(series)));
    if (!sum(series.articles)) return [heading, make("p", {}, capital(status))];
    return [
      heading,
      make("p", { className: "value" }, make("b", { className: name }, writeValue(name, found.value)), ` ${writeInterval(series, name, found)}`),
      make("p", {}, writeCounts(series), status && ` ${Words.say("evidence.incomplete")}`),
      make("p", { className: "caption" }, [...explainMean(series, name), ...explainCorrection(name, found)].join(" ")),
    ];
  }

  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const writeValue = (name, value) => `${Words.say(`common.${name}`)} ${value === null ? "–" : Words.value(name, value)}`;

  function writeInterval(series, name, { value, low, high }) {
    if (value === null) return explainUnknown(series, name);
    if (!isPoint(series)) return Words.say("evidence.mean_of", { count: series.statuses.length, periods: Words.count(series.statuses.length, series.step > 1 ? "week" : "day") });
    return low === null || high === null ? Words.say("evidence.no_interval") : Words.interval(name, low, high);
  }

  /** Why there is no value: what is framed has a balance, unless the correction takes it. */
  function explainUnknown(series, name) {
    if (name !== "balance") return Words.say("evidence.not_measured");
    return Words.say(Pooled.isFramed(series) ? "evidence.not_above" : "evidence.nothing_framed");
  }

  function writeCounts(series) {
    const articles = Words.count(sum(series.articles), "article");
    const sentences = Words.count(sum(series.sentences), "sentence");
    if (!isPoint(series)) return Words.say("evidence.counts", { articles, sentences });
    return Words.say("evidence.counts_point", { articles, sentences, stories: Words.count(series.stories[0], "story") });
  }

  function explainMean(series, name) {
    const said = [explainUnits()];
    if (View.state.part !== "all") said.push(Words.say("evidence.how_part"));
    if ((name !== "balance" && name !== "intensity") || measure(series, name).value === null) return said;
    const [escalation, diplomacy] = ["escalation", "diplomacy"].map((frame) => choosePart(measure(series, frame), name));
    if (escalation === null || diplomacy === null) return said;
    const values = { escalation: Words.value("escalation", escalation), diplomacy: Words.value("diplomacy", diplomacy) };
    return [...said, Words.say(`evidence.how_${name}`, values)];
  }

  // The intensity is never corrected.
  const choosePart = ({ value, alone }, name) => (name === "intensity" ? alone ?? value : value);

  function explainUnits() {
    if (View.state.level === "balanced") return Words.say("evidence.how_balanced");
    return Words.say(View.state.copies === "once" ? "evidence.how_once" : "evidence.how_all");
  }

  function explainMeans() {
    if (View.state.level === "balanced") return Words.say("evidence.means_balanced");
    return Words.say(View.state.copies === "once" ? "evidence.means_once" : "evidence.means");
  }

  function explainCorrection(name, { alone }) {
    return alone === null ? [] : [Words.say("evidence.corrected", { value: Words.value(name, alone) })];
  }

  function makeTable(series, name) {
    if (!series.length) return null;
    const isSingle = series.every(isPoint);
    const heads = [
      Words.say("charts.outlet"), capital(Words.say(`common.${name}`)), ...(isSingle ? [Words.say("evidence.interval")] : []),
      Words.say("charts.articles"), Words.say("charts.sentences"), Words.say("charts.collection"),
    ];
    const table = make("table", {}, make("caption", { className: "unseen" }, Words.say("evidence.values")));
    table.createTHead().insertRow().append(...heads.map((head) => make("th", { scope: "col" }, head)));
    const body = table.createTBody();
    for (const one of series) body.insertRow().append(...makeCells(one, name, isSingle));
    const longest = series.reduce((a, b) => (b.statuses.length > a.statuses.length ? b : a));
    return make("div", {},
      make("h2", {}, writePeriod(longest)),
      make("p", { className: "caption" }, [isSingle ? explainUnits() : explainMeans(), ...(hasAlone(series, name) ? [Words.say("evidence.corrected_some")] : [])].join(" ")),
      make("div", { className: "scroll", tabIndex: 0, role: "region", ariaLabel: Words.say("evidence.values") }, table));
  }

  const hasAlone = (series, name) => series.some((one) => one.measures[name].alone);

  function makeCells(series, name, isSingle) {
    const found = measure(series, name);
    const words = make("bdi", {}, writeName(series));
    const isOutlet = series.level === "outlet";
    const label = isOutlet ? make("a", { href: View.link("evidence.html", { outlet: series.key }) }, words) : words;
    const hasInterval = found.low !== null && found.high !== null;
    const cells = [
      found.value === null ? "–" : Words.value(name, found.value),
      ...(isSingle ? [hasInterval ? `${Words.value(name, found.low)} … ${Words.value(name, found.high)}` : "–"] : []),
      ...[series.articles, series.sentences].map((counts) => (isMissing(series.statuses) ? "–" : Words.number(sum(counts)))),
      writeStatus(series) || Words.say("common.complete"),
    ];
    return [make("th", { scope: "row" }, label), ...cells.map((text) => make("td", {}, text))];
  }

  /** Why there are no sentences, in words. */
  function explain({ isMeasured, series }, { outlets }) {
    if (!outlets.length) return Words.say("evidence.no_outlet");
    if (!isMeasured) return Words.say("evidence.none_so");
    const statuses = series.map((one) => one.statuses).join("");
    if (series.some((one) => sum(one.articles))) {
      return Words.say("evidence.none_kept", { count: sum(series.flatMap((one) => one.sentences)) });
    }
    if (/^\.*$/.test(statuses)) return Words.say("evidence.outside");
    if (isMissing(statuses)) return Words.say("evidence.missing");
    return Words.say(/[pm]/.test(statuses) ? "evidence.partial" : "evidence.no_article");
  }

  return { load, draw, explain };
})();
