"use strict";

// Composes figures for the chosen outlets. The data and the traces without data come
// from Python (dashboards/payload.py). What this composes must equal what
// dashboards/charts.py draws: tests/dashboards/test_browser.py compares the two.

const page = JSON.parse(document.getElementById("payload").textContent);
const sizes = page.sizes;
const DAY = 86400000;
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const STATUS = { c: "complete", p: "partial", m: "missing", n: "no article" };
const PANEL_MEASURES = ["escalation", "diplomacy"];
const most = page.outlets.slice(0, sizes.shown).map((outlet) => outlet.key);
const state = { grain: "week", keys: most, slots: new Map(), printing: false };
const dark = matchMedia("(prefers-color-scheme: dark)");
const byKey = new Map(page.outlets.map((outlet) => [outlet.key, outlet]));
const find = (id) => document.getElementById(id);

// ---- what is shown, and in which colours ------------------------------------------

const patterns = () => page.patterns[dark.matches && !state.printing ? "dark" : "light"];
const shown = () => state.keys.map((key) => byKey.get(key));
const slotOf = (outlet) => state.slots.get(outlet.key);
const colourOf = (slot) => patterns().outlets[slot] ?? patterns().other;
const markerOf = (slot) => sizes.markers[slot % sizes.markers.length];

// ---- words -----------------------------------------------------------------------

function writeValue(measure, value) {
  const text = Math.abs(value).toFixed(2);
  if (PANEL_MEASURES.includes(measure) || text === "0.00") return text;
  return (value < 0 ? "−" : "+") + text;
}

function writeDate(milliseconds) {
  const day = new Date(milliseconds);
  return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

function writeCount(count, noun) {
  if (count === 1) return `1 ${noun}`;
  const plural = noun.endsWith("ry") ? noun.slice(0, -1) + "ies" : noun + "s";
  return `${count.toLocaleString("en")} ${plural}`;
}

function writeInterval(series, index, measure) {
  const { lows, highs } = series.measures[measure];
  if (lows[index] === null || highs[index] === null) return "no interval below 3 stories";
  return `95 % ${writeValue(measure, lows[index])} … ${writeValue(measure, highs[index])}`;
}

function writeAlone(series, index, measure) {
  const alone = series.measures[measure].alone;
  const [value, low, high] = [alone?.values, alone?.lows, alone?.highs].map((found) => found?.[index] ?? null);
  if (value === null) return [];
  const text = `model alone ${writeValue(measure, value)}`;
  if (low === null || high === null) return [text];
  return [`${text} (${writeValue(measure, low)} … ${writeValue(measure, high)})`];
}

function writePoint(outlet, series, index, measure) {
  const value = series.measures[measure].values[index];
  if (value === null) return "";
  const lines = [
    outlet.label,
    (series.step > 1 ? "Week of " : "") + writeDate(startOf(series, index)),
    `${measure} ${writeValue(measure, value)} · ${writeInterval(series, index, measure)}`,
    ...writeAlone(series, index, measure),
    [
      writeCount(series.articles[index], "article"),
      writeCount(series.stories[index], "distinct story"),
      writeCount(series.sentences[index], "sentence"),
    ].join(", "),
  ];
  if (series.daysMissing?.[index]) lines.push(`${writeCount(series.daysMissing[index], "day")} missing`);
  if (series.statuses[index] === "p") lines.push("collection incomplete");
  return lines.join("<br>");
}

// ---- one outlet's series into traces ---------------------------------------------

const startOf = (series, index) => Date.parse(series.first) + index * series.step * DAY;
const dayOf = (series, index) => new Date(startOf(series, index)).toISOString().slice(0, 10);
const copy = (value) => structuredClone(value);

function merge(target, source) {
  for (const [name, value] of Object.entries(source)) {
    const nested = value && typeof value === "object" && !Array.isArray(value);
    target[name] = nested ? merge(target[name] ?? {}, value) : value;
  }
  return target;
}

function pale(colour) {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `rgba(${parts.join(",")},${sizes.bandOpacity})`;
}

function groupRuns(count, belongs) {
  const runs = [];
  for (let index = 0; index < count; index++) {
    if (!belongs(index)) continue;
    if (runs.at(-1)?.[1] === index) runs.at(-1)[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}

const timing = (series) => ({ xperiod: series.step * DAY, xperiod0: series.first });

function makeLine(outlet, series, measure, colour, marker) {
  const places = [...series.statuses].map((_, index) => index);
  const [, size, width] = sizes.points.find(([most]) => places.length <= most) ?? sizes.points.at(-1);
  return merge(copy(patterns().line), {
    x: places.map((index) => dayOf(series, index)),
    y: series.measures[measure].values,
    ...timing(series),
    line: { color: colour, width },
    marker: { size, symbol: places.map((index) => marker + (series.statuses[index] === "p" ? "-open" : "")) },
    customdata: places.map((index) => writePoint(outlet, series, index, measure)),
  });
}

function makeBand(series, measure, colour) {
  const { lows, highs } = series.measures[measure];
  const x = [];
  const y = [];
  for (const [start, end] of groupRuns(lows.length, (i) => lows[i] !== null && highs[i] !== null)) {
    const days = [];
    for (let index = start; index < end; index++) days.push(dayOf(series, index));
    x.push(...days, ...days.toReversed(), null);
    y.push(...highs.slice(start, end), ...lows.slice(start, end).reverse(), null);
  }
  const fill = pale(colour);
  return merge(copy(patterns().band), { x, y, ...timing(series), line: { color: fill }, fillcolor: fill });
}

function makeAlone(series, measure, colour) {
  const values = series.measures[measure].alone.values;
  return merge(copy(patterns().alone), {
    x: values.map((_, index) => dayOf(series, index)), y: values, ...timing(series), line: { color: colour },
  });
}

// Band and line, and between them the model alone where the line is corrected.
function makeMeasure(outlet, series, measure, colour, marker) {
  const alone = series.measures[measure].alone ? [makeAlone(series, measure, colour)] : [];
  return [makeBand(series, measure, colour), ...alone, makeLine(outlet, series, measure, colour, marker)];
}

function makeEnd(outlet, series, measure, place, colour) {
  const [index] = findLast(series, measure);
  return merge(copy(patterns().end), {
    x: [dayOf(series, index)], y: [place], ...timing(series),
    textfont: { color: colour }, text: ["  " + outlet.label],
  });
}

function findLast(series, measure) {
  const values = series.measures[measure].values;
  const index = values.findLastIndex((value) => value !== null);
  return index < 0 ? null : [index, values[index]];
}

function findLabelPlaces(outlets, measure) {
  const room = (2.1 * sizes.labelDistance) / sizes.trend;
  const places = new Map();
  for (const outlet of outlets) {
    const last = findLast(outlet[state.grain], measure);
    if (!last) continue;
    const taken = [...places.values()];
    const free = sizes.labelShifts
      .map((shift) => last[1] + shift * room)
      .find((at) => taken.every((other) => Math.abs(at - other) > 0.99 * room));
    if (free !== undefined) places.set(outlet.key, free);
  }
  return places;
}

// ---- the strip and the frame around it -------------------------------------------

function makeStrip(outlets) {
  return Object.keys(STATUS).map((letter) => {
    const cells = { base: [], x: [], y: [], customdata: [] };
    outlets.forEach((outlet, row) => {
      const series = outlet[state.grain];
      for (const [start, end] of groupRuns(series.statuses.length, (i) => series.statuses[i] === letter)) {
        cells.base.push(dayOf(series, start));
        cells.x.push((end - start) * series.step * DAY);
        cells.y.push(row);
        cells.customdata.push(writeCell(outlet, series, start, end));
      }
    });
    return merge(copy(patterns().status[letter]), cells);
  });
}

function writeCell(outlet, series, start, end) {
  const from = startOf(series, start);
  const until = startOf(series, end) - DAY;
  const days = writeDate(from) + (until > from ? ` – ${writeDate(until)}` : "");
  return `${outlet.label}<br>${STATUS[series.statuses[start]]}<br>${days}`;
}

function findRange(outlets) {
  if (!outlets.length) return null;
  const all = outlets.map((outlet) => outlet[state.grain]);
  const first = Math.min(...all.map((series) => Date.parse(series.first)));
  const last = Math.max(...all.map((series) => startOf(series, series.statuses.length)));
  return [first, last];
}

function placeTime(outlets, ticks) {
  const range = findRange(outlets);
  if (!range) return {};
  const days = (range[1] - range[0]) / DAY;
  const weeks = [1, 2, 4].find((count) => days / (7 * count) <= ticks);
  const months = [1, 2, 3, 6, 12, 24].find((count) => days / (30 * count) <= ticks) ?? 60;
  return {
    range: range.map((day) => new Date(day).toISOString().slice(0, 10)),
    tick0: weeks ? "2000-01-03" : "2000-01-01",
    dtick: weeks ? weeks * 7 * DAY : `M${months}`,
    tickformat: weeks ? "%-d %b\n%Y" : months < 12 ? "%b\n%Y" : "%Y",
  };
}

function nameRows(outlets, narrow) {
  return outlets.map((outlet, row) => {
    const slot = slotOf(outlet);
    const sign = sizes.signs[slot % sizes.signs.length];
    const text = narrow ? sign : `${sign} ${outlet.label}`;
    return merge(copy(patterns().rowName), { text, y: row, font: { color: colourOf(slot) } });
  });
}

function placeStrip(layout, outlets, plotHeight) {
  const rows = Math.max(outlets.length, 1);
  const strip = rows * sizes.row;
  const inner = plotHeight + sizes.gap + strip;
  return merge(layout, {
    height: inner + sizes.top + sizes.bottom,
    xaxis: placeTime(outlets, sizes.ticks),
    yaxis: { domain: [1 - plotHeight / inner, 1] },
    yaxis2: {
      domain: [0, strip / inner],
      range: [rows - 0.5, -0.5],
    },
  });
}

function findCeiling(outlets) {
  let top = 0.1;
  for (const outlet of outlets) {
    for (const measure of PANEL_MEASURES) {
      const { values, highs, alone } = outlet[state.grain].measures[measure];
      for (const value of [...values, ...highs, ...(alone?.values ?? [])]) if (value !== null && value > top) top = value;
    }
  }
  return Math.min(Math.ceil(Number((top * 10).toFixed(3))) / 10, 1);
}
