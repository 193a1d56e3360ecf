"use strict";

// Series into traces: lines, bands, the model alone, changes, cells of the strip.

const Strokes = (() => {
  const { DAY, pale, fill, writeDay, dayOf, daysOf, timing, groupRuns } = Drawing;
  const { STATUS, writePoint, writeCell, writeChange } = Hover;

  function makeLine(frame, series, measure, { colour, marker }) {
    const days = daysOf(series);
    const points = frame.sizes[frame.isSmall ? "pointsSmall" : "points"];
    const [, size, width] = points.find(([most]) => days.length <= most) ?? points.at(-1);
    return fill(frame.patterns.line, {
      x: days,
      y: series.measures[measure].values,
      ...timing(series),
      line: { color: colour, width },
      marker: { color: colour, size, symbol: [...series.statuses].map((letter) => marker + (letter === "p" ? "-open" : "")) },
      customdata: days.map((_, index) => [writePoint(series, index, measure), findLink(frame, series, index, measure)]),
    });
  }

  function findLink(frame, series, index, measure) {
    const known = frame.link && series.measures[measure].values[index] !== null;
    return known ? frame.link(series, index, measure) : null;
  }

  function makeBand(frame, series, measure, { colour }) {
    const { lows, highs } = series.measures[measure];
    const x = [];
    const y = [];
    for (const [start, end] of groupRuns(lows.length, (i) => lows[i] !== null && highs[i] !== null)) {
      const days = [];
      for (let index = start; index < end; index++) days.push(dayOf(series, index));
      x.push(...days, ...days.toReversed(), null);
      y.push(...highs.slice(start, end), ...lows.slice(start, end).reverse(), null);
    }
    const fillcolor = pale(frame, colour);
    return fill(frame.patterns.band, { x, y, ...timing(series), line: { color: fillcolor }, fillcolor });
  }

  function makeAlone(frame, series, measure, { colour }) {
    const { alone } = series.measures[measure];
    if (!alone) return null;
    return fill(frame.patterns.alone, {
      x: daysOf(series), y: alone.values, ...timing(series), line: { color: colour }, marker: { color: colour },
    });
  }

  function makeChanges(frame, series, measure, { colour }) {
    const found = (frame.changes ?? []).filter(
      (change) => change.member === series.member && change.measure === measure
        && Date.parse(change.week) > frame.span[0] && Date.parse(change.week) < frame.span[1],
    );
    if (!found.length) return null;
    const parts = { x: [], y: [], customdata: [], size: [] };
    for (const change of found) {
      const { before, after, week } = change;
      const reach = frame.sizes.changeDays * DAY;
      const from = Math.max(Date.parse(week) - reach, frame.span[0]);
      const until = Math.min(Date.parse(week) + reach, frame.span[1]);
      parts.x.push(writeDay(from), week, week, week, writeDay(until), null);
      parts.y.push(before, before, (before + after) / 2, after, after, null);
      parts.size.push(0, 0, frame.sizes.change, 0, 0, 0);
      const said = [writeChange(series, change), null];
      parts.customdata.push(said, said, said, said, said, said);
    }
    const { x, y, customdata, size } = parts;
    return fill(frame.patterns.change, { x, y, customdata, line: { color: colour }, marker: { color: colour, size } });
  }

  function makeStrip(frame, series) {
    if (!frame.strip) return [];
    return Object.keys(STATUS).map((letter) => {
      const cells = { base: [], x: [], y: [], customdata: [] };
      series.forEach((one, row) => addCells(cells, one, row, letter));
      return fill(frame.patterns.status[letter], cells);
    });
  }

  function addCells(cells, series, row, letter) {
    for (const [start, end] of groupRuns(series.statuses.length, (i) => series.statuses[i] === letter)) {
      cells.base.push(dayOf(series, start));
      cells.x.push((end - start) * series.step * DAY);
      cells.y.push(row);
      cells.customdata.push([writeCell(series, start, end), null]);
    }
  }

  return { makeLine, findLink, makeBand, makeAlone, makeChanges, makeStrip, addCells };
})();
