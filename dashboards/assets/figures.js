"use strict";

// The figures of the site: pure functions from series (or rows) to what Plotly draws.
// dashboards/charts.py draws the same for papers; tests/dashboards/test_browser_figures.py
// holds both equal.
//
// Series are those of Store. Options of all: `theme` and `width` (pixels); `since`, `until`
// (days, both drawn; else those of the series); `slots` (a place in the colours for each
// series) or `colours`; `link` (series, index, measure → address of a point's sentences).
// Of trends also `events`, `changes` (as in Store.site), `ceiling` (the top of a share's
// axis) and `strip` (false leaves the collection out).

const Figures = (() => {
  const { open, findRight, style, merge, fill, slots, nameOf, label, escape, shorten, startOf } = Drawing;

  /** Lines of one measure with bands, over the strip of the collection. */
  function trend(series, measure, options = {}) {
    const frame = open(series, options);
    const styles = series.map((_, place) => style(frame, place));
    const axis = Axes.placeValues(frame, series, [measure]);
    const events = Marks.placeEvents(frame, series);
    const height = frame.narrow ? frame.sizes.trendNarrow : frame.sizes.trend;
    const layout = placeTrend(frame, series, axis, height, events.rows);
    layout.annotations = [
      ...Axes.noteAxis(frame, measure, axis, events.rows), ...events.names,
      ...Labels.nameRows(frame, series, styles, "y2"), ...Labels.makeKey(frame, series, styles, layout),
    ];
    if (events.shapes.length) layout.shapes = events.shapes;
    const data = [
      ...series.map((one, place) => Strokes.makeBand(frame, one, measure, styles[place])),
      ...series.map((one, place) => Strokes.makeChanges(frame, one, measure, styles[place])),
      ...series.map((one, place) => Strokes.makeAlone(frame, one, measure, styles[place])),
      ...series.map((one, place) => Strokes.makeLine(frame, one, measure, styles[place])),
      Labels.makeEnds(frame, series, measure, styles, axis, height),
      ...Strokes.makeStrip(frame, series),
      Marks.makeHeads(frame, events.shown, axis),
    ];
    return { data: data.filter(Boolean), layout };
  }

  /** The strip alone: which periods are complete, partial, missing or without article. */
  function strip(series, options = {}) {
    const frame = open(series, { ...options, strip: true });
    const styles = series.map((_, place) => style(frame, place));
    const layout = placeTrend(frame, series, {}, 0, 0);
    merge(layout, { yaxis: { visible: false }, margin: { t: frame.sizes.topBare } });
    layout.height -= frame.sizes.top - frame.sizes.topBare;
    layout.annotations = [...Labels.nameRows(frame, series, styles, "y2"), ...Labels.makeKey(frame, series, styles, layout)];
    return { data: Strokes.makeStrip(frame, series), layout };
  }

  function placeTrend(frame, series, axis, plot, rows) {
    const { sizes } = frame;
    const cells = frame.strip ? Math.max(series.length, 1) : 0;
    const inner = plot + (cells ? sizes.gap + cells * sizes.row : 0);
    const top = sizes.top + rows * sizes.eventRow;
    return fill(frame.patterns.layout, {
      width: frame.width,
      height: inner + top + sizes.bottom,
      margin: { t: top, r: findRight(frame) },
      xaxis: { ...Axes.placeTime(frame, series), anchor: cells ? "y2" : "y" },
      yaxis: { ...axis, domain: [1 - plot / inner, 1] },
      yaxis2: { domain: [0, cells ? (cells * sizes.row) / inner : 0.01], range: [Math.max(cells, 1) - 0.5, -0.5] },
    });
  }

  const { writePoint, writePeriod } = Hover;
  return {
    trend, strip, panels: Grids.panels, heat: Heat.heat, dots: Dots.dots, entitle: Labels.entitle,
    slots, nameOf, label, escape, shorten, startOf, writePoint, writePeriod,
  };
})();
