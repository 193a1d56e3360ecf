"use strict";

// A series' periods together, with how far the value may be off (the twin of
// dashboards/pooled.py), and the ranks that such values leave open.

const Pooled = (() => {
  const COVERAGE = 0.95;
  const FEWEST_DEGREES = 2;
  const FRAMES = ["escalation", "diplomacy"];
  const RANGES = { escalation: [0, 1], diplomacy: [0, 1], intensity: [0, 2], balance: [-1, 1], sentiment: [-1, 1] };

  const clip = (value, [low, high]) => Math.min(Math.max(value, low), high);
  const add = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

  // ---- series ------------------------------------------------------------------------

  /** A series' periods together: `{ value, error, degrees, articles, periods }`. The mean
      is that of the model's own values, each article alike (each story where it counts
      once, each period where outlets count alike); then the correction is applied once,
      and the balance made of its two parts. `error` is the standard error from both
      sources, null where no period has an interval: what stories leave open is
      independent between periods, what coded sentences leave open is the same in all.
      null where nothing is known: no period, nothing framed, or a corrected part of the
      balance not above zero. `isCounted` chooses among periods by their place. */
  function over(series, measure, isCounted = () => true) {
    const names = namesOf(measure);
    const periods = series ? readPeriods(series, names, isCounted) : [];
    const total = add(periods.map((period) => period.weight));
    if (!total || (measure === "balance" && !isFramed(series, isCounted))) return null;
    const lines = findLines(series, measure);
    const means = names.map((_, place) => add(periods.map(({ weight, values }) => weight * values[place])) / total);
    const shares = means.map((mean, place) => (lines ? (mean - lines[place][0]) / lines[place][1] : mean));
    const found = evaluate(shares, measure, Boolean(lines));
    return found && {
      value: found.value,
      ...findError(series, measure, periods, total, shares, found.moves, lines),
      articles: add(periods.map((period) => period.articles)),
      periods: periods.length,
    };
  }

  const namesOf = (measure) => (measure === "balance" ? FRAMES : [measure]);

  /** Whether anything was framed in these periods; if so, only a correction can have made
      a balance unknown. */
  function isFramed(series, isCounted = () => true) {
    const { alone, values } = series.measures.balance;
    return (alone?.values ?? values).some((value, index) => value !== null && isCounted(index));
  }

  /** Whether a period has what a mean is made of. */
  function isKnown(series, measure, index) {
    return namesOf(measure).every((name) => own(series, name).values[index] !== null);
  }

  /** The lines of correction that a measure was corrected by, null without. */
  function findLines(series, measure) {
    const lines = series.measures[measure].alone && namesOf(measure).map((name) => series.corrections?.[name]);
    return lines?.every(Boolean) ? lines : null;
  }

  /** What the model alone says; corrected values where their line is not at hand. */
  function own(series, name) {
    const found = series.measures[name];
    return found.alone && series.corrections?.[name] ? found.alone : found;
  }

  function readPeriods(series, names, isCounted) {
    return series.articles.flatMap((articles, index) => {
      const values = names.map((name) => own(series, name).values[index]);
      if (values.includes(null) || !isCounted(index)) return [];
      const weight = findWeight(series, index);
      return [{ values, articles, weight, stories: series.stories[index], spread: findSpread(series, names, index) }];
    });
  }

  function findWeight(series, index) {
    if (series.level === "balanced") return series.articles[index] ? 1 : 0;
    return series.copies === "once" ? series.stories[index] : series.articles[index];
  }

  /** A period's variances, and last the covariance of its two frames, which is what their
      sum varies more than they do; null without an interval. */
  function findSpread(series, names, index) {
    const variances = names.map((name) => findVariance(series, name, index));
    if (variances.includes(null)) return null;
    if (names.length === 1) return variances;
    const both = findVariance(series, "intensity", index);
    const most = Math.sqrt(variances[0] * variances[1]);
    return [...variances, both === null ? 0 : clip((both - add(variances)) / 2, [-most, most])];
  }

  /** From the larger half of the interval: half of one that ends at what a measure can be
      is cut off. Stories are at least as many as the mean is worth, so that the error is
      rather too large than too small. */
  function findVariance(series, name, index) {
    const { values, lows, highs } = own(series, name);
    const [value, low, high] = [values[index], lows[index] ?? null, highs[index] ?? null];
    if (value === null || low === null || high === null) return null;
    return (Math.max(high - value, value - low) / Student.findMargin(COVERAGE, countFree(series.stories[index]))) ** 2;
  }

  const countFree = (stories) => Math.max(stories - 1, FEWEST_DEGREES);

  /** A period below three stories has no variance of its own and takes that of a story
      elsewhere (as the formula borrow_var). */
  function lendSpread(periods) {
    const known = periods.filter((period) => period.spread);
    if (!known.length) return null;
    const story = known[0].spread.map((_, place) => add(known.map(({ spread, stories }) => spread[place] * stories)) / known.length);
    return periods.map(({ spread, stories }) => spread ?? story.map((variance) => variance / Math.max(stories, 1)));
  }

  /** The value within its range and how it moves with its shares; null for a balance that
      is not defined. */
  function evaluate(shares, measure, isCorrected) {
    if (measure !== "balance") return { value: clip(shares[0], RANGES[measure]), moves: [1] };
    const [escalation, diplomacy] = shares;
    const both = escalation + diplomacy;
    if (!(both > 0) || (isCorrected && !(escalation > 0 && diplomacy > 0))) return null;
    return { value: (diplomacy - escalation) / both, moves: [(-2 * diplomacy) / both ** 2, (2 * escalation) / both ** 2] };
  }

  function findError(series, measure, periods, total, shares, moves, lines) {
    const spreads = lendSpread(periods);
    const isLineLost = series.measures[measure].alone && !lines;
    if (!spreads || isLineLost) return { error: null, degrees: null };
    const pulls = moves.map((move, place) => (lines ? move / lines[place][1] : move));
    const parts = periods.map(({ weight, stories }, place) => (
      [Math.max((weight / total) ** 2 * square(pulls, spreads[place]), 0), countFree(stories)]
    ));
    if (lines) {
      const gold = lines.flatMap((line, place) => splitError(line, shares[place]).map((part) => (moves[place] * part) ** 2));
      parts.push([add(gold), Math.min(...lines.map((line) => line[5]))]);
    }
    return { error: Math.sqrt(add(parts.map(([variance]) => variance))), degrees: Student.join(parts) };
  }

  /** Variance of what moves so with means that spread so. */
  function square([one, other], [variance, second, covariance]) {
    if (other === undefined) return one ** 2 * variance;
    return one ** 2 * variance + other ** 2 * second + 2 * one * other * covariance;
  }

  /** What coded sentences leave open of a corrected share, in two independent parts
      (Cholesky); squared and summed as the formula correct_var. */
  function splitError([, slope, interceptVar, slopeVar, covariance], share) {
    const level = Math.sqrt(interceptVar);
    const tilt = level ? covariance / level : 0;
    const rest = Math.sqrt(Math.max(slopeVar - tilt ** 2, 0));
    return [(level + share * tilt) / slope, (share * rest) / slope];
  }

  /** The series by the model alone. */
  function bare(series) {
    const measures = Object.entries(series.measures).map(([name, found]) => [name, found.alone ?? found]);
    return { ...series, measures: Object.fromEntries(measures) };
  }

  /** Corrected values and those of the model alone are on two scales: of rows
      ({ isCorrected }) those that compare. */
  function chooseComparable(rows) {
    const corrected = rows.filter((row) => row.isCorrected);
    return corrected.length ? corrected : rows;
  }

  /** `{ low, high }` of a value, which `share` of all such intervals hold, no further than
      the measure can be; null ends without an error. */
  function reach({ value, error, degrees }, measure, share = COVERAGE) {
    if (error === null) return { low: null, high: null };
    const margin = Student.findMargin(share, degrees);
    return { low: clip(value - margin * error, RANGES[measure]), high: clip(value + margin * error, RANGES[measure]) };
  }

  /** The same for one value less another of a measure. */
  function reachDifference({ value, error, degrees }, measure) {
    if (error === null) return { low: null, high: null };
    const margin = Student.findMargin(COVERAGE, degrees);
    return { low: clipDifference(value - margin * error, measure), high: clipDifference(value + margin * error, measure) };
  }

  /** No difference is wider than what the measure can be. */
  function clipDifference(value, measure) {
    const [low, high] = RANGES[measure];
    return clip(value, [low - high, high - low]);
  }

  // ---- ranks -------------------------------------------------------------------------

  /** Which ranks each row may have, highest value first, as [first, last]: rows whose
      intervals overlap cannot be told apart, and one without an interval from none
      (Klein, Wright and Wieczorek 2020). */
  function rank(rows) {
    return rows.map((row) => [
      1 + rows.filter((other) => isAbove(other, row)).length,
      rows.length - rows.filter((other) => isAbove(row, other)).length,
    ]);
  }

  const isAbove = (row, other) => row.low !== null && other.high !== null && row.low > other.high;

  return {
    over, isFramed, isKnown, bare, chooseComparable, evaluate, reach, reachDifference, clipDifference, rank, isAbove,
  };
})();
