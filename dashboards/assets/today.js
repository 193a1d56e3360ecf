"use strict";

// Each outlet against its own past: the measure and the stretch that the reader chooses.
// The numbers and findings come with the page (dashboards/today/comparisons.py).

(() => {
  const payload = JSON.parse(document.getElementById("payload").textContent);
  const stretch = document.getElementById("stretch");
  const COUNTS = ["articles", "stories", "before_articles"];
  const DIFFERENCES = ["difference", "difference_low", "difference_high"];
  const say = (key, values) => Words.say(`today.${key}`, values);

  const findMeasure = () => View.state.measure || payload.measure;

  /** The rows of the view as objects: `COLUMNS` of comparisons.py, alone and meaning. */
  function listRows() {
    const names = [...payload.columns, "alone", "meaning"];
    return view().rows.map((cells) => Object.fromEntries(names.map((name, place) => [name, cells[place]])));
  }

  const view = () => payload.views[`${View.state.stretch}.${findMeasure()}`];
  const nameOf = (row) => payload.outlets[row.outlet][0];
  const isFirst = () => findMeasure() === payload.measure && View.state.stretch === payload.stretch;

  function draw() {
    const measure = findMeasure();
    const rows = listRows();
    const drawn = rows.filter((row) => row.value !== null);
    const { title, sentence, caption, heads } = view();
    for (const radio of stretch.querySelectorAll("input")) radio.checked = radio.value === View.state.stretch;
    Panel.show(document.getElementById("against"), {
      // The page begins with the sentence of what it shows first.
      title, sentence, caption: isFirst() ? caption : `${sentence} ${caption}`,
      figure: drawn.length ? (look) => Figures.dots(drawn.map((row) => makeDot(row, look)), { ...look, measure }) : null,
      table: () => ({
        heads, names: payload.columns,
        rows: rows.map((row) => payload.columns.map((name) => writeCell(row, name))),
        links: rows.map((row) => payload.outlets[row.outlet][1]),
      }),
      file: `today ${measure} ${View.state.stretch}`,
    });
    document.body.dataset.drawn = "all";
  }

  function writeCell(row, name) {
    const cell = row[name];
    if (name === "outlet") return nameOf(row);
    if (typeof cell !== "number" || COUNTS.includes(name)) return cell;
    return { text: write(name, cell), value: cell };
  }

  const write = (name, value) => (DIFFERENCES.includes(name) ? Words.difference(value) : Words.value(findMeasure(), value));

  function makeDot(row, { theme }) {
    const [since, until] = payload.spans[View.state.stretch];
    return {
      label: row.outlet ? nameOf(row) : say("all_together"),
      group: row.outlet ? say("each_outlet") : null,
      ...pick(row, "value", "low", "high"),
      alone: row.alone,
      reference: row.before === null ? null : pick(row, "before", "before_low", "before_high"),
      colour: Store.site.look.patterns[theme].colours[row.meaning],
      href: View.link("evidence.html", { outlet: row.outlet || null, since, until, measure: findMeasure() }),
      hover: writeHover(row).join("<br>"),
    };
  }

  const pick = (row, value, low, high) => ({ value: row[value], low: row[low], high: row[high] });

  function writeHover(row) {
    const { difference: size, difference_low: low, difference_high: high, beyond_chance: verdict } = row;
    return [
      Figures.label(nameOf(row)),
      writeMean(say(`lately_${View.state.stretch}`), pick(row, "value", "low", "high"), row.articles),
      writeMean(say("before"), pick(row, "before", "before_low", "before_high"), row.before_articles),
      low === null ? say("hover_not", { reason: verdict }) : say("hover_difference", {
        size: Words.difference(size), low: Words.difference(low), high: Words.difference(high), verdict,
      }),
    ];
  }

  function writeMean(head, { value, low, high }, articles) {
    return say("hover_mean", {
      stretch: head,
      value: value === null ? "–" : Words.value(findMeasure(), value),
      interval: low === null ? Words.say("charts.no_interval") : Words.interval(findMeasure(), low, high),
      articles: articles === null ? "–" : Words.count(articles, "article"),
    });
  }

  if (stretch) {
    View.start({ uses: ["measure"], defaults: { measure: payload.measure, stretch: payload.stretch } });
    stretch.hidden = false;
    document.querySelector("#controls .fields")?.prepend(stretch);
    for (const radio of stretch.querySelectorAll("input")) {
      radio.addEventListener("change", () => View.set({ stretch: radio.value }));
    }
    View.onChange(draw);
    draw();
  } else {
    document.body.dataset.drawn = "all";
  }
})();
