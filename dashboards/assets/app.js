"use strict";

// Draws the figures of figures.js, and keeps charts, key, tables and address in step.

// ---- drawing -----------------------------------------------------------------------

function draw(element, traces, layout) {
  layout.width = element.clientWidth;
  // Before printing, the element is still as wide as the screen.
  if (state.printing) layout.width = element.closest(".panels") ? sizes.printedPanel : sizes.printed;
  // On a touch screen dragging scrolls the page; elsewhere it zooms into a period.
  layout.dragmode = matchMedia("(hover: hover) and (pointer: fine)").matches ? "zoom" : false;
  return Plotly.react(element, traces, layout, page.config);
}

function drawTrend(measure) {
  const element = find(measure);
  if (!element) return;
  const outlets = shown();
  const narrow = element.clientWidth < sizes.narrow;
  const places = narrow ? new Map() : findLabelPlaces(outlets, measure);
  const traces = [];
  for (const outlet of outlets) {
    const slot = slotOf(outlet);
    const series = outlet[state.grain];
    traces.push(...makeMeasure(outlet, series, measure, colourOf(slot), markerOf(slot)));
    if (places.has(outlet.key)) {
      traces.push(makeEnd(outlet, series, measure, places.get(outlet.key), colourOf(slot)));
    }
  }
  traces.push(...makeStrip(outlets));
  const layout = placeStrip(copy(patterns().trend[measure]), outlets, sizes.trend);
  layout.annotations.push(...nameRows(outlets, narrow));
  if (narrow) {
    merge(layout, {
      margin: { r: sizes.rightNarrow },
      xaxis: placeTime(outlets, sizes.ticksNarrow),
    });
  }
  draw(element, traces, layout);
}

function drawCollection() {
  const element = find("collection");
  if (!element) return;
  const layout = placeStrip(copy(patterns().trend.balance), shown(), 0);
  const narrow = element.clientWidth < sizes.narrow;
  merge(layout, { yaxis: { visible: false, domain: [1, 1] }, annotations: nameRows(shown(), narrow) });
  if (narrow) merge(layout, { margin: { r: sizes.rightNarrow } });
  draw(element, makeStrip(shown()), layout);
}

function drawPanels() {
  const box = find("measures");
  if (!box) return;
  const outlets = shown();
  const ceiling = findCeiling(outlets);
  find("ceiling").textContent = ceiling.toFixed(1);
  while (box.children.length > outlets.length) {
    Plotly.purge(box.lastElementChild.lastElementChild);
    box.lastElementChild.remove();
  }
  while (box.children.length < outlets.length) box.append(makePanel());
  outlets.forEach((outlet, place) => drawPanel(box.children[place], outlet, outlets, ceiling));
}

function makePanel() {
  const panel = make("div", "", "panel");
  panel.append(make("h3", ""), make("div", "", "plot"));
  panel.lastElementChild.setAttribute("role", "img");
  return panel;
}

function drawPanel(panel, outlet, outlets, ceiling) {
  const [title, plot] = panel.children;
  const series = outlet[state.grain];
  title.replaceChildren(make("bdi", outlet.name));
  plot.setAttribute("aria-label", `Escalation and diplomacy of ${outlet.name}; the numbers are in the table below.`);
  const traces = PANEL_MEASURES.flatMap((measure) => {
    const [colour, marker] = patterns().measures[measure];
    return makeMeasure(outlet, series, measure, colour, marker);
  });
  traces.push(...makeStrip([outlet]));
  const layout = merge(placeStrip(copy(patterns().panel), [outlet], sizes.panel), {
    xaxis: placeTime(outlets, sizes.ticksPanel),
    yaxis: { range: [0, ceiling] },
    margin: { r: sizes.rightPanel },
  });
  draw(plot, traces, layout);
}

function make(tag, text, name) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (name) element.className = name;
  return element;
}

// ---- the key, the choice and the tables ----------------------------------------------

const SHAPES = {
  circle: "M6 2a4 4 0 1 0 .01 0z", square: "M2.5 2.5h7v7h-7z", diamond: "M6 1l5 5-5 5-5-5z",
  "triangle-up": "M6 1.5l5 9H1z", "triangle-down": "M6 10.500l5-9H1z",
  pentagon: "M6 1l5 3.800-1.900 5.900H2.900L1 4.800z", hexagon: "M3.200 1.500h5.600L11.500 6 8.800 10.500H3.200L.5 6z",
  star: "M6 .5l1.500 3.800 4 .3-3.100 2.600 1 4L6 9l-3.400 2.200 1-4L.5 4.600l4-.3z",
};

function drawKey() {
  find("key").replaceChildren(...shown().map((outlet) => {
    const slot = slotOf(outlet);
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    mark.setAttribute("viewBox", "0 0 12 12");
    mark.setAttribute("aria-hidden", "true");
    path.setAttribute("d", SHAPES[markerOf(slot)]);
    path.setAttribute("fill", colourOf(slot));
    mark.append(path);
    const item = make("li", "");
    item.append(mark, make("bdi", outlet.name));
    return item;
  }));
  find("picked").textContent = `${state.keys.length} of ${page.outlets.length}`;
}

function listChoices() {
  find("choices").replaceChildren(...page.outlets.map((outlet) => {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = outlet.key;
    box.addEventListener("change", () => choose(outlet.key, box.checked));
    const label = make("label", "");
    const articles = outlet.week.articles.reduce((sum, count) => sum + count, 0);
    label.append(box, make("bdi", outlet.name), make("small", articles.toLocaleString("en")));
    const item = make("li", "");
    item.append(label);
    return item;
  }));
}

function filterChoices() {
  const wanted = find("search").value.trim().toLocaleLowerCase();
  page.outlets.forEach((outlet, index) => {
    find("choices").children[index].hidden = !outlet.name.toLocaleLowerCase().includes(wanted);
  });
}

function choose(key, wanted) {
  state.keys = wanted ? [...state.keys, key] : state.keys.filter((other) => other !== key);
  show();
}

function fillTable(details) {
  const target = details.querySelector(".scroll");
  if (!details.open) return target.replaceChildren();
  const measures = details.dataset.measures.split(" ");
  const corrected = measures.filter((measure) => shown().some((outlet) => outlet[state.grain].measures[measure].alone));
  const table = make("table", "");
  const heads = ["Outlet", state.grain === "week" ? "Week of" : "Day", "Collection"];
  for (const measure of measures) {
    const name = measure[0].toUpperCase() + measure.slice(1);
    heads.push(name, "95 % from", "to");
    if (corrected.includes(measure)) heads.push(`${name}, model alone`, "95 % from", "to");
  }
  addRow(table.createTHead(), "th", [...heads, "Articles", "Distinct stories", "Sentences"]);
  const body = table.createTBody();
  for (const outlet of shown()) {
    const series = outlet[state.grain];
    for (let index = 0; index < series.statuses.length; index++) {
      if (STATUS[series.statuses[index]]) addRow(body, "td", listCells(outlet, series, index, measures, corrected));
    }
  }
  target.replaceChildren(table);
}

function listCells(outlet, series, index, measures, corrected) {
  const cells = [outlet.name, writeDate(startOf(series, index)), STATUS[series.statuses[index]]];
  for (const measure of measures) {
    const found = series.measures[measure];
    for (const one of corrected.includes(measure) ? [found, found.alone ?? found] : [found]) {
      for (const part of [one.values, one.lows, one.highs]) {
        cells.push(part[index] === null ? "–" : writeValue(measure, part[index]));
      }
    }
  }
  const counts = [series.articles[index], series.stories[index], series.sentences[index]];
  return [...cells, ...(series.statuses[index] === "m" ? ["–", "–", "–"] : counts)];
}

function addRow(part, tag, texts) {
  const row = part.insertRow();
  row.append(...texts.map((text) => make(tag, text)));
}

// ---- the address, and keeping everything in step --------------------------------------

function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const keys = asked.getAll("outlet").filter((key) => byKey.has(key));
  state.grain = asked.get("grain") === "day" ? "day" : "week";
  state.keys = asked.has("outlet") ? [...new Set(keys)] : most;
}

function writeAddress() {
  const asked = new URLSearchParams();
  if (state.grain === "day") asked.set("grain", "day");
  if (state.keys !== most) {
    for (const key of state.keys.length ? state.keys : [""]) asked.append("outlet", key);
  }
  const hash = asked.toString();
  if (hash !== location.hash.slice(1)) history.replaceState(null, "", "#" + hash);
}

// An outlet keeps its colour while others come and go; others take what is free.
function assignSlots() {
  for (const [key, slot] of state.slots) {
    if (!state.keys.includes(key) || slot >= sizes.shown) state.slots.delete(key);
  }
  for (const key of state.keys) {
    if (state.slots.has(key)) continue;
    const taken = new Set(state.slots.values());
    let free = 0;
    while (taken.has(free)) free++;
    state.slots.set(key, free);
  }
}

function drawFirst() {
  assignSlots();
  drawKey();
  drawTrend("balance");
  drawCollection();
}

function drawRest() {
  drawPanels();
  drawTrend("sentiment");
}

function redraw() {
  drawFirst();
  drawRest();
}

function markControls() {
  for (const box of document.querySelectorAll("#choices input")) box.checked = state.keys.includes(box.value);
  for (const radio of document.querySelectorAll("input[name=grain]")) radio.checked = radio.value === state.grain;
}

function show() {
  markControls();
  writeAddress();
  redraw();
  document.querySelectorAll("details.rows").forEach(fillTable);
}

function printWith(printing) {
  state.printing = printing;
  redraw();
}

function start() {
  readAddress();
  drawFirst();
  performance.mark("first-chart");
  setTimeout(() => {
    drawRest();
    listChoices();
    markControls();
    listen();
    document.body.dataset.drawn = "all";
  });
}

function listen() {
  find("search").addEventListener("input", filterChoices);
  find("reset").addEventListener("click", () => { state.keys = most; show(); });
  for (const radio of document.querySelectorAll("input[name=grain]")) {
    radio.addEventListener("change", () => { state.grain = radio.value; show(); });
  }
  for (const details of document.querySelectorAll("details.rows")) {
    details.addEventListener("toggle", () => fillTable(details));
  }
  document.addEventListener("click", (event) => {
    const picker = document.querySelector(".picker");
    if (!picker.contains(event.target)) picker.open = false;
  });
  addEventListener("hashchange", () => { readAddress(); show(); });
  dark.addEventListener("change", redraw);
  addEventListener("beforeprint", () => printWith(true));
  addEventListener("afterprint", () => printWith(false));
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) { width = innerWidth; redraw(); }
  });
}

if (find("key")) start();
