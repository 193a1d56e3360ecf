"use strict";

// Outlets in the order of a measure, with the ranks that each of them may have.

const Ranking = (() => {
  const say = (key, values) => Words.say(`outlets.rank_${key}`, values);
  const NAMED = 3;

  /** Shows pooled rows ({ key, name, value, low, high, articles, periods }), of which the
      first `drawn` are drawn; `note` says what to know of them. */
  function show(element, { rows: pooled, note }, measure, drawn) {
    const rows = pooled.toSorted((a, b) => b.value - a.value || a.name.localeCompare(b.name));
    const ranks = Pooled.rank(rows);
    const dots = rows.slice(0, drawn).map((row, place) => makeDot(row, writeRanks(ranks[place]), rows.length, measure));
    Panel.show(element, {
      ...Phrases.caption(describe(rows, ranks, measure, note), say("caption")),
      figure: rows.length ? Phrases.dots(dots, measure, { measure }) : null,
      table: () => list(rows, ranks, measure),
      file: `ranking ${measure}`,
    });
  }

  const writeRanks = ([first, last]) => (first === last ? String(first) : `${first}–${last}`);
  const link = (row, measure) => View.link("evidence.html", { outlet: row.key, measure, ...Period.findWeeks() });

  function makeDot(row, ranks, of, measure) {
    return {
      label: row.name,
      value: row.value,
      low: row.low,
      high: row.high,
      href: link(row, measure),
      hover: [
        Figures.label(row.name),
        `${Phrases.measure(measure)} ${Words.value(measure, row.value)} · ${Phrases.interval(row, measure)}`,
        say("hover", { ranks, of }),
        Words.count(row.articles, "article"),
      ].join("<br>"),
    };
  }

  // ---- in words ------------------------------------------------------------------------

  function describe(rows, ranks, measure, note) {
    if (!rows.length) return { title: say("kicker"), sentence: [Words.say("outlets.nothing"), note].filter(Boolean).join(" ") };
    const [first, last] = [rows[0], rows.at(-1)];
    const [high, low] = [first, last].map((row) => Words.value(measure, row.value));
    if (rows.length === 1) {
      return {
        title: say("one", { name: first.name, measure: Phrases.measure(measure), value: high }),
        sentence: [`${Words.count(first.articles, "article")}, ${Phrases.interval(first, measure)}.`, note].filter(Boolean).join(" "),
      };
    }
    const said = [
      say("sentence", { high, first: first.name, low, last: last.name }), describeTies(rows),
      Words.say("outlets.together", { count: rows.length }), note,
    ];
    return { title: entitle(rows, ranks, measure), sentence: said.filter(Boolean).join(" ") };
  }

  function entitle(rows, ranks, measure) {
    const name = Phrases.measure(measure);
    const [first, last] = [rows[0], rows.at(-1)];
    const isFirst = ranks[0][1] === 1;
    const isLast = ranks.at(-1)[0] === rows.length;
    if (isFirst && isLast) return say("both", { Measure: Phrases.Measure(measure), first: first.name, last: last.name });
    if (isFirst) return say("first", { name: first.name, measure: name, value: Words.value(measure, first.value) });
    if (isLast) return say("last", { name: last.name, measure: name, value: Words.value(measure, last.value) });
    const open = ranks.filter(([best]) => best === 1).length;
    return say(open < rows.length ? "open" : "open_any", { measure: name, n: open, of: rows.length });
  }

  /** Which neighbours in the order cannot be told apart, the first few by name. */
  function describeTies(rows) {
    const ties = rows.slice(1).flatMap((row, place) => (
      Pooled.isAbove(rows[place], row) ? [] : [say("pair", { one: rows[place].name, two: row.name })]
    ));
    if (!ties.length) return say("apart");
    const more = ties.length - NAMED;
    const named = more > 1 ? [...ties.slice(0, NAMED), say("more", { n: more })] : ties;
    return say("ties", { pairs: named.join("; ") });
  }

  function list(rows, ranks, measure) {
    return {
      heads: [
        say("ranks"), Words.say("outlets.outlet"), Phrases.Measure(measure), Words.say("charts.low_end"), Words.say("charts.high_end"),
        Words.say("charts.articles"), Words.say("outlets.weeks"),
      ],
      names: ["ranks", "outlet", measure, `${measure}_low`, `${measure}_high`, "articles", "weeks"],
      rows: rows.map((row, place) => [
        writeRanks(ranks[place]), row.name, ...[row.value, row.low, row.high].map((value) => Phrases.cell(measure, value)), row.articles, row.periods,
      ]),
      links: rows.map((row) => link(row, measure)),
      linked: 1,
    };
  }

  return { show };
})();
