"use strict";

// The measures over time: a chart each, of the lines that the reader chose.

(() => {
  const SHAPES = {
    circle: "M6 2a4 4 0 1 0 .01 0z", square: "M2.5 2.5h7v7h-7z", diamond: "M6 1l5 5-5 5-5-5z",
    "triangle-up": "M6 1.5l5 9H1z", "triangle-down": "M6 10.5l5-9H1z",
    pentagon: "M6 1l5 3.8-1.9 5.9H2.9L1 4.8z", hexagon: "M3.2 1.5h5.6L11.5 6 8.8 10.5H3.2L.5 6z",
    star: "M6 .5l1.5 3.8 4 .3-3.1 2.6 1 4L6 9l-3.4 2.2 1-4L.5 4.6l4-.3z",
  };
  const charts = [...document.querySelectorAll("figure.chart")];
  let turn = 0;

  async function draw() {
    const mine = ++turn;
    delete document.body.dataset.drawn;
    const slice = await load(View.slice());
    // The reader has chosen anew meanwhile.
    if (mine !== turn) return;
    const lines = slice ? listLines(slice) : [];
    drawKey(lines);
    const shown = lines.filter(isOn);
    for (const chart of orderCharts()) {
      drawChart(chart, shown);
      await new Promise((resume) => { setTimeout(resume); });
      if (mine !== turn) return;
    }
    document.body.dataset.drawn = "all";
  }

  /** Null where nothing was ever measured; of a file that is missing Store tells the reader. */
  async function load(asked) {
    const { model, grain, part, copies, topic } = asked;
    if (!Store.has(model, grain, part, copies, topic)) return null;
    return Store.load(asked).catch((error) => { console.error(error); });
  }

  /** The chosen lines that have anything in the chosen period, with their colour places;
      beside outlets, that of all of them together may stand in grey. */
  function listLines(slice) {
    const { since, until, level, language } = View.state;
    const slots = View.slots();
    const members = View.members().map((member, place) => ({ member, slot: slots[place] }));
    const whole = language ? Store.find("language", language) : Store.find("pooled");
    const { outlets } = Store.site.look.patterns.light;
    if (level === "outlet" && members.length) members.push({ member: whole, slot: Math.max(outlets.length, members.length), isWhole: true });
    return members.flatMap(({ member, ...line }) => {
      const series = Store.cut(slice.series(member), since, until);
      return series ? [{ series, ...line }] : [];
    });
  }

  const isOn = ({ series, isWhole }) => (isWhole ? View.state.whole === "on" : !View.state.off.includes(series.key));

  /** The chosen charts; those that the reader looks at are drawn first. */
  function orderCharts() {
    const { measure } = View.state;
    for (const chart of charts) chart.closest("section").hidden = measure !== "" && chart.id !== measure;
    const isSeen = (chart) => {
      const { top, bottom } = chart.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    };
    const chosen = charts.filter((chart) => !chart.closest("section").hidden);
    return [...chosen.filter(isSeen), ...chosen.filter((chart) => !isSeen(chart))];
  }

  function drawChart(chart, lines) {
    const measure = chart.id;
    const series = lines.map((line) => line.series);
    const compared = lines.filter((line) => !line.isWhole).map((line) => line.series);
    const options = { slots: lines.map((line) => line.slot), events: Store.site.events, changes: findChanges() };
    const { title, detail, sentence } = Titles.find(compared.length ? compared : series, measure, options.changes);
    const hasValues = series.some((one) => one.measures[measure].values.some((value) => value !== null));
    const drawn = hasValues ? (look) => Figures.trend(series, measure, { ...look, ...options }) : (look) => Figures.strip(series, { ...look, ...options });
    Panel.show(chart, {
      title, sentence, series, measures: [measure],
      caption: `${Words.say(`trends.about_${measure}`)} ${detail}`,
      figure: series.length ? drawn : null,
      file: nameFile(measure),
    });
  }

  /** Changes of level are looked for in weeks of all articles, by the model in use. */
  function findChanges() {
    const plain = ["part", "copies", "topic", "model"].every(View.isUsual);
    return plain && View.state.grain === "week" ? Store.site.changes : [];
  }

  function nameFile(measure) {
    const { grain, level, language, topic, part, copies } = View.state;
    const parts = [level === "outlet" ? "" : level, language, topic, part === "all" ? "" : part, copies === "all" ? "" : copies];
    return [measure, grain, ...parts].filter(Boolean).join("-");
  }

  // ---- the key -----------------------------------------------------------------------

  function drawKey(lines) {
    const focused = document.activeElement?.dataset?.line;
    const key = document.getElementById("key");
    key.hidden = lines.length < 2;
    key.replaceChildren(...lines.map((line) => Controls.make("li", {}, makeEntry(line))));
    if (focused) [...key.querySelectorAll("button")].find((button) => button.dataset.line === focused)?.focus();
  }

  function makeEntry(line) {
    const name = Figures.nameOf(line.series);
    const entry = Controls.make("button", { type: "button", ariaPressed: String(isOn(line)), title: name }, makeMark(line.slot), Controls.make("bdi", {}, name));
    entry.dataset.line = line.isWhole ? "whole" : `line ${line.series.key}`;
    entry.addEventListener("click", () => toggle(line));
    return entry;
  }

  function toggle(line) {
    const on = isOn(line);
    if (line.isWhole) return View.set({ whole: on ? "" : "on" });
    const others = View.state.off.filter((key) => key !== line.series.key);
    return View.set({ off: on ? [...others, line.series.key] : others });
  }

  function makeMark(slot) {
    const [mark, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
    const { markers } = Store.site.look.sizes;
    mark.setAttribute("viewBox", "0 0 12 12");
    mark.setAttribute("aria-hidden", "true");
    path.setAttribute("d", SHAPES[markers[slot % markers.length]]);
    path.style.fill = `var(--outlet-${slot}, var(--other))`;
    mark.append(path);
    return mark;
  }

  View.start({
    uses: ["measure", "level", "outlets", "language", "topic", "period", "part", "copies", "grain", "model"],
    defaults: { off: [], whole: "" },
  });
  View.onChange(draw);
  draw();
})();
