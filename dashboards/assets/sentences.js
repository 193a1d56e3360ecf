"use strict";

// The sentences that the site keeps (dashboards/store/evidence.py): fetched by outlet and month,
// chosen and ordered as a view asks.

const Sentences = (() => {
  const SCALE = 10000;
  const MEASURES = ["escalation", "diplomacy", "sentiment"];
  const SECTIONS = { h: "headline", l: "lead", b: "body" };
  const VOICES = { o: "own", d: "direct", i: "indirect" };
  const STRENGTHS = {
    escalation: (row) => row.escalation,
    diplomacy: (row) => row.diplomacy,
    either: (row) => (row.escalation === null || row.diplomacy === null ? null : row.escalation + row.diplomacy),
    negative: (row) => (row.sentiment === null ? null : -row.sentiment),
    positive: (row) => row.sentiment,
  };
  const read = new Map();

  // ---- reading -------------------------------------------------------------------------

  /** Files of the outlets (members of the site) that touch the days, as [outlet, month]. */
  function list(outlets, since, until) {
    return outlets.flatMap((outlet) => Object.keys(Store.site.evidence?.[outlet.slug] ?? {})
      .filter((month) => (!since || month >= since.slice(0, 7)) && (!until || month <= until.slice(0, 7)))
      .map((month) => [outlet, month]));
  }

  /** Promise of all rows of the files. */
  async function load(files) {
    return (await Promise.all(files.map(([outlet, month]) => loadMonth(outlet, month)))).flat();
  }

  function loadMonth(outlet, month) {
    const place = `${outlet.slug}.${month}`;
    if (!read.has(place)) {
      read.set(place, Store.evidence(outlet.slug, month).then(unpack).then((content) => makeRows(outlet, month, content)));
      // What failed may be asked for again.
      read.get(place).catch(() => read.delete(place));
    }
    return read.get(place);
  }

  async function unpack({ packed }) {
    return JSON.parse(new TextDecoder().decode(await Store.inflate(packed)));
  }

  function makeRows(outlet, month, { kept, days, articles, sentences }) {
    const made = articles.title.map((_, place) => makeArticle(month, articles, place));
    const counts = new Map(days.map(([day, count]) => [writeDay(month, day), count]));
    return sentences.article.map((place, index) => {
      const article = made[place];
      const text = sentences.text[index] ?? article.title;
      return {
        outlet, article, text, kept,
        day: article.day,
        ofDay: counts.get(article.day),
        letters: sentences.letters[index],
        position: sentences.position[index],
        section: SECTIONS[sentences.section[index]],
        voice: VOICES[sentences.voice[index]],
        speaker: sentences.speaker[index],
        ...pickMeasures(sentences, index),
      };
    });
  }

  function makeArticle(month, articles, place) {
    return {
      place,
      day: writeDay(month, articles.day[place]),
      title: articles.title[place],
      language: articles.language[place],
      url: findLink(articles.url[place]),
      outlets: articles.outlets[place],
      isShared: articles.shared[place] === 1,
      agency: articles.agency[place],
      topics: articles.topics[place],
      sentences: articles.sentences[place],
      ...pickMeasures(articles, place),
    };
  }

  const writeDay = (month, day) => `${month}-${String(day).padStart(2, "0")}`;
  const findLink = (url) => (/^https?:\/\//i.test(url ?? "") ? url : null);

  function pickMeasures(columns, index) {
    return Object.fromEntries(MEASURES.map((name) => [name, columns[name][index] === null ? null : columns[name][index] / SCALE]));
  }

  // ---- choosing ------------------------------------------------------------------------

  /** The rows of a view, strongest first or by day; with copies once, each text once. */
  function choose(rows, { since, until, part, copies, topic, language, order }) {
    const chosen = rows.filter((row) => isIn(row.day, since, until) && isPart(row, part)
      && (copies !== "without" || !row.article.isShared)
      && (!topic || row.article.topics.includes(topic))
      && (!language || row.article.language === language));
    const sorted = chosen.sort((a, b) => compare(a, b, order));
    if (copies !== "once") return sorted;
    const met = new Set();
    return sorted.filter((row) => !met.has(row.text) && met.add(row.text));
  }

  const isIn = (day, since, until) => (!since || day >= since) && (!until || day <= until);

  function isPart(row, part) {
    if (part === "own" || part === "quoted") return (row.voice === "own") === (part === "own");
    return part === "all" || row.section === part;
  }

  function compare(a, b, order) {
    const found = STRENGTHS[order];
    const stronger = found ? (found(b) ?? -9) - (found(a) ?? -9) : 0;
    return stronger || sort(a.day, b.day) || sort(a.outlet.key, b.outlet.key) || a.article.place - b.article.place || a.position - b.position;
  }

  const sort = (a, b) => Number(a > b) - Number(a < b);

  /** Whether the rows of a view are all there are, and if not, how many of the first are
      the strongest of all: of each day the site keeps so many, whatever their part or
      topic, so nothing that is stronger than the last of these is left out. `rows` are all
      that were loaded, `chosen` those of the view. */
  function cover(rows, chosen, { since, until, order }) {
    const days = new Map();
    for (const row of rows) {
      if (!isIn(row.day, since, until)) continue;
      const key = `${row.day} ${row.outlet.key}`;
      if (!days.has(key)) days.set(key, []);
      days.get(key).push(row);
    }
    const limit = Math.max(-Infinity, ...[...days.values()].map((found) => findLimit(found, order)));
    const strength = STRENGTHS[order];
    const place = strength ? chosen.findIndex((row) => strength(row) < limit) : 0;
    return { isWhole: limit === -Infinity, first: place < 0 ? chosen.length : place };
  }

  /** Nothing of the day that is stronger is left out. */
  function findLimit(found, order) {
    const [{ kept, ofDay, escalation, diplomacy }] = found;
    // Fewer than could be kept: there is no other text. Of 2 × kept sentences none is lost.
    if (found.length >= ofDay || (found.length < kept && ofDay <= 2 * kept)) return -Infinity;
    const isFramed = escalation !== null || diplomacy !== null;
    if (!(isFramed ? ["escalation", "diplomacy"] : ["negative", "positive"]).includes(order)) return Infinity;
    const strengths = found.map(STRENGTHS[order]).sort((a, b) => b - a);
    return strengths[kept - 1] ?? Infinity;
  }

  return { list, load, choose, cover };
})();
