"use strict";

// Whose text an outlet's articles are: a bar a week (OUTLET.agency).

const Agency = (() => {
  const DAY = 86400000;
  const HEIGHT = 250;
  const TICKS = 5;
  const say = (key, values) => Words.say(`outlet.agency_${key}`, values);
  const KINDS = { alone: "complete", credited: "ink", shared: "quiet" };

  /** Each article is of one kind: of shared stories are those that credit nobody. */
  const read = ([week, articles, credited, , alone]) => ({ week, articles, alone, credited, shared: articles - alone - credited });

  function show(element) {
    const weeks = OUTLET.agency.map(read).filter(({ week }) => Comparisons.isShown(week));
    Panel.show(element, {
      ...Phrases.caption(describe(weeks), say("caption")),
      figure: weeks.length ? (look) => draw(weeks, look) : null,
      table: () => list(weeks),
      file: `${OUTLET.key} agency`,
    });
  }

  function describe(weeks) {
    if (!weeks.length) return { title: say("kicker"), sentence: Words.say("outlet.nothing") };
    const sum = (name) => weeks.reduce((total, week) => total + week[name], 0);
    const [articles, alone, credited, shared] = ["articles", "alone", "credited", "shared"].map(sum);
    return {
      title: say("title", { share: Words.share(alone / articles) }),
      sentence: say("sentence", { articles: Words.count(articles, "article"), alone, credited, shared }),
    };
  }

  function draw(weeks, look) {
    const { patterns, sizes } = Store.site.look;
    const { layout, colours, axes } = structuredClone(patterns[look.theme]);
    const data = Object.entries(KINDS).map(([kind, colour]) => drawBars(weeks, kind, colours[colour]));
    return {
      data,
      layout: {
        ...layout,
        width: look.width, height: HEIGHT, barmode: "stack", bargap: 0.25, showlegend: true,
        legend: { orientation: "h", x: 0, xanchor: "left", y: 1.02, yanchor: "bottom", traceorder: "normal", itemclick: false, itemdoubleclick: false },
        margin: { ...layout.margin, t: 48, r: sizes.rightNarrow },
        xaxis: { ...layout.xaxis, anchor: "y", fixedrange: true, ...placeWeeks(weeks) },
        yaxis: { ...axes.share, rangemode: "tozero", nticks: TICKS, title: { text: say("axis"), standoff: 6, font: { size: 12 } } },
      },
    };
  }

  function drawBars(weeks, kind, color) {
    return {
      type: "bar",
      name: say(kind),
      x: weeks.map(({ week }) => week),
      y: weeks.map((week) => week[kind]),
      xperiod: 7 * DAY,
      xperiodalignment: "middle",
      marker: { color, line: { width: 0 } },
      customdata: weeks.map((week) => [
        `${Words.say("common.week_of", { date: Words.date(week.week) })}<br>${say(kind)}: ${Words.count(week[kind], "article")}`, link(week),
      ]),
      hovertemplate: "%{customdata[0]}<extra></extra>",
      showlegend: true,
    };
  }

  /** A few Mondays, below the middle of their bars. */
  function placeWeeks(weeks) {
    const [first, last] = [weeks[0], weeks.at(-1)].map(({ week }) => Date.parse(week));
    const every = Math.max(Math.ceil((last - first) / (7 * DAY) / TICKS), 1) * 7 * DAY;
    const mondays = [];
    for (let at = first; at <= last; at += every) mondays.push(at);
    return {
      tickvals: mondays.map((at) => new Date(at + 3.5 * DAY).toISOString()),
      ticktext: mondays.map((at) => Words.date(at).split(" ").slice(0, 2).join(" ")),
    };
  }

  function link({ week }) {
    const until = new Date(Date.parse(week) + 6 * DAY).toISOString().slice(0, 10);
    return View.link("evidence.html", { outlet: OUTLET.key, since: week, until });
  }

  function list(weeks) {
    return {
      heads: [Words.say("charts.period_week"), Words.say("charts.articles"), ...Object.keys(KINDS).map((kind) => say(kind))],
      names: ["week", "articles", "own_alone", "credits_agency", "shared_story"],
      rows: weeks.map((week) => [{ text: Words.date(week.week), value: week.week }, week.articles, ...Object.keys(KINDS).map((kind) => week[kind])]),
      links: weeks.map(link),
    };
  }

  return { show };
})();
