"use strict";

// How far an outlet's weekdays lie from the mean of their week (OUTLET.weekdays).

const Weekdays = (() => {
  const say = (key, values) => Words.say(`outlet.weekday_${key}`, values);
  const nameOf = ({ weekday }) => Words.say("common.weekdays").split(" ")[weekday - 1];
  const dayOf = ({ weekday }) => Words.say("outlet.weekdays").split(" ")[weekday - 1];
  const read = ([weekday, value, low, high, days, joint]) => ({ weekday, value, low, high, days, joint });

  /** `isCorrected`: other values of the measure on the page are corrected, these never. */
  function show(element, measure, isCorrected) {
    const rows = (OUTLET.weekdays[measure] ?? []).map(read);
    const options = { range: findRange(rows), zero: true, unit: say("unit", { measure: Phrases.Measure(measure) }) };
    Panel.show(element, {
      ...Phrases.caption(describe(rows, measure), say("caption")),
      figure: rows.length ? Phrases.dots(rows.map((row) => ({ ...makeDot(row), isAlone: isCorrected })), measure, options) : null,
      table: () => list(rows),
      file: `${OUTLET.key} weekdays ${measure}`,
    });
  }

  /** The same distance to both sides of zero, a whole twentieth. */
  function findRange(rows) {
    const most = Math.max(0.05, ...rows.flatMap(({ value, low, high }) => [Math.abs(value), -(low ?? 0), high ?? 0]));
    const width = Math.ceil(most * 20 - 1e-9) / 20;
    return [-width, width];
  }

  /** Which days lie off their week by an interval that holds for all seven together. */
  function describe(rows, measure) {
    if (!rows.length) return { title: say("kicker"), sentence: say("none") };
    const isOff = ({ value, low, high, joint }) => joint !== null && Math.abs(value) > ((high - low) / 2) * joint;
    const off = rows.filter(isOff).sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
    if (!off.length) return { title: say("even", { measure: Phrases.measure(measure) }), sentence: say("sentence") };
    const isAbove = off[0].value > 0;
    const days = Phrases.join(off.filter((row) => row.value > 0 === isAbove).map(dayOf));
    return { title: say(isAbove ? "more" : "less", { Measure: Phrases.Measure(measure), days }), sentence: say("sentence") };
  }

  function makeDot(row) {
    const { value, low, high, days } = row;
    return {
      label: nameOf(row), value, low, high,
      hover: [nameOf(row), `${Words.difference(value)} · ${Phrases.interval(row, "balance")}`, Words.count(days, "day")].join("<br>"),
    };
  }

  function list(rows) {
    return {
      heads: [Words.say("outlet.weekday"), Words.say("outlet.effect"), Words.say("charts.low_end"), Words.say("charts.high_end"), Words.say("outlet.days_known")],
      names: ["weekday", "effect", "effect_low", "effect_high", "days"],
      rows: rows.map((row) => [{ text: nameOf(row), value: row.weekday }, ...[row.value, row.low, row.high].map(Phrases.signed), row.days]),
    };
  }

  return { show };
})();
