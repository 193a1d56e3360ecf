"use strict";

// Names beside and below a plot, kept apart; titles and sources around it.

const Labels = (() => {
  const { DAY, findRight, fill, escape, shorten, label, nameOf, startOf, writeDay, findLast } = Drawing;

  /** Names at the ends of lines, moved up or down as little as keeps them apart. */
  function makeEnds(frame, series, measure, styles, axis, height) {
    if (frame.narrow || series.length < 2 || series.length > frame.sizes.named) return null;
    const ends = series.map((one, place) => ({ ...findLast(one, measure), style: styles[place] })).filter((end) => end.series);
    const [low, high] = axis.range;
    const room = ((high - low) * frame.sizes.labelDistance) / height;
    const days = ends.map(({ series: one, index }) => startOf(one, index) + one.step * DAY);
    const last = Math.max(...days);
    const near = (frame.span[1] - frame.span[0]) * frame.sizes.labelReach;
    return fill(frame.patterns.end, {
      x: days.map((day) => writeDay(last - day > near ? day : last)),
      y: spread(ends.map((end) => end.value), room, low, high),
      text: ends.map((end) => `  ${label(nameOf(end.series))}`),
      textfont: { color: ends.map((end) => end.style.colour) },
    });
  }

  /** The places nearest to the values (least squares) that lie `room` apart, within low
      and high: isotonic regression of what is left without the room. */
  function spread(values, room, low, high) {
    const order = [...values.keys()].sort((one, other) => values[one] - values[other] || one - other);
    const pools = [];
    order.forEach((place, rank) => {
      let pool = { sum: values[place] - rank * room, count: 1 };
      while (pools.length && pools.at(-1).sum / pools.at(-1).count > pool.sum / pool.count) {
        const before = pools.pop();
        pool = { sum: before.sum + pool.sum, count: before.count + pool.count };
      }
      pools.push(pool);
    });
    const top = Math.max(high - (values.length - 1) * room, low);
    const found = pools.flatMap(({ sum, count }) => Array(count).fill(Math.min(Math.max(sum / count, low), top)));
    const places = [];
    found.forEach((at, rank) => { places[order[rank]] = at + rank * room; });
    return places;
  }

  function nameRows(frame, series, styles, yref) {
    if (!frame.strip) return [];
    return series.map((one, row) => fill(frame.patterns.rowName, {
      text: frame.narrow ? styles[row].sign : `${styles[row].sign} ${label(nameOf(one))}`,
      yref,
      y: row,
      font: { color: styles[row].colour },
    }));
  }

  /** Where names have no room beside the plot, they stand below it. */
  function makeKey(frame, series, styles, layout) {
    if (!frame.narrow) return [];
    const plot = frame.width - frame.sizes.left - findRight(frame);
    const notes = [];
    let [left, row] = [0, 0];
    series.forEach((one, place) => {
      const text = `${styles[place].sign} ${label(nameOf(one))}`;
      const size = ([...shorten(nameOf(one), frame.sizes.labelLength)].length + 3) * frame.sizes.letter;
      if (left && left + size > plot) [left, row] = [0, row + 1];
      notes.push(fill(frame.patterns.note, {
        text, x: left / plot, y: 0, yanchor: "top", yshift: -frame.sizes.bottom - row * frame.sizes.row,
        font: { color: styles[place].colour },
      }));
      left += size;
    });
    const more = notes.length ? (row + 1) * frame.sizes.row + 6 : 0;
    layout.height += more;
    layout.margin.b += more;
    return notes;
  }

  /** The layout with its title above and its source below, on paper. */
  function entitle(layout, title, source, colours) {
    const { sizes } = Store.site.look;
    const { margin, width } = layout;
    const place = { xref: "paper", x: 0, xanchor: "left", xshift: 8 - margin.l, yref: "paper", showarrow: false, align: "left" };
    const heading = wrap(title, (width - 16) / sizes.titleLetter);
    const below = source.split("\n").flatMap((part) => wrap(part, (width - 16) / sizes.sourceLetter));
    const top = heading.length * sizes.titleLine + 8;
    const bottom = below.length * sizes.sourceLine + 12;
    return {
      ...layout,
      height: layout.height + top + bottom,
      margin: { ...margin, t: margin.t + top, b: margin.b + bottom },
      paper_bgcolor: colours.paper,
      annotations: [
        ...(layout.annotations ?? []),
        { ...place, y: 1, yanchor: "bottom", yshift: margin.t, text: heading.join("<br>"), font: { size: sizes.titleFont, color: colours.ink } },
        { ...place, y: 0, yanchor: "top", yshift: -margin.b - 2, text: below.join("<br>"), font: { size: sizes.sourceFont, color: colours.quiet } },
      ],
    };
  }

  /** Lines of whole words, harmless in a chart; a word too long for a line is cut. */
  function wrap(text, length) {
    const lines = [];
    for (const word of text.split(/\s+/).filter(Boolean)) {
      const before = lines.at(-1);
      if (before !== undefined && [...before].length + 1 + [...word].length <= length) lines[lines.length - 1] = `${before} ${word}`;
      else lines.push(shorten(word, Math.floor(length)));
    }
    return lines.map(escape);
  }

  return { makeEnds, spread, nameRows, makeKey, entitle };
})();
