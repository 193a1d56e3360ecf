"use strict";

// Two series beside each other: what they differ by, period by period and as a whole, and
// whether they move together. Pure; differences take the two for independent.

const Pairs = (() => {
  const Z = 1.959964;
  const DAY = 86400000;
  const FEWEST = 4;
  // What a period of two is: the worse of both.
  const WORSE = "mpnc";

  /** Both on one scale: where only one is corrected, the model alone speaks for both. */
  function level(pair, measure) {
    const corrected = pair.map((series) => Boolean(series.measures[measure].alone));
    const isMixed = corrected[0] !== corrected[1];
    return { pair: isMixed ? pair.map(Pooled.bare) : pair, isMixed, isCorrected: corrected[0] && corrected[1] };
  }

  /** From the first common period to the last one: both series, of equal length; null
      where they have no period in common. */
  function align([one, other]) {
    const first = one.first > other.first ? one.first : other.first;
    const end = Math.min(...[one, other].map((series) => Figures.startOf(series, series.statuses.length)));
    const until = new Date(end - DAY).toISOString().slice(0, 10);
    if (Date.parse(first) >= end) return null;
    return [one, other].map((series) => Store.cut(series, first, until));
  }

  /** One minus other, as a series of measure `balance` (which has a sign). The ends are
      those of the two intervals, added as variances are. */
  function subtract([one, other], measure) {
    const [x, y] = [one, other].map((series) => series.measures[measure]);
    const values = x.values.map((value, index) => (value === null || y.values[index] === null ? null : value - y.values[index]));
    const reach = values.map((value, index) => (value === null ? null : addReaches(findReach(x, index), findReach(y, index))));
    const ends = (sign) => values.map((value, index) => (reach[index] === null ? null : Pooled.clipDifference(value + sign * reach[index], measure)));
    const sum = (name) => one[name].map((count, index) => count + other[name][index]);
    return {
      ...one,
      member: -1,
      statuses: [...one.statuses].map((letter, index) => findWorse(letter, other.statuses[index])).join(""),
      articles: sum("articles"),
      stories: sum("stories"),
      sentences: sum("sentences"),
      measures: { ...one.measures, balance: { values, lows: ends(-1), highs: ends(1) } },
    };
  }

  const findWorse = (one, other) => [...WORSE].find((letter) => one === letter || other === letter) ?? ".";
  const addReaches = (one, other) => (one === null || other === null ? null : Math.hypot(one, other));

  // Half of an interval that ends at what a measure can be is cut off.
  function findReach({ values, lows, highs }, index) {
    if (lows[index] === null || highs[index] === null) return null;
    return Math.max(highs[index] - values[index], values[index] - lows[index]);
  }

  /** Over the periods of both: `{ one, other, value, low, high, p, periods }`, the two as
      `Pooled.over` gives them; ends and p are null without intervals; null where there is
      no common period or no balance. p is that of Student's t. */
  function weigh(pair, measure) {
    const isCommon = (index) => pair.every((series) => Pooled.isKnown(series, measure, index));
    const [one, other] = pair.map((series) => Pooled.over(series, measure, isCommon));
    if (!one || !other) return null;
    const value = one.value - other.value;
    const whole = { one, other, value, low: null, high: null, p: null, periods: one.periods };
    if (one.error === null || other.error === null) return whole;
    const error = Math.hypot(one.error, other.error);
    if (!error) return whole;
    const degrees = Student.join([one, other].map((found) => [found.error ** 2, found.degrees]));
    return { ...whole, ...Pooled.reachDifference({ value, error, degrees }, measure), p: Student.findChance(value / error, degrees) };
  }

  /** Pearson's r of the values of common periods, with Fisher's interval: `{ r, low,
      high, periods }`; null below four periods or where one does not vary. */
  function correlate(pair, measure) {
    const places = listCommon(pair, measure);
    const [x, y] = pair.map((series) => places.map((index) => series.measures[measure].values[index]));
    if (x.length < FEWEST) return null;
    const [dx, dy] = [x, y].map(centre);
    const spread = Math.sqrt(dot(dx, dx) * dot(dy, dy));
    if (spread < 1e-9) return null;
    const r = Math.min(Math.max(dot(dx, dy) / spread, -1), 1);
    const reach = Z / Math.sqrt(x.length - 3);
    const [low, high] = [-1, 1].map((sign) => Math.tanh(Math.atanh(r) + sign * reach));
    return { r, low, high, periods: x.length };
  }

  function centre(values) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  }

  /** The places of periods in which both have a value. */
  function listCommon(pair, measure) {
    const [one, other] = pair.map((series) => series.measures[measure].values);
    return [...one.keys()].filter((index) => one[index] !== null && other[index] !== null);
  }

  const dot = (x, y) => x.reduce((sum, value, index) => sum + value * y[index], 0);

  return { level, align, subtract, weigh, correlate, listCommon };
})();
