"use strict";

// Points of a chart lead to their sentences, by mouse and by keys; dragging chooses the
// period for all charts.

const Pointing = (() => {
  const DAY = 86400000;
  // Within it a second click makes the first one part of a double click.
  const DOUBLE = 350;

  /** To be called once a plot is drawn, and again after it was purged. */
  function listen(element, plot) {
    let click;
    plot.tabIndex = 0;
    plot.on("plotly_click", ({ points }) => {
      clearTimeout(click);
      click = setTimeout(() => follow(points[0]?.customdata?.[1]), DOUBLE);
    });
    plot.on("plotly_doubleclick", () => {
      clearTimeout(click);
      if (View.uses("since")) View.set({ since: null, until: null });
    });
    plot.on("plotly_hover", ({ points }) => mark(plot, points[0]?.customdata?.[1]));
    plot.on("plotly_unhover", () => mark(plot, null));
    plot.on("plotly_relayout", (changes) => brush(element, changes));
  }

  function follow(href) {
    if (href) location.href = href;
  }

  function mark(plot, href) {
    for (const drag of plot.querySelectorAll(".nsewdrag")) drag.style.cursor = href ? "pointer" : "";
  }

  /** Whether dragging may choose a period: on a touch screen it scrolls the page. */
  function canBrush({ xaxis }) {
    const hasTime = xaxis?.type === "date" && !xaxis.fixedrange;
    return hasTime && View.uses("since") && matchMedia("(hover: hover) and (pointer: fine)").matches;
  }

  /** Dragging across a chart chooses the period, for all charts and in the address. */
  function brush(element, changes) {
    const ends = [0, 1].map((end) => {
      const form = new RegExp(`^xaxis\\d*\\.range\\[${end}\\]$`);
      return Object.entries(changes).find(([name]) => form.test(name))?.[1];
    });
    if (!ends[0] || !ends[1]) return;
    View.set(snap(...ends.map(readTime)));
    // The period may be the one that was chosen before: then nothing else draws anew.
    Panel.redraw(element);
  }

  // Plotly writes times as "2026-10-09" or "2026-10-09 13:23:11.5", without a zone.
  const readTime = (text) => Date.parse(`${text.slice(0, 10)}T${text.slice(11, 16) || "00:00"}Z`);

  /** The days of all periods that the stretch touches: charts draw only whole ones. */
  function snap(from, to) {
    const { first, days } = Store.site;
    const step = (View.state.grain === "week" ? 7 : 1) * DAY;
    const [start, end] = [Date.parse(first), Date.parse(first) + days * DAY];
    const since = start + Math.max(Math.floor((from - start) / step), 0) * step;
    const until = Math.min(start + Math.ceil((to - start) / step) * step, end) - DAY;
    return { since: Drawing.writeDay(since), until: Drawing.writeDay(until) };
  }

  /** Arrow keys go from point to point, Enter to its sentences. */
  function move(element, plot, event) {
    const lines = listPoints(plot);
    if (!lines.length) return;
    const at = plot.at ?? { line: 0, point: -1 };
    if (event.key === "Enter") return follow(lines[at.line]?.points[at.point]?.href);
    if (event.key === "Escape") return Plotly.Fx.unhover(plot);
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (!step) return;
    event.preventDefault();
    const line = Math.min(Math.max(at.line + step[0], 0), lines.length - 1);
    const { curve, points } = lines[line];
    const point = Math.min(Math.max(at.point + step[1], 0), points.length - 1);
    plot.at = { line, point };
    const { xaxis = "x", yaxis = "y" } = plot.data[curve];
    Plotly.Fx.hover(plot, [{ curveNumber: curve, pointNumber: points[point].index }], xaxis + yaxis);
    element.querySelector(".said").textContent = points[point].text;
  }

  function listPoints(plot) {
    return (plot.data ?? []).map((trace, curve) => ({ curve, points: trace.type === "scatter" ? listSaid(trace) : [] }))
      .filter(({ points }) => points.length);
  }

  // A change of level says the same at all its corners.
  function listSaid({ customdata = [] }) {
    return customdata.flatMap((said, index) => (said?.[0] && said !== customdata[index - 1]
      ? [{ index, text: unescape(said[0]), href: said[1] }] : []));
  }

  function unescape(text) {
    const plain = text.replaceAll("<br>", ", ").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return plain.replaceAll("&amp;", "&");
  }

  /** A function that says where the sentences of a period of a series are. */
  function link() {
    const { topic = "", part = "all", copies = "all" } = View.state;
    return (series, index, measure) => {
      const since = dayOf(series, index, 0);
      const until = dayOf(series, index + 1, -DAY);
      return View.link("evidence.html", { ...find(series), since, until, measure, topic, part, copies });
    };
  }

  function find({ level, key }) {
    if (level === "outlet") return { outlet: key };
    return level === "language" ? { language: key, outlets: null } : { outlets: null };
  }

  function dayOf(series, index, shift) {
    return new Date(Figures.startOf(series, index) + shift).toISOString().slice(0, 10);
  }

  return { listen, canBrush, move, link };
})();
