"use strict";

// What hovering says of points, cells, changes and events; `<br>` is the only markup.

const Hover = (() => {
  const { DAY, escape, shorten, label, nameOf, startOf } = Drawing;

  const STATUS = { c: "complete", p: "partial", m: "missing", n: "none" };

  /** What hovering says of one point: value, interval, n and what is missing. */
  function writePoint(series, index, measure) {
    const value = series.measures[measure].values[index];
    if (value === null) return "";
    const lines = [
      label(nameOf(series)),
      writePeriod(series, index),
      `${Words.say(`common.${measure}`)} ${Words.value(measure, value)} · ${writeInterval(series, index, measure)}`,
      ...writeAlone(series, index, measure),
      [
        Words.count(series.articles[index], "article"),
        Words.count(series.stories[index], "story"),
        Words.count(series.sentences[index], "sentence"),
      ].join(", "),
    ];
    if (series.daysMissing?.[index]) lines.push(Words.say("charts.days_missing", { count: series.daysMissing[index] }));
    if (series.statuses[index] === "p") lines.push(Words.say("charts.incomplete"));
    return lines.join("<br>");
  }

  function writePeriod(series, index) {
    const date = Words.date(startOf(series, index));
    return series.step > 1 ? Words.say("common.week_of", { date }) : date;
  }

  function writeInterval(series, index, measure) {
    const { lows, highs } = series.measures[measure];
    if (lows[index] === null || highs[index] === null) return Words.say("charts.no_interval");
    return Words.interval(measure, lows[index], highs[index]);
  }

  function writeAlone(series, index, measure) {
    const { alone } = series.measures[measure];
    if (!alone || alone.values[index] === null) return [];
    const [low, high] = [alone.lows[index], alone.highs[index]];
    const text = Words.say("charts.alone", { value: Words.value(measure, alone.values[index]) });
    if (low === null || high === null) return [text];
    return [`${text} (${Words.value(measure, low)} … ${Words.value(measure, high)})`];
  }

  function writeCell(series, start, end) {
    const from = startOf(series, start);
    const until = startOf(series, end) - DAY;
    const days = Words.date(from) + (until > from ? ` – ${Words.date(until)}` : "");
    return `${label(nameOf(series))}<br>${Words.say(`common.${STATUS[series.statuses[start]]}`)}<br>${days}`;
  }

  function writeUnknown(series, index, measure) {
    const said = Words.say("charts.unknown", { measure: Words.say(`common.${measure}`) });
    return [label(nameOf(series)), writePeriod(series, index), said].join("<br>");
  }

  function writeChange(series, { measure, week, low, high, before, after }) {
    const [date, from, until] = [week, low, high].map((day) => Words.date(Date.parse(day)));
    return [
      label(nameOf(series)),
      Words.say("charts.change", { date }),
      Words.say("charts.change_between", { from, until }),
      `${Words.say(`common.${measure}`)} ${Words.value(measure, before)} → ${Words.value(measure, after)}`,
    ].join("<br>");
  }

  function writeEvent({ name, on, until }) {
    const days = [on, ...(until ? [until] : [])].map((day) => Words.date(Date.parse(day)));
    return `${escape(shorten(name, 80))}<br>${days.join(" – ")}`;
  }

  /** A number at an axis: no digits that say nothing. */
  function writeTick(measure, value) {
    return Words.value(measure, value).replace(/[.,]?0+$/, "");
  }

  return { STATUS, writePoint, writePeriod, writeCell, writeUnknown, writeChange, writeEvent, writeTick };
})();
