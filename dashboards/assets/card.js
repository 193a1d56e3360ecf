"use strict";

// A sentence as a reader meets it: what it says, how the model answers, where it stands.

const Card = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const MEASURES = ["escalation", "diplomacy", "sentiment"];
  const NAME = 80;
  const { make } = Controls;

  /** The sentence as an item of a list; in an article's group without the article. */
  function makeItem(row, isGrouped) {
    const said = [makeText(row, isGrouped), makeMarks(row), ...(isGrouped ? [] : [makePlace(row)])];
    return make("li", { tabIndex: -1 }, make("div", {}, ...said), makeScores(row));
  }

  function makeText({ text, letters, article }, isGrouped) {
    const isTitle = !isGrouped && text === article.title;
    const said = make("blockquote", { dir: "auto" }, isTitle ? makeTitle(article) : text);
    if (article.language) said.lang = article.language;
    if (text.endsWith("…") && letters > text.length) said.append(" ", make("small", {}, Words.say("evidence.cut", { count: letters })));
    return said;
  }

  function makeMarks({ voice, speaker, section }) {
    const spoken = speaker && voice !== "own" ? Words.say(`evidence.voice_${voice}_of`, { speaker: Figures.shorten(speaker, NAME) }) : Words.say(`evidence.voice_${voice}`);
    return make("p", { className: "marks" }, make("span", { className: `voice ${voice}` }, spoken), " · ", Words.say(`evidence.section_${section}`));
  }

  // ---- where it stands -------------------------------------------------------------------

  function makePlace({ text, article, outlet }) {
    const title = text === article.title ? [] : [makeTitle(article), " · "];
    return make("p", { className: "place" }, ...title, ...makeOrigin(article, outlet));
  }

  function makeOrigin(article, outlet) {
    return [makeName(outlet.name), ` · ${Words.date(article.day)}`, ...makeStory(article)];
  }

  function makeTitle({ title, url, language }) {
    const words = make("cite", { dir: "auto" }, title ?? Words.say("evidence.no_title"));
    if (language && title) words.lang = language;
    return url ? make("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, words) : words;
  }

  function makeStory({ outlets, agency, topics }) {
    const said = [
      outlets > 1 && Words.say("evidence.story_of", { count: outlets }),
      agency,
      ...topics.map((topic) => Words.say("evidence.topic", { topic })),
    ].filter(Boolean);
    return said.flatMap((text) => [" · ", makeName(text)]);
  }

  const makeName = (name) => make("bdi", {}, Figures.shorten(name, NAME));

  /** What stands above an article's sentences: title, place, and what they do to its mean. */
  function makeHead(article, rows) {
    const means = MEASURES.filter((name) => article[name] !== null).map((name) => `${Words.say(`common.${name}`)} ${Words.value(name, article[name])}`);
    return [
      make("h3", {}, makeTitle(article)),
      make("p", { className: "place" }, ...makeOrigin(article, rows[0].outlet)),
      make("p", { className: "caption" }, Words.say("evidence.article_mean", { means: means.join(", "), count: article.sentences, shown: rows.length })),
    ];
  }

  // ---- how the model answers -------------------------------------------------------------

  function makeScores(row) {
    const names = MEASURES.filter((name) => row[name] !== null);
    return make("dl", { className: "scores" }, ...names.flatMap((name) => [
      make("dt", {}, Words.say(`common.${name}`)),
      make("dd", { className: name }, makeBar(name, row[name]), make("span", {}, Words.value(name, row[name]))),
    ]));
  }

  // From 0 to 1, or to either side of 0.
  function makeBar(name, value) {
    const bar = document.createElementNS(SVG, "svg");
    bar.setAttribute("viewBox", "0 0 100 8");
    bar.setAttribute("preserveAspectRatio", "none");
    bar.setAttribute("aria-hidden", "true");
    const [start, width] = name === "sentiment" ? [50 + 50 * Math.min(value, 0), 50 * Math.abs(value)] : [0, 100 * value];
    bar.append(makeBox("track", 0, 100), makeBox("fill", start, width), ...(name === "sentiment" ? [makeBox("zero", 49.500, 1)] : []));
    return bar;
  }

  function makeBox(name, x, width) {
    const box = document.createElementNS(SVG, "rect");
    box.setAttribute("class", name);
    for (const [key, value] of Object.entries({ x, y: 0, width, height: 8 })) box.setAttribute(key, value);
    return box;
  }

  // ---- as a table ------------------------------------------------------------------------

  /** All rows with their numbers, for a file. */
  function table(rows) {
    const names = [
      "outlet", "day", "text", "letters", ...MEASURES, "section", "voice", "speaker", "position", "title", "url", "language",
      "story_outlets", "agency", "topics", "article_sentences", ...MEASURES.map((name) => `article_${name}`),
    ];
    return { heads: names, names, rows: rows.map(listCells) };
  }

  function listCells({ outlet, article, ...row }) {
    return [
      outlet.key, article.day, row.text, row.letters, ...MEASURES.map((name) => row[name]), row.section, row.voice, row.speaker, row.position,
      article.title, article.url, article.language, article.outlets, article.agency, article.topics.join("; "), article.sentences,
      ...MEASURES.map((name) => article[name]),
    ];
  }

  return { makeItem, makeHead, table };
})();
