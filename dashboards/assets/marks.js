"use strict";

// Events in a chart: lines, names that keep apart, heads that say when.

const Marks = (() => {
  const { findRight, fill, escape, shorten } = Drawing;
  const { writeEvent } = Hover;

  /** The events of the drawn time that concern a shown series, their names in as few rows
      as keep them apart; a name without room is left to hovering. */
  function placeEvents(frame, series) {
    const keys = series.map((one) => one.key);
    const shown = (frame.events ?? [])
      .filter((event) => !event.outlets?.length || event.outlets.some((key) => keys.includes(key)))
      .filter((event) => Date.parse(event.until ?? event.on) >= frame.span[0] && Date.parse(event.on) < frame.span[1])
      .toSorted((one, other) => one.on.localeCompare(other.on));
    const [start, end] = frame.span;
    const plot = frame.width - frame.sizes.left - findRight(frame);
    const ends = [];
    const names = [];
    for (const event of shown) {
      const text = shorten(event.name, frame.sizes.eventLength);
      const size = [...text].length * frame.sizes.letter;
      const at = (Math.max(Date.parse(event.on) - start, 0) / (end - start)) * plot;
      const left = Math.min(at, Math.max(plot - size, 0));
      let row = ends.findIndex((taken) => taken < left);
      if (row < 0) row = ends.length;
      if (row >= frame.sizes.eventRows) continue;
      ends[row] = left + size + 8;
      names.push(fill(frame.patterns.note, {
        text: escape(text), x: left / plot, yshift: 6 + row * frame.sizes.eventRow,
      }));
    }
    return { shown, names, rows: ends.length, shapes: shown.flatMap((event) => makeEvent(frame, event)) };
  }

  function makeEvent(frame, { on, until }) {
    const at = `${on} 12:00`;
    const line = fill(frame.patterns.eventLine, { x0: at, x1: at });
    if (!until) return [line];
    return [fill(frame.patterns.eventSpan, { x0: at, x1: `${until} 12:00` }), line];
  }

  function makeHeads(frame, events, axis) {
    if (!events.length) return null;
    const heads = events.filter((event) => Date.parse(event.on) >= frame.span[0]);
    return fill(frame.patterns.event, {
      x: heads.map((event) => `${event.on} 12:00`),
      y: heads.map(() => axis.range[1]),
      customdata: heads.map((event) => [writeEvent(event), null]),
    });
  }

  return { placeEvents, makeHeads };
})();
