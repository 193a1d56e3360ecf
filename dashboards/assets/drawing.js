"use strict";

// What all figures rest on: the frame they are drawn in, a series' colour, its days, and
// names that are safe inside a chart. Traces and layouts without data and words come from
// Store.site.look (dashboards/drawing/patterns.py).

const Drawing = (() => {
  const DAY = 86400000;
  const SIGNED = ["balance", "sentiment"];

  function open(series, options) {
    const { sizes, patterns } = Store.site.look;
    const width = options.width ?? sizes.page;
    return {
      strip: true,
      ...options,
      sizes,
      patterns: patterns[options.theme ?? "light"],
      width,
      narrow: width < sizes.narrow,
      bands: options.isSmall ? 1 : series.length,
      span: findSpan(series, options),
    };
  }

  function findSpan(series, { since, until }) {
    const first = Math.min(...series.map((one) => Date.parse(one.first)));
    const last = Math.max(...series.map((one) => startOf(one, one.statuses.length)));
    const range = [since ? Date.parse(since) : first, until ? Date.parse(until) + DAY : last];
    return Number.isFinite(range[0]) && Number.isFinite(range[1]) ? range : [0, DAY];
  }

  const findRight = (frame) => frame.right ?? (frame.narrow ? frame.sizes.rightNarrow : frame.sizes.right);

  /** An outlet keeps its place, hence colour and marker, while others come and go. */
  function slots(before, keys) {
    const kept = new Map([...before].filter(([key]) => keys.includes(key)));
    const taken = new Set(kept.values());
    for (const key of keys) {
      if (kept.has(key)) continue;
      let free = 0;
      while (taken.has(free)) free++;
      kept.set(key, free);
      taken.add(free);
    }
    return kept;
  }

  function style(frame, place) {
    const slot = frame.slots?.[place] ?? place;
    const { markers, signs } = frame.sizes;
    return {
      colour: frame.colours?.[place] ?? frame.patterns.outlets[slot] ?? frame.patterns.colours.other,
      marker: markers[slot % markers.length],
      sign: signs[slot % signs.length],
    };
  }

  function pale(frame, colour) {
    const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    const { bandOpacity, bandOpacityMany, bandsMany } = frame.sizes;
    return `rgba(${parts.join(",")},${frame.bands < bandsMany ? bandOpacity : bandOpacityMany})`;
  }

  function merge(target, source) {
    for (const [name, value] of Object.entries(source)) {
      const nested = isObject(value) && isObject(target[name]);
      target[name] = nested ? merge(target[name], value) : value;
    }
    return target;
  }

  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const fill = (pattern, content) => merge(structuredClone(pattern), content);

  function escape(text) {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  }

  function shorten(text, length) {
    const signs = [...text];
    return signs.length <= length ? text : signs.slice(0, length - 1).join("").trimEnd() + "…";
  }

  /** A name short enough for a line's end, its markup harmless. */
  function label(name) {
    return escape(shorten(name, Store.site.look.sizes.labelLength));
  }

  /** The name of a series: of a language or of all outlets in the reader's words. */
  function nameOf({ name, level, key }) {
    if (level === "pooled" || level === "balanced") return Words.say(`charts.level_${level}`);
    if (name) return name;
    if (level === "language") return new Intl.DisplayNames([Words.language], { type: "language", fallback: "code" }).of(key) ?? key;
    return key;
  }

  const startOf = (series, index) => Date.parse(series.first) + index * series.step * DAY;
  const writeDay = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 10);
  const dayOf = (series, index) => writeDay(startOf(series, index));
  const daysOf = (series) => [...series.statuses].map((_, index) => dayOf(series, index));
  const timing = (series) => ({ xperiod: series.step * DAY, xperiod0: series.first });

  function groupRuns(count, belongs) {
    const runs = [];
    for (let index = 0; index < count; index++) {
      if (!belongs(index)) continue;
      if (runs.at(-1)?.[1] === index) runs.at(-1)[1] = index + 1;
      else runs.push([index, index + 1]);
    }
    return runs;
  }

  function findLast(series, measure) {
    const { values } = series.measures[measure];
    const index = values.findLastIndex((value) => value !== null);
    return index < 0 ? null : { series, index, value: values[index] };
  }

  return {
    DAY, SIGNED, open, findRight, slots, style, pale, merge, fill, escape, shorten, label, nameOf,
    startOf, writeDay, dayOf, daysOf, timing, groupRuns, findLast,
  };
})();
