"use strict";

// Axes of time and of values: ranges, ticks and what stands beside them.

const Axes = (() => {
  const { DAY, SIGNED, fill, writeDay } = Drawing;
  const { writeTick } = Hover;

  const STEPS = [0.02, 0.05, 0.1, 0.2, 0.5];

  function placeTime(frame, series, most = findMost(frame)) {
    const [ticks, form] = findTicks(frame.span, most, series.every((one) => one.step > 1));
    return { range: frame.span.map(writeDay), tickvals: ticks.map(writeDay), ticktext: writeDays(ticks, form) };
  }

  function findMost({ sizes, ...frame }) {
    const room = Math.floor((frame.width - sizes.left - (frame.narrow ? sizes.rightNarrow : sizes.right)) / sizes.tickWidth);
    return Math.max(2, Math.min(sizes.ticks, room));
  }

  /** Mondays (or days, where they are drawn), or firsts of months: at most so many. */
  function findTicks([start, end], most, weekly) {
    const days = (end - start) / DAY;
    const monday = Date.UTC(2000, 0, 3);
    const step = (weekly ? [7, 14, 28] : [1, 2, 7, 14, 28]).find((count) => days / count <= most);
    const ticks = [];
    if (step) {
      const size = step * DAY;
      for (let at = monday + Math.ceil((start - monday) / size) * size; at < end; at += size) ticks.push(at);
      return [ticks, "day"];
    }
    const months = [1, 2, 3, 6, 12, 24].find((count) => days / (30 * count) <= most) ?? 60;
    const first = (new Date(start).getUTCFullYear() - 2000) * 12;
    for (let month = Math.floor(first / months) * months; ; month += months) {
      const at = Date.UTC(2000, month, 1);
      if (at >= end) return [ticks, months < 12 ? "month" : "year"];
      if (at >= start) ticks.push(at);
    }
  }

  /** As "5 Jan" or "Jan", the year below where it is new. */
  function writeDays(ticks, form) {
    let before = null;
    return ticks.map((tick) => {
      const [day, month, year] = Words.date(tick).split(" ");
      if (form === "year") return year;
      const text = form === "day" ? `${day} ${month}` : month;
      const isNew = year !== before;
      before = year;
      return isNew ? `${text}<br>${year}` : text;
    });
  }

  /** The axis of values: −1 … +1, or from zero to the next tenth above all that is drawn. */
  function placeValues(frame, series, measures) {
    const { signed, share } = frame.patterns.axes;
    if (SIGNED.includes(measures[0])) {
      const ticktext = signed.tickvals.map((value) => writeTick(measures[0], value));
      return fill(signed, { ticktext });
    }
    const top = frame.ceiling ?? findCeiling(series, measures);
    const step = STEPS.find((size) => top / size < 5.01);
    const tickvals = [];
    for (let count = 0; count * step < top + 1e-9; count++) tickvals.push(Number((count * step).toFixed(2)));
    return fill(share, { range: [0, top], tickvals, ticktext: tickvals.map((value) => writeTick(measures[0], value)) });
  }

  /** The next tenth above all values and bands of the measures, at most 1 (intensity: 2). */
  function findCeiling(series, measures) {
    let top = 0.1;
    for (const one of series) {
      for (const measure of measures) {
        const { values, highs, alone } = one.measures[measure];
        for (const value of [...values, ...highs, ...(alone?.values ?? [])]) if (value !== null && value > top) top = value;
      }
    }
    return roundUp(top, measures.includes("intensity") ? 2 : 1);
  }

  /** The next tenth beyond the largest value of either sign. */
  function findReach(series, measure) {
    const values = series.flatMap((one) => one.measures[measure].values).filter((value) => value !== null);
    const top = Math.max(0.1, ...values.map(Math.abs));
    return roundUp(top, measure === "intensity" ? 2 : 1);
  }

  /** A number rounded up to a tenth, at most `most`. */
  const roundUp = (value, most) => Math.min(Math.ceil(Number((value * 10).toFixed(3))) / 10, most);

  /** The unit and range above the axis, and which way is which. */
  function noteAxis(frame, measure, axis, rows) {
    const signed = SIGNED.includes(measure);
    const unit = writeUnit(measure, axis.range[1]);
    const yshift = 8 + rows * frame.sizes.eventRow;
    const notes = [fill(frame.patterns.note, { text: unit, xshift: -frame.sizes.left + 8, yshift })];
    if (!signed) return notes;
    for (const [end, yanchor, y] of [["high", "top", 1], ["low", "bottom", -1]]) {
      const text = Words.say(`charts.${end}_${measure}`);
      notes.push(fill(frame.patterns.note, { text, yref: "y", y, yanchor, xshift: 4 }));
    }
    return notes;
  }

  /** What an axis counts, and how far it goes where that is not all. */
  function writeUnit(measure, top) {
    if (SIGNED.includes(measure)) return Words.say(`charts.axis_${measure}`);
    const most = measure === "intensity" ? 2 : 1;
    const reach = top < most ? Words.say("charts.axis_to", { top: writeTick("escalation", top), most }) : "";
    return Words.say(`charts.axis_${measure}`, { reach });
  }

  return { STEPS, writeUnit, placeTime, placeValues, findCeiling, findReach, roundUp, noteAxis };
})();
