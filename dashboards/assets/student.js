"use strict";

// Student's t distribution, as in analysis/measures/student.py.

const Student = (() => {
  // Beyond, t is the normal distribution to three digits.
  const MOST = 1000;
  const margins = new Map();

  const round = (degrees) => Math.min(Math.max(Math.floor(degrees), 1), MOST);

  /** Chance that a t is at least as far from zero, 0 … 1; degrees are rounded down
      (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4). */
  function findChance(t, degrees) {
    const whole = round(degrees);
    const odd = whole % 2;
    const angle = Math.atan2(Math.abs(t), Math.sqrt(whole));
    let [term, series] = [1, 1];
    for (let step = 1; step < (whole - odd) / 2; step++) {
      term *= ((2 * step - 1 + odd) / (2 * step + odd)) * Math.cos(angle) ** 2;
      series += term;
    }
    if (whole === 1) series = 0;
    const inside = odd ? (2 / Math.PI) * (angle + Math.sin(angle) * Math.cos(angle) * series) : Math.sin(angle) * series;
    return Math.max(1 - inside, 0);
  }

  /** Distance from zero within which `share` (0 … 1) of all t lie, by halving. */
  function findMargin(share, degrees) {
    const key = `${share} ${round(degrees)}`;
    if (!margins.has(key)) margins.set(key, search(share, degrees));
    return margins.get(key);
  }

  function search(share, degrees) {
    let [low, high] = [0, 1];
    while (findChance(high, degrees) > 1 - share) high *= 2;
    for (let turn = 0; turn < 50; turn++) {
      const middle = (low + high) / 2;
      if (findChance(middle, degrees) > 1 - share) low = middle;
      else high = middle;
    }
    return high;
  }

  /** Degrees of freedom of a sum of variances, as [variance, degrees] each
      (Satterthwaite 1946); rounded, so that rounding errors do not take a degree. */
  function join(parts) {
    const whole = parts.reduce((sum, [variance]) => sum + variance, 0);
    const doubt = parts.reduce((sum, [variance, degrees]) => sum + variance ** 2 / degrees, 0);
    return doubt ? Math.round((whole ** 2 / doubt) * 1e6) / 1e6 : parts[0][1];
  }

  return { findChance, findMargin, join };
})();
