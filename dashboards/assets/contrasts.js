"use strict";

// Outlets against all others together: rows of table contrast, as both pages of outlets
// have them (dashboards/pages/outlets.py, pack_contrasts).

const Contrasts = (() => {
  const say = (key, values) => Words.say(`outlets.contrast_${key}`, values);

  /** What a packed row says. */
  function read([outlet, measure, since, until, articles, value, others, difference, low, high, corrected]) {
    return { outlet, measure, since, until, articles, value, others, difference, low, high, corrected };
  }

  const isReal = (row) => row.low > 0 || row.high < 0;
  const link = ({ outlet, measure, since, until }) => View.link("evidence.html", { outlet, measure, since, until });
  const span = ({ since, until }) => `${Words.date(since)} – ${Words.date(until)}`;

  /** The same distance to both sides of zero, a whole tenth. */
  function findRange(rows) {
    const most = Math.max(...rows.flatMap((row) => [-row.low, row.high]));
    const width = Math.ceil(most * 10 - 1e-9) / 10;
    return [-width, width];
  }

  /** A row of Figures.dots. */
  function dot(row, name, label) {
    return {
      label,
      value: row.difference,
      low: row.low,
      high: row.high,
      href: link(row),
      hover: [
        name,
        `${Words.difference(row.difference)} · ${Words.interval("balance", row.low, row.high)}`,
        say("hover", { value: Words.value(row.measure, row.value), others: Words.value(row.measure, row.others) }),
        Words.count(row.articles, "article"),
      ].join("<br>"),
    };
  }

  /** The rows behind a chart; `first` is the first column: its head, its name, its cell. */
  function table(rows, ...first) {
    return {
      heads: [
        ...first.map(([head]) => head), say("difference"), Words.say("charts.low_end"), Words.say("charts.high_end"), say("value"),
        say("others"), Words.say("charts.articles"),
      ],
      names: [...first.map(([, name]) => name), "difference", "low", "high", "value", "others", "articles"],
      rows: rows.map((row) => [
        ...first.map(([, , write]) => write(row)), ...[row.difference, row.low, row.high].map(Phrases.signed),
        Phrases.cell(row.measure, row.value), Phrases.cell(row.measure, row.others), row.articles,
      ]),
      links: rows.map(link),
    };
  }

  return { read, isReal, span, findRange, dot, table };
})();
