"use strict";

// An outlet's parts, voices and copies set against each other, by sums over stories
// (OUTLET.sums): the difference of two parts is that within the same articles.

const Comparisons = (() => {
  const DAY = 86400000;
  const PARTS = ["headline", "lead", "body", "quoted", "own"];
  const say = (key, values) => Words.say(`outlet.${key}`, values);

  /** Shows the three charts; `whole` and `once` are the outlet's weekly series of all
      articles and of each story once, null where there is none. */
  function show(measure, whole, once) {
    const isCorrected = Boolean(whole?.measures[measure]?.alone);
    const found = { parts: compareParts(measure), voices: compareVoices(measure), copies: compareCopies(measure, { all: whole, once }) };
    for (const [id, compared] of Object.entries(found)) showOne(document.getElementById(id), id, compared, measure, isCorrected);
  }

  /** Whether a week touches the chosen period. */
  function isShown(week) {
    const { since, until } = View.state;
    return (!since || Date.parse(week) + 6 * DAY >= Date.parse(since)) && (!until || week <= until);
  }

  // ---- what is compared ------------------------------------------------------------------

  /** The sums of the weeks that touch the chosen period, as Sums takes them. */
  function chooseSums(pair, measure) {
    const found = OUTLET.sums[pair];
    const names = measure === "balance" ? ["escalation", "diplomacy"] : [measure];
    if (!names.every((name) => found?.[name])) return [];
    const means = names.map((name) => read(found[name]));
    const sides = pair.endsWith("/") ? ["x"] : ["x", "y"];
    return found.weeks.flatMap((week, place) => (isShown(week) ? [{
      n: found.n[place],
      stories: found.stories[place],
      nn: found.nn[place],
      sums: sides.flatMap((side) => means.map((mean) => ({ sum: mean[side][place], n: mean[`${side}n`][place] }))),
      products: multiply(sides, means, read(found.frames ?? {}), place),
    }] : []));
  }

  /** What repeats another sum is not written. */
  const read = ({ x, y, xn = x, yn = y, xx, yy, xy, yx = xy }) => ({ x, y, xn, yn, xx, yy, xy, yx });

  /** The products of all means of a week: of a measure with itself, or of escalation with
      diplomacy (`frames`, escalation first). */
  function multiply(sides, means, frames, place) {
    const all = sides.flatMap((side) => means.map((_, number) => [side, number]));
    return all.map(([side, number]) => all.map(([other, second]) => {
      if (number === second) return means[number][side + other][place];
      return frames[number ? other + side : side + other][place];
    }));
  }

  /** `{ rows, found, lacking }`: rows to draw, the difference that the title is about,
      and which text says why there is none. */
  function compareParts(measure) {
    const found = Sums.pair(chooseSums("headline/body", measure), measure);
    const lead = Sums.pair(chooseSums("lead/body", measure), measure);
    return { found, rows: [...listPair(found, ["headline", "body"], "parts_headline"), ...listPair(lead, ["lead", "body"], "parts_lead")] };
  }

  function compareVoices(measure) {
    const found = Sums.pair(chooseSums("quoted/own", measure), measure);
    return { found, rows: listPair(found, ["quoted", "own"]) };
  }

  function compareCopies(measure, series) {
    const whole = listMeans(series, measure);
    const [shared, alone] = ["shared/", "alone/"].map((pair) => chooseSums(pair, measure));
    const found = Sums.part(shared, alone, measure);
    const lacking = !shared.length && alone.length ? "copies_none" : shared.length && !alone.length ? "copies_only" : null;
    return { found, lacking, rows: [...whole, ...listPair(found, ["shared", "without"])] };
  }

  /** Parts are not corrected, so all that is compared is the model's own. */
  function listMeans(series, measure) {
    return Object.entries(series).flatMap(([name, one]) => {
      const mean = one && Pooled.over(Pooled.bare(one), measure);
      return mean ? [{ name, value: mean.value, ...Pooled.reach(mean, measure), articles: mean.articles }] : [];
    });
  }

  function listPair(found, names, group) {
    if (!found) return [];
    const heading = group && say(group, { articles: Words.count(found.articles, "article") });
    return [{ name: names[0], group: heading, ...found.x }, { name: names[1], group: heading, ...found.y }];
  }

  // ---- charts and words ------------------------------------------------------------------

  /** Beside corrected values elsewhere on the page, these say that they are not. */
  function showOne(element, id, { found, rows, lacking }, measure, isCorrected) {
    Panel.show(element, {
      ...Phrases.caption(describe(id, found, rows, lacking, measure), say(`${id}_caption`)),
      figure: rows.length ? Phrases.dots(rows.map((row) => ({ ...makeDot(row, measure), isAlone: isCorrected })), measure, { measure }) : null,
      table: () => list(rows, measure),
      file: `${OUTLET.key} ${id} ${measure}`,
    });
  }

  const nameOf = (row) => say(`row_${row.name}`);

  function describe(id, found, rows, lacking, measure) {
    const Measure = Phrases.Measure(measure);
    if (lacking) return { title: say(lacking), sentence: "" };
    if (!found) return { title: say(`${id}_kicker`), sentence: rows.length ? "" : say("nothing") };
    const { low, high } = found.difference;
    const way = low === null ? "even" : low > 0 ? "more" : high < 0 ? "less" : "even";
    const title = say(`${id}_${way}`, { Measure, one: Words.value(measure, found.x.value), two: Words.value(measure, found.y.value) });
    return { title, sentence: describeDifference(id, found) };
  }

  function describeDifference(id, { difference, articles }) {
    const written = Words.difference(difference.value);
    if (difference.low === null) return say("against_open", { difference: written });
    return say(id === "copies" ? "against_groups" : "against", {
      difference: written, interval: Phrases.interval(difference, "balance"), articles: Words.count(articles, "article"),
    });
  }

  function makeDot(row, measure) {
    return {
      label: nameOf(row),
      group: row.group,
      value: row.value,
      low: row.low,
      high: row.high,
      href: link(row, measure),
      hover: [
        Figures.escape(nameOf(row)),
        `${Phrases.measure(measure)} ${Words.value(measure, row.value)} · ${Phrases.interval(row, measure)}`,
        Words.count(row.articles, "article"),
      ].join("<br>"),
    };
  }

  /** The sentences behind a row; those of shared stories cannot be asked for alone. */
  function link({ name }, measure) {
    const asked = { part: PARTS.includes(name) ? name : "all", copies: ["once", "without"].includes(name) ? name : "all" };
    return View.link("evidence.html", { outlet: OUTLET.key, measure, topic: "", ...Period.findWeeks(), ...asked });
  }

  function list(rows, measure) {
    return {
      heads: [say("series"), Phrases.Measure(measure), Words.say("charts.low_end"), Words.say("charts.high_end"), Words.say("charts.articles")],
      names: ["what", measure, `${measure}_low`, `${measure}_high`, "articles"],
      rows: rows.map((row) => [nameOf(row), ...[row.value, row.low, row.high].map((value) => Phrases.cell(measure, value)), row.articles]),
      links: rows.map((row) => link(row, measure)),
    };
  }

  return { show, isShown };
})();
