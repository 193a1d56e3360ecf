"use strict";

// One outlet: its trends, and its parts, voices, copies, weekdays and difference from the
// others. OUTLET is what it needs besides series (data/outlets, dashboards/pages/outlet.py).

(() => {
  const FRAMES = ["escalation", "diplomacy"];
  const find = (id) => document.getElementById(id);
  const say = (key, values) => Words.say(`outlet.${key}`, values);
  let turn = 0;

  async function draw() {
    const mine = ++turn;
    const { measure } = View.state;
    keepLinks();
    const [shown, whole, once] = await Promise.all([View.slice(), { copies: "all" }, { copies: "once" }].map(load));
    // The reader has chosen anew meanwhile.
    if (mine !== turn) return;
    drawFrames(shown);
    drawLevel(shown, measure);
    Comparisons.show(measure, whole, once);
    drawContrast();
    Weekdays.show(find("weekday"), measure, Boolean(whole?.measures[measure]?.alone));
    Agency.show(find("agency"));
    document.body.dataset.drawn = "all";
  }

  /** The series of this outlet in a slice, within the chosen period; null without one. */
  async function load(asked) {
    // Store tells the reader which file is missing.
    const slice = await Store.load(asked).catch(() => null);
    const { since, until } = View.state;
    return slice && Store.cut(slice.series(Store.find("outlet", OUTLET.key)), since, until);
  }

  /** Links to other pages take the view along, with this outlet. */
  function keepLinks() {
    for (const link of document.querySelectorAll("a[data-outlet]")) {
      link.href = View.link(link.getAttribute("href").split("#")[0], { outlet: OUTLET.key });
    }
  }

  // ---- trends --------------------------------------------------------------------------

  function drawFrames(series) {
    const known = FRAMES.filter((measure) => View.measures().includes(measure));
    const measures = known.length ? known : View.measures().slice(0, 1);
    const { since, until } = View.state;
    Panel.show(find("frames"), {
      ...Phrases.caption(describeFrames(series, measures), say("frames_caption")),
      series: series ? [series] : [],
      measures,
      figure: series ? (look) => Figures.panels([series], measures, { ...look, since, until, titles: false }) : null,
      file: `${OUTLET.key} ${measures.join(" ")}`,
    });
  }

  function describeFrames(series, measures) {
    const plain = say("frames_plain", { Measure: Phrases.Measure(measures[0]) });
    if (!series) return { title: plain, sentence: say("nothing") };
    const mean = View.measures().includes("balance") ? Pooled.over(series, "balance") : null;
    if (!mean) return { title: plain, sentence: Pooled.isFramed(series) ? Words.say("titles.not_above") : "" };
    const reach = Pooled.reach(mean, "balance");
    const value = Words.value("balance", mean.value);
    const sentence = say("frames_sentence", { value, interval: Phrases.interval(reach, "balance"), count: mean.articles });
    return { title: say(`frames_${weigh(reach)}`, { value }), sentence };
  }

  function weigh({ low, high }) {
    if (low === null) return "even";
    return low > 0 ? "up" : high < 0 ? "down" : "even";
  }

  function drawLevel(series, measure) {
    const isPlain = ["part", "copies", "topic"].every(View.isUsual) && View.state.grain === "week";
    const changes = isPlain ? Store.site.changes : [];
    const { since, until } = View.state;
    const options = { since, until, changes, events: Store.site.events };
    const { detail = "", ...found } = series ? Titles.find([series], measure, changes) : { title: Phrases.Measure(measure), sentence: say("nothing") };
    Panel.show(find("level"), {
      ...found,
      caption: `${say("level_caption")} ${detail}`,
      series: series ? [series] : [],
      measures: [measure],
      figure: series ? (look) => Figures.trend([series], measure, { ...look, ...options, colours: [Phrases.colour(look, measure)] }) : null,
      file: `${OUTLET.key} ${measure}`,
    });
  }

  // ---- against all others ----------------------------------------------------------------

  /** All measures, over the longest period and then over the last weeks. */
  function drawContrast() {
    const rows = OUTLET.contrasts.map(Contrasts.read).filter((row) => View.measures().includes(row.measure));
    const dots = (look) => rows.map((row) => ({
      ...Contrasts.dot(row, `${Phrases.Measure(row.measure)}, ${Contrasts.span(row)}`, Phrases.Measure(row.measure)),
      group: Contrasts.span(row),
      isAlone: !row.corrected && rows.some(({ corrected }) => corrected),
      colour: Phrases.colour(look, row.measure),
    }));
    const options = { range: Contrasts.findRange(rows), zero: true, unit: say("contrast_unit") };
    Panel.show(find("contrast"), {
      ...Phrases.caption(describeContrast(rows), say("contrast_caption")),
      figure: rows.length ? (look) => Figures.dots(dots(look), { ...look, ...options }) : null,
      table: () => Contrasts.table(
        rows, [Words.say("view.measure"), "measure", (row) => Phrases.measure(row.measure)],
        [Words.say("outlets.contrast_span"), "period", (row) => ({ text: Contrasts.span(row), value: `${row.since}/${row.until}` })],
      ),
      file: `${OUTLET.key} contrast`,
    });
  }

  function describeContrast(rows) {
    if (!rows.length) return { title: say("contrast_kicker"), sentence: Words.say("outlets.contrast_empty") };
    const longest = rows.filter((row) => Contrasts.span(row) === Contrasts.span(rows[0]));
    const real = longest.filter(Contrasts.isReal);
    const title = real.length ? say("contrast_some", { measures: Phrases.join(real.map((row) => Phrases.measure(row.measure))) }) : say("contrast_none");
    const said = longest.map((row) => `${Phrases.Measure(row.measure)} ${Words.difference(row.difference)} (${Phrases.interval(row, "balance")})`);
    return { title, sentence: `${said.join("; ")}.` };
  }

  // ---- begin -----------------------------------------------------------------------------

  async function begin() {
    OUTLET = JSON.parse(new TextDecoder().decode(await Store.inflate(OUTLET)));
    View.start({
      uses: ["measure", "topic", "period", "part", "copies", "grain"],
      defaults: { measure: "escalation" },
    });
    View.onChange(draw);
    await draw();
  }

  if (find("frames")) begin();
  else document.body.dataset.drawn = "all";
})();
