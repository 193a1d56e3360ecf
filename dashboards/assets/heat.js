"use strict";

// Heat maps: rows of series, columns of periods, a colour for each value.

const Heat = (() => {
  const { DAY, SIGNED, open, fill, nameOf, startOf, writeDay, dayOf } = Drawing;
  const { writePoint, writeUnknown, writeTick } = Hover;

  /** Rows of series, columns of periods; what is missing is hatched. */
  function heat(series, measure, options = {}) {
    const frame = open(series, options);
    const { sizes, patterns } = frame;
    const left = Dots.findLeft(frame, series.map(nameOf));
    const right = sizes.rightNarrow;
    const top = frame.ceiling ?? Axes.findReach(series, measure);
    const plot = Math.max(series.length, 1) * sizes.heatRow;
    const inner = plot + sizes[SIGNED.includes(measure) ? "heatHead" : "heatHeadPlain"];
    const layout = fill(patterns.layout, {
      width: frame.width,
      height: inner + sizes.top + sizes.bottom,
      margin: { l: left, r: right, t: sizes.top },
      xaxis: { ...Axes.placeTime(frame, series), anchor: "y" },
      yaxis: fill(patterns.axes.rows, {
        domain: [0, plot / inner],
        range: [Math.max(series.length, 1) - 0.5, -0.5],
        tickvals: [...series.keys()],
        ticktext: series.map((one) => Dots.labelRow(frame, nameOf(one))),
      }),
      xaxis2: placeScale(frame, measure, top, sizes.heatKey / (frame.width - left - right)),
      yaxis2: { domain: [1 - sizes.heatBar / inner, 1], range: [-0.5, 0.5], anchor: "x2", visible: false },
      annotations: [fill(patterns.note, {
        text: Axes.writeUnit(measure, top), xshift: 8 - left, yshift: 8,
      })],
    });
    return { data: [fillHeat(frame, series, measure, top), makeScale(frame, measure, top), ...makeBlanks(frame, series, measure)], layout };
  }

  function fillHeat(frame, series, measure, top) {
    const signed = SIGNED.includes(measure);
    const step = (series[0]?.step ?? 7) * DAY;
    const start = Math.min(...series.map((one) => Date.parse(one.first)));
    const count = Math.max(0, ...series.map((one) => (startOf(one, one.statuses.length) - start) / step));
    const shift = (one) => (Date.parse(one.first) - start) / step;
    const spreadOut = (one, make) => Array.from({ length: count }, (_, at) => {
      const index = at - shift(one);
      return index >= 0 && index < one.statuses.length ? make(index) : null;
    });
    return fill(frame.patterns.heat, {
      x: Array.from({ length: count + 1 }, (_, at) => writeDay(start + at * step)),
      y: [...series.keys()],
      z: series.map((one) => spreadOut(one, (index) => one.measures[measure].values[index])),
      customdata: series.map((one) => spreadOut(one, (index) => [
        writePoint(one, index, measure), Strokes.findLink(frame, one, index, measure),
      ]).map((said) => said ?? ["", null])),
      zmin: signed ? -top : 0,
      zmax: top,
      colorscale: frame.patterns.scales[measure],
    });
  }

  /** The key of a heat map: its colours from end to end, with what the ends mean. */
  function makeScale(frame, measure, top) {
    const [low, steps] = [SIGNED.includes(measure) ? -top : 0, 40];
    const edges = Array.from({ length: steps + 1 }, (_, at) => low + ((top - low) * at) / steps);
    return fill(frame.patterns.heat, {
      x: edges, y: [0], z: [edges.slice(1).map((edge, at) => (edge + edges[at]) / 2)],
      xaxis: "x2", yaxis: "y2", xgap: 0, ygap: 0.01, hoverinfo: "skip", hovertemplate: "",
      zmin: low, zmax: top, colorscale: frame.patterns.scales[measure],
    });
  }

  function placeScale(frame, measure, top, length) {
    const signed = SIGNED.includes(measure);
    const tickvals = signed ? [-top, 0, top] : [0, top];
    const ends = signed ? ["low", null, "high"].map((end) => (end ? Words.say(`charts.end_${end}_${measure}`) : "")) : ["", ""];
    return fill(frame.patterns.axes.share, {
      anchor: "y2", domain: [0, Math.min(length, 1)], range: [tickvals[0], top], tickvals, ticks: "", zeroline: false, showgrid: false,
      ticktext: tickvals.map((tick, at) => `${writeTick(measure, tick)}${ends[at] ? `<br>${ends[at]}` : ""}`),
    });
  }

  /** Cells without a value: missing, without article, or with articles that give none. */
  function makeBlanks(frame, series, measure) {
    const place = { m: { yaxis: "y", width: 0.88 }, n: { yaxis: "y" } };
    const blanks = ["m", "n"].map((letter) => {
      const cells = { base: [], x: [], y: [], customdata: [] };
      series.forEach((one, row) => Strokes.addCells(cells, one, row, letter));
      return fill(frame.patterns.status[letter], { ...cells, ...place[letter] });
    });
    const cells = { base: [], x: [], y: [], customdata: [] };
    series.forEach((one, row) => addUnknown(cells, one, row, measure));
    return [...blanks, fill(frame.patterns.status.n, { ...cells, ...place.n })];
  }

  function addUnknown(cells, series, row, measure) {
    [...series.statuses].forEach((letter, index) => {
      if (!"cp".includes(letter) || series.measures[measure].values[index] !== null) return;
      cells.base.push(dayOf(series, index));
      cells.x.push(series.step * DAY);
      cells.y.push(row);
      cells.customdata.push([writeUnknown(series, index, measure), null]);
    });
  }

  return { heat };
})();
