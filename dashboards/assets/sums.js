"use strict";

// Means from sums over stories (site_part_sum.sql), which also give the error of a
// difference within the same articles.
//
// Sums of a week are { n, stories, nn, sums, products }: for each mean (of a part, then
// of the other; one each or, for a balance, escalation and diplomacy) its `sum` and, as
// `n`, that of its products with the stories' articles; and the products of all means.

const Sums = (() => {
  const add = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

  /** Two parts of the same articles: `{ x, y, difference, articles }`, each of the three
      `{ value, low, high, articles }` (no ends below three stories); null without any. */
  function pair(weeks, measure) {
    const all = total(weeks);
    if (!all?.n) return null;
    const half = all.sums.length / 2;
    const [x, y] = [all.sums.slice(0, half), all.sums.slice(half)].map((sums) => evaluate(sums, all.n, measure));
    if (!x || !y) return null;
    const none = new Array(half).fill(0);
    const degrees = countDegrees(all);
    const make = (value, moves, reach) => ({ ...bound(value, vary(all, moves), degrees, measure, reach), articles: all.n });
    return {
      x: make(x.value, [...x.moves, ...none]),
      y: make(y.value, [...none, ...y.moves]),
      difference: make(x.value - y.value, [...x.moves, ...y.moves.map((move) => -move)], Pooled.reachDifference),
      articles: all.n,
    };
  }

  /** The same for two groups of articles that have no story in common. */
  function part(weeks, others, measure) {
    const groups = [weeks, others].map(total);
    if (!groups.every((all) => all?.n)) return null;
    const means = groups.map((all) => evaluate(all.sums, all.n, measure));
    if (!means.every(Boolean)) return null;
    const variances = groups.map((all, place) => vary(all, means[place].moves));
    const degrees = groups.map(countDegrees);
    const [x, y] = groups.map((all, place) => ({
      ...bound(means[place].value, variances[place], degrees[place], measure), articles: all.n,
    }));
    const whole = variances.includes(null) ? null : add(variances);
    const free = whole ? Student.join(variances.map((variance, place) => [variance, degrees[place]])) : Math.min(...degrees);
    return { x, y, difference: bound(x.value - y.value, whole, free, measure, Pooled.reachDifference), articles: x.articles + y.articles };
  }

  /** Sums of weeks add up. */
  function total(weeks) {
    if (!weeks.length) return null;
    const sum = (read) => add(weeks.map(read));
    return {
      n: sum((week) => week.n),
      stories: sum((week) => week.stories),
      nn: sum((week) => week.nn),
      sums: weeks[0].sums.map((_, i) => ({ sum: sum((week) => week.sums[i].sum), n: sum((week) => week.sums[i].n) })),
      products: weeks[0].products.map((row, i) => row.map((_, j) => sum((week) => week.products[i][j]))),
    };
  }

  /** As Pooled.evaluate: a mean, or the balance of two. */
  function evaluate(sums, n, measure) {
    return Pooled.evaluate(sums.map(({ sum }) => sum / n), measure, false);
  }

  /** Variance of what moves so with the means if other stories had come (formula spread,
      delta method); null below three stories. */
  function vary({ n, stories, nn, sums, products }, moves) {
    if (stories < 3) return null;
    const means = sums.map(({ sum }) => sum / n);
    const square = (i, j) => products[i][j] - means[i] * sums[j].n - means[j] * sums[i].n + means[i] * means[j] * nn;
    const whole = add(moves.flatMap((one, i) => moves.map((other, j) => one * other * square(i, j))));
    return Math.max((stories / (stories - 1)) * (whole / n ** 2), 0);
  }

  const countDegrees = ({ n, nn }) => Math.max(n ** 2 / nn - 1, 2);

  /** A value with its interval, within what it or, of a difference, two of it can be. */
  function bound(value, variance, degrees, measure, reach = Pooled.reach) {
    const error = variance === null ? null : Math.sqrt(variance);
    return { value, ...reach({ value, error, degrees }, measure) };
  }

  return { pair, part };
})();
