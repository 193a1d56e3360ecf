"use strict";

// The charts that two outlets and two models have in common: both series, their
// difference over time, and the one against the other. `matched` is what `match` gives.

const PairCharts = (() => {
  const DAY = 86400000;
  const SHORT = 30;
  const say = (key, values) => Words.say(`compare.${key}`, values);
  const capital = (text) => text[0].toUpperCase() + text.slice(1);
  const nameMeasure = () => Words.say(`common.${View.state.measure}`);
  const place = (id) => document.getElementById(id);
  const name = (kind) => `compare ${kind} ${View.state.measure}`;
  const writeUnit = () => say("difference_unit", { measure: capital(nameMeasure()) });
  const dayOf = (series, index) => new Date(Figures.startOf(series, index)).toISOString().slice(0, 10);

  /** The pair on one scale, `aligned` in time, and as a `whole`; null where the two have
      no period in common. */
  function match(found) {
    const { measure } = View.state;
    if (!found[0] || !found[1]) return null;
    const levelled = Pairs.level(found, measure);
    const aligned = Pairs.align(levelled.pair);
    return aligned && { ...levelled, aligned, whole: Pairs.weigh(aligned, measure) };
  }

  function showNothing(id, title, sentence) {
    Panel.show(place(id), { title, sentence, figure: null, table: { heads: [], rows: [] } });
  }

  // ---- both series -------------------------------------------------------------------

  function drawSeries(series, whole, names) {
    const { measure, since, until } = View.state;
    const words = { measure: capital(nameMeasure()), one: names[0], other: names[1] };
    if (!series.length) return showNothing("series", say("series_plain", words), say("apart_detail"));
    const title = whole
      ? say("series_title", { ...words, x: Words.value(measure, whole.one.value), y: Words.value(measure, whole.other.value) })
      : say("series_plain", words);
    return Panel.show(place("series"), {
      title, series, measures: [measure], file: name("series"),
      sentence: `${say("series_sentence", { ...words, measure: nameMeasure() })} ${title}`,
      figure: (look) => Figures.trend(series, measure, { ...look, since, until, events: Store.site.events }),
    });
  }

  // ---- the difference over time ------------------------------------------------------

  /** `title` is a function of the series of differences, `link` of a period's first and
      last day; `caption` stands instead of the page's own. */
  function drawDifference(matched, names, { title, link, caption }) {
    const { measure, since, until } = View.state;
    const words = { measure: nameMeasure(), one: names[0], other: names[1] };
    if (!matched?.whole) return showNothing("difference", say("apart", words), say("apart_detail"));
    const series = { ...Pairs.subtract(matched.aligned, measure), name: say("difference") };
    const { values } = series.measures.balance;
    const said = values.map((_, index) => hover(matched.aligned, series, index));
    const hrefs = values.map((value, index) => (value === null ? null : link(dayOf(series, index), writeEnd(series, index))));
    const short = names.map((one) => Figures.shorten(one, SHORT));
    const shown = { unit: writeUnit(), up: say("up", { name: short[0] }), down: say("down", { name: short[1] }) };
    return Panel.show(place("difference"), {
      title: title(series), caption, sentence: say("difference_sentence", words),
      file: name("difference"), source: Panel.source(matched.pair),
      figure: (look) => PairFigures.difference(series, said, hrefs, shown, { ...look, since, until }),
      table: () => listDifferences(matched.aligned, series, names, hrefs),
    });
  }

  const writeEnd = (series, index) => new Date(Figures.startOf(series, index + 1) - DAY).toISOString().slice(0, 10);

  function hover(pair, series, index) {
    const { values, lows, highs } = series.measures.balance;
    if (values[index] === null) return "";
    return [
      Figures.writePeriod(series, index),
      `${say("difference")} ${Words.difference(values[index])} · ${writeInterval({ low: lows[index], high: highs[index] })}`,
      ...pair.map((one) => `${writePoint(one, index)} (${Words.count(one.articles[index], "article")})`),
    ].join("<br>");
  }

  function writePoint(series, index) {
    const { measure } = View.state;
    return `${Figures.label(Figures.nameOf(series))} ${Words.value(measure, series.measures[measure].values[index])}`;
  }

  const writeInterval = ({ low, high }) => (low === null ? Words.say("charts.no_interval") : Words.interval("balance", low, high));

  function listDifferences(pair, series, names, links) {
    const { measure, grain } = View.state;
    const { values, lows, highs } = series.measures.balance;
    const places = listKnown(values);
    const articles = Words.say("charts.articles");
    return {
      heads: [
        Words.say(`charts.period_${grain}`), ...names, say("difference"), Words.say("charts.low_end"), Words.say("charts.high_end"),
        ...names.map((one) => `${articles}: ${one}`),
      ],
      names: [
        grain, ...names.map((one) => `${measure} ${one}`), "difference", "difference_low", "difference_high",
        ...names.map((one) => `articles ${one}`),
      ],
      rows: places.map((index) => [
        makeDay(series, index),
        ...pair.map((one) => makeValue(one.measures[measure].values[index])),
        ...[values, lows, highs].map((list) => makeDifference(list[index])),
        ...pair.map((one) => one.articles[index]),
      ]),
      links: places.map((index) => links[index]),
    };
  }

  const listKnown = (values) => values.flatMap((value, index) => (value === null ? [] : [index]));
  const makeValue = (value) => ({ text: Words.value(View.state.measure, value), value });
  const makeDifference = (value) => (value === null ? null : { text: Words.difference(value), value });

  function makeDay(series, index) {
    const value = dayOf(series, index);
    return { text: Words.date(value), value };
  }

  // ---- the one against the other -----------------------------------------------------

  function drawScatter(matched, names) {
    const { measure, grain } = View.state;
    const found = matched && Pairs.correlate(matched.aligned, measure);
    if (!found) return showNothing("scatter", say("scatter_few"), say("scatter_few"));
    const pair = matched.aligned;
    const places = Pairs.listCommon(pair, measure);
    const points = places.map((index) => {
      const [x, y] = pair.map((series) => series.measures[measure].values[index]);
      return { x, y, said: [Figures.writePeriod(pair[0], index), ...pair.map((series) => writePoint(series, index))].join("<br>") };
    });
    const short = names.map((one) => Figures.shorten(one, SHORT));
    const words = { along: say("along", { name: short[0] }), up: say("upwards", { name: short[1] }), equal: say("same") };
    const [r, low, high] = [found.r, found.low, found.high].map(Words.difference);
    const kind = found.low > 0 ? "together" : found.high < 0 ? "against" : "none";
    const When = say(`these_${grain}`);
    return Panel.show(place("scatter"), {
      title: say(`scatter_${kind}`, { r, When }), file: name("scatter"), source: Panel.source(matched.pair),
      sentence: say("scatter_sentence", { count: found.periods, r, low, high }),
      figure: (look) => PairFigures.scatter(points, measure, words, look),
      table: {
        heads: [Words.say(`charts.period_${grain}`), ...names],
        names: [grain, ...names],
        rows: points.map(({ x, y }, at) => [makeDay(pair[0], places[at]), makeValue(x), makeValue(y)]),
      },
    });
  }

  return {
    match, showNothing, drawSeries, drawDifference, drawScatter,
    say, capital, nameMeasure, name, writeUnit, writeInterval, makeValue, makeDifference,
  };
})();
