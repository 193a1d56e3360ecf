"use strict";

// What only pairs of series have: their difference over time, and one against the other.

const PairFigures = (() => {
  const SIGNED = ["balance", "sentiment"];
  const STEPS = [0.02, 0.05, 0.1, 0.2, 0.5, 1];

  /** The difference of `Pairs.subtract` over time, around zero. `said[i]` is what hovering
      a period says, `hrefs[i]` where it leads, `words` are `{ unit, up, down }`. */
  function difference(series, said, hrefs, words, look) {
    const { values, lows, highs } = series.measures.balance;
    const { patterns } = Store.site.look;
    const figure = Figures.trend([series], "balance", { ...look, colours: [patterns[look.theme].colours.ink] });
    const [reach, step] = findReach([...values, ...lows, ...highs]);
    const tickvals = listTicks(-reach, reach, step);
    Object.assign(figure.layout.yaxis, { range: [-reach, reach], tickvals, ticktext: tickvals.map(writeTick) });
    const [unit, up, down] = figure.layout.annotations;
    Object.assign(unit, { text: words.unit });
    Object.assign(up, { text: Figures.escape(words.up), y: reach });
    Object.assign(down, { text: Figures.escape(words.down), y: -reach });
    const line = figure.data.find((trace) => trace.y === values);
    line.customdata = values.map((_, index) => [said[index], hrefs[index]]);
    return figure;
  }

  /** Points of two series, one along, one up: `points` are `{ x, y, said }`; where both are
      equal runs a line. */
  function scatter(points, measure, words, look) {
    const { sizes, patterns } = Store.site.look;
    const pens = structuredClone(patterns[look.theme]);
    const axis = placeAxis(points, measure, pens);
    const side = Math.min(look.width, sizes.narrow) - sizes.left - sizes.rightNarrow;
    const { yaxis2: _, ...layout } = pens.layout;
    Object.assign(layout, {
      width: side + sizes.left + sizes.rightNarrow,
      height: side * 0.75 + sizes.top + sizes.bottom + sizes.row,
      margin: { ...layout.margin, r: sizes.rightNarrow, t: sizes.top + sizes.row, b: sizes.bottom },
      xaxis: { ...axis, ticks: "outside", tickcolor: pens.colours.rule, ticklen: 4 },
      yaxis: axis,
      shapes: [{
        type: "line", x0: axis.range[0], y0: axis.range[0], x1: axis.range[1], y1: axis.range[1],
        layer: "below", line: { color: pens.colours.missing, width: 1, dash: "dot" },
      }],
      annotations: [
        { ...pens.note, text: Figures.escape(words.up), xshift: 8 - layout.margin.l, yshift: 8 },
        { ...pens.note, text: Figures.escape(words.along), x: 1, xanchor: "right", y: 0, yanchor: "top", yshift: -20 },
        { ...pens.note, text: words.equal, x: 1, xanchor: "right", y: 1, yshift: 8 },
      ],
    });
    const data = [{
      ...pens.dot,
      x: points.map(({ x }) => x),
      y: points.map(({ y }) => y),
      marker: { size: 7, color: pens.colours.ink, opacity: 0.6 },
      customdata: points.map(({ said, href }) => [said, href]),
    }];
    return { data, layout };
  }

  /** Both axes alike: from zero on, or around it, to the next step above all points. */
  function placeAxis(points, measure, pens) {
    const isSigned = SIGNED.includes(measure) || points.some(({ x, y }) => Math.min(x, y) < 0);
    const [reach, step] = findReach(points.flatMap(({ x, y }) => [x, y]), isSigned ? 2 : 4);
    const low = isSigned ? -reach : 0;
    const tickvals = listTicks(low, reach, step);
    return { ...pens.axes.share, range: [low, reach], tickvals, ticktext: tickvals.map((tick) => (low ? writeTick(tick) : Words.value("escalation", tick))) };
  }

  /** How far the axis must reach, and by which steps, of which it has at most so many. */
  function findReach(numbers, most = 4) {
    const top = Math.max(0.02, ...numbers.filter((number) => number !== null).map(Math.abs));
    const step = STEPS.find((size) => top / size <= most) ?? STEPS.at(-1);
    return [Math.ceil(Number((top / step).toFixed(6))) * step, step];
  }

  function listTicks(low, high, step) {
    const ticks = [];
    for (let count = Math.round(low / step); count * step <= high + 1e-9; count++) ticks.push(Number((count * step).toFixed(2)));
    return ticks;
  }

  const writeTick = (tick) => Words.difference(tick);

  return { difference, scatter };
})();
