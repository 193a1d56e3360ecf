"use strict";

// A chart on a page: its finding, its figure and the rows behind it. Pages say what to
// show; panels draw anew when width, theme or medium change.

const Panel = (() => {
  const shown = new Map();
  const widths = new WeakMap();
  let printing = false;

  /** Fills a `<figure class="chart">` of templates/chart.html.j2 with
      { title, sentence, caption, figure, series, measures, table, source, file }.

      `figure` is a function of the look ({ theme, width, link }) that gives { data, layout },
      null where there is nothing to draw. `table` (rows.js), or a function that gives it,
      and `source` are by default what `series` and `measures` say. */
  function show(element, panel) {
    const { series = [], measures = [], table, source = Saving.source(series) } = panel;
    const isNew = !shown.has(element);
    shown.set(element, {
      ...panel, series, measures, source, link: Pointing.link(),
      table: typeof table === "function" ? table : () => table ?? Rows.table(series, measures),
    });
    write(element, panel);
    draw(element);
    if (isNew) listen(element);
    fillTable(element);
  }

  function write(element, { title, caption, sentence }) {
    element.querySelector(".finding").textContent = title;
    if (caption !== undefined) element.querySelector(".caption").textContent = caption;
    element.querySelector(".plot").setAttribute("aria-label", sentence || title);
    element.querySelector(".scroll").setAttribute("aria-label", Words.say("charts.numbers_of", { title }));
    for (const button of element.querySelectorAll(".saves button")) {
      const kind = button.dataset.kind.toUpperCase();
      const key = kind === "CSV" ? "charts.save_rows" : "charts.save_as";
      button.setAttribute("aria-label", Words.say(key, { kind, title }));
    }
  }

  function draw(element) {
    const { figure, link, sentence } = shown.get(element);
    const plot = element.querySelector(".plot");
    element.querySelector(".saves").hidden = !figure;
    element.dataset.drawn = figure ? "chart" : "nothing";
    if (!figure) return clear(plot, sentence);
    const isNew = !plot.on;
    if (isNew) plot.replaceChildren();
    const { data, layout } = figure({ theme: printing ? "light" : View.theme(), width: findWidth(plot), link });
    layout.dragmode = Pointing.canBrush(layout) ? "zoom" : false;
    Plotly.react(plot, data, layout, Store.site.look.config);
    if (isNew) Pointing.listen(element, plot);
    if (!performance.getEntriesByName("first-chart").length) performance.mark("first-chart");
  }

  function clear(plot, sentence) {
    if (plot.on) Plotly.purge(plot);
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = sentence || Words.say("charts.nothing");
    plot.removeAttribute("tabindex");
    plot.replaceChildren(note);
  }

  // Before printing, the element is still as wide as the screen.
  const findWidth = (plot) => (printing ? Store.site.look.sizes.printed : plot.clientWidth);

  function listen(element) {
    const plot = element.querySelector(".plot");
    widths.set(plot, plot.clientWidth);
    resizes.observe(plot);
    plot.addEventListener("keydown", (event) => Pointing.move(element, plot, event));
    element.querySelector("details.rows").addEventListener("toggle", () => fillTable(element));
    for (const button of element.querySelectorAll(".saves button")) {
      button.addEventListener("click", () => Saving.save(element, shown.get(element), button.dataset.kind));
    }
  }

  // A year of days is long: its table is made when it is opened.
  function fillTable(element) {
    const details = element.querySelector("details.rows");
    const target = details.querySelector(".scroll");
    const { figure, table } = shown.get(element);
    details.hidden = !figure && !table().rows.length;
    if (details.open) Rows.fill(target, table());
    else target.replaceChildren();
  }

  /** Draws a panel, or all of them, anew. */
  function redraw(element) {
    for (const one of element ? [element] : shown.keys()) if (one.isConnected) draw(one);
  }

  function printWith(isPrinting) {
    printing = isPrinting;
    redraw();
  }

  const resizes = new ResizeObserver((entries) => requestAnimationFrame(() => {
    for (const { target } of entries) {
      const before = widths.get(target);
      widths.set(target, target.clientWidth);
      if (before !== target.clientWidth && target.clientWidth && !printing) redraw(target.closest(".chart"));
    }
  }));
  addEventListener("beforeprint", () => printWith(true));
  addEventListener("afterprint", () => printWith(false));
  Appearance.onChange(() => redraw());

  return {
    show, redraw, table: Rows.table, link: Pointing.link, source: Saving.source, keepRows: Saving.keepRows,
  };
})();
