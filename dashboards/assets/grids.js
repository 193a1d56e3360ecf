"use strict";

// Small multiples: a panel for each series, all with the same axes.

const Grids = (() => {
  const { SIGNED, open, style, fill, label, nameOf } = Drawing;
  const { writeTick } = Hover;

  /** A panel for each series, all with the same axes, each over its strip. */
  function panels(series, measures, options = {}) {
    const frame = open(series, { ...options, right: options.right ?? 8, isSmall: series.length > 1 });
    const { sizes, patterns } = frame;
    const axis = Axes.placeValues(frame, series, measures);
    const grid = findGrid(frame, series.length);
    // In a narrow figure the key of the measures stands below the unit.
    const top = sizes.top + (frame.titles === false ? 0 : sizes.panelTitle - 4) + (measures.length > 1 && frame.narrow ? sizes.row : 0);
    const layout = fill(patterns.layout, {
      width: frame.width, height: grid.height + top + sizes.bottom,
      margin: { t: top, r: frame.right }, annotations: notePanels(frame, measures, axis),
    });
    delete layout.yaxis2;
    const data = [];
    series.forEach((one, place) => {
      const at = grid.at(place);
      const styles = measures.map((measure, number) => (measures.length > 1 ? styleOf(frame, measure, number) : style(frame, place)));
      Object.assign(layout, placePanel(frame, series, axis, at, place >= series.length - grid.columns));
      const colour = measures.length > 1 ? patterns.colours.ink : styles[0].colour;
      if (frame.titles !== false) layout.annotations.push(namePanel(frame, one, at, colour));
      const traces = measures.flatMap((measure, number) => drawMeasure(frame, one, measure, styles[number]));
      const own = { xaxis: `x${at.name}`, yaxis: `y${at.name}` };
      for (const trace of [...traces, ...drawCells(frame, one, axis)]) data.push({ ...trace, ...own });
    });
    return { data, layout };
  }

  function findGrid(frame, count) {
    const { sizes } = frame;
    const inner = frame.width - sizes.left - frame.right;
    const columns = Math.max(Math.min(Math.floor(inner / (frame.narrow ? sizes.panelWidthNarrow : sizes.panelWidth)), count), 1);
    const rows = Math.max(Math.ceil(count / columns), 1);
    const title = frame.titles === false ? 0 : sizes.panelTitle;
    const wide = (inner - (columns - 1) * sizes.panelGap) / columns;
    const plot = Math.round(Math.min(Math.max(wide * sizes.panelShape, sizes.panel), sizes.panelMost));
    const row = title + plot;
    // The first row's title stands in the margin.
    const height = rows * row - title + (rows - 1) * sizes.panelGap;
    const at = (place) => {
      const [down, across] = [Math.floor(place / columns), place % columns];
      const bottom = height - down * (row + sizes.panelGap) - plot;
      return {
        name: place ? String(place + 1) : "",
        ticks: Math.max(3, Math.min(sizes.ticks, Math.floor(wide / sizes.tickWidth))),
        isFirst: across === 0,
        x: [(across * (wide + sizes.panelGap)) / inner, (across * (wide + sizes.panelGap) + wide) / inner],
        y: [bottom / height, (bottom + plot) / height],
      };
    };
    return { columns, height, at };
  }

  function placePanel(frame, series, axis, { name, ticks, isFirst, x, y }, isLast) {
    const [low, high] = axis.range;
    return {
      [`xaxis${name}`]: fill(frame.patterns.layout.xaxis, {
        ...Axes.placeTime(frame, series, ticks), domain: x, anchor: `y${name}`, showticklabels: isLast,
      }),
      [`yaxis${name}`]: fill(axis, {
        domain: y, anchor: `x${name}`, range: [low - 0.1 * (high - low), high], showticklabels: isFirst,
      }),
    };
  }

  function styleOf(frame, measure, number) {
    const { colours } = frame.patterns;
    return { colour: colours[measure] ?? colours.ink, marker: frame.sizes.markers[number * 2], sign: frame.sizes.signs[number * 2] };
  }

  function namePanel(frame, series, { x, y }, colour) {
    return fill(frame.patterns.note, { text: label(nameOf(series)), x: x[0], y: y[1], yshift: 2, font: { color: colour } });
  }

  function notePanels(frame, measures, axis) {
    const [measure] = measures;
    const words = [Axes.writeUnit(measures.length > 1 ? "frames" : measure, axis.range[1])];
    if (SIGNED.includes(measure)) words.push(Words.say(`charts.high_${measure}`), Words.say(`charts.low_${measure}`));
    const foot = frame.titles === false ? 10 : frame.sizes.panelTitle + 4;
    const isBelow = measures.length > 1 && frame.narrow;
    const unit = fill(frame.patterns.note, {
      text: words.join(" · "), xshift: 8 - frame.sizes.left, yshift: foot + (isBelow ? frame.sizes.row : 0),
    });
    if (measures.length === 1) return [unit];
    const key = measures.map((name, number) => {
      const { colour, sign } = styleOf(frame, name, number);
      const place = isBelow
        ? { x: 0, xshift: 8 - frame.sizes.left + number * frame.sizes.keyWidth }
        : { x: 1, xanchor: "right", xshift: -(measures.length - 1 - number) * frame.sizes.keyWidth };
      const text = `${sign} ${Words.say(`common.${name}`)}`;
      return fill(frame.patterns.note, { text, ...place, yshift: foot, font: { color: colour } });
    });
    return [unit, ...key];
  }

  /** Band and line, and between them the model alone where the line is corrected. */
  function drawMeasure(frame, series, measure, used) {
    return [
      Strokes.makeBand(frame, series, measure, used),
      Strokes.makeAlone(frame, series, measure, used),
      Strokes.makeLine(frame, series, measure, used),
    ].filter(Boolean);
  }

  /** A panel's strip stands at the foot of its own axis. */
  function drawCells(frame, series, axis) {
    const span = axis.range[1] - axis.range[0];
    return Strokes.makeStrip(frame, [series]).filter((trace) => trace.base.length).map((trace) => ({
      ...trace, y: trace.y.map(() => axis.range[0] - 0.065 * span), width: 0.045 * span,
    }));
  }

  return { panels };
})();
