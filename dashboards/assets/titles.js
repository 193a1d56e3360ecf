"use strict";

// What a chart of series shows, in words computed from what is shown: its finding, the
// numbers behind it, and a sentence for readers who do not see it.

const Titles = (() => {
  const DAY = 86400000;
  const LENGTH = 60;
  const NAMED = 8;
  const TURNED = ["balance", "sentiment"];
  // How many errors of their difference the extremes of so many lines lie apart by chance
  // in 5 % of cases: the studentized range at infinite degrees of freedom, by √2.
  const APART = [
    [2, 1.96], [3, 2.344], [4, 2.569], [5, 2.728], [6, 2.85], [8, 3.031], [10, 3.164], [15, 3.391], [20, 3.544],
    [30, 3.749], [40, 3.888], [60, 4.076], [100, 4.302], [200, 4.593], [500, 4.954],
  ];

  /** `{ title, detail, sentence }` of a measure. `changes` are changes of level as in
      Store.site, of which those count that shown series have within their time. */
  function find(series, measure, changes = []) {
    const means = series.flatMap((one) => findMean(one, measure));
    if (!means.length) return describeNothing(series, measure);
    const found = chooseChanges(series, measure, changes);
    const [title, detail] = found.length ? describeChange(series, found) : describeMeans(means, measure);
    return { title, detail, sentence: describeLines(means, series, measure) };
  }

  // ---- means -------------------------------------------------------------------------

  function findMean(series, measure) {
    const mean = Pooled.over(series, measure);
    return mean ? [{ ...mean, series, isCorrected: Boolean(series.measures[measure].alone) }] : [];
  }

  /** Whether the extremes of so many means differ by more than such extremes do by chance. */
  function isApart(one, other, count) {
    if (one.error === null || other.error === null) return false;
    return Math.abs(one.value - other.value) > findLimit(count) * Math.hypot(one.error, other.error);
  }

  function findLimit(count) {
    const place = APART.findIndex(([most]) => count <= most);
    if (place < 0) return APART.at(-1)[1];
    if (!place) return APART[0][1];
    const [[low, from], [high, to]] = [APART[place - 1], APART[place]];
    return from + ((to - from) * Math.log(count / low)) / Math.log(high / low);
  }

  // ---- changes -----------------------------------------------------------------------

  function chooseChanges(series, measure, changes) {
    const shown = new Map(series.map((one) => [one.member, one]));
    return changes
      .filter((change) => change.measure === measure && shown.has(change.member) && lies(change, shown.get(change.member)))
      .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  }

  const endOf = (series) => Figures.startOf(series, series.statuses.length) - DAY;
  const lies = ({ week }, series) => Date.parse(week) > Date.parse(series.first) && Date.parse(week) <= endOf(series);

  function describeChange(series, [largest, ...others]) {
    const { measure, member, before, after, week, low, high } = largest;
    const way = after > before ? "up" : "down";
    const title = Words.say(TURNED.includes(measure) ? `titles.${way}_${measure}` : `titles.${way}`, {
      name: nameOf(series.find((one) => one.member === member)), date: Words.date(week), measure: Words.say(`common.${measure}`),
    });
    const jump = Words.say("titles.jump", {
      before: Words.value(measure, before), after: Words.value(measure, after), low: Words.date(low), high: Words.date(high),
    });
    return [title, others.length ? `${jump} ${Words.say("titles.more", { count: others.length })}` : jump];
  }

  // ---- words -------------------------------------------------------------------------

  function nameOf(series) {
    const signs = [...Figures.nameOf(series)];
    return signs.length <= LENGTH ? signs.join("") : signs.slice(0, LENGTH - 1).join("").trimEnd() + "…";
  }

  function describeMeans(means, measure) {
    const compared = Pooled.chooseComparable(means);
    const ordered = compared.toSorted((a, b) => a.value - b.value);
    const [lowest, highest] = [ordered[0], ordered.at(-1)];
    const title = ordered.length > 1 ? compareEnds(lowest, highest, measure, ordered.length) : Words.say("titles.single", {
      name: nameOf(lowest.series), measure: Words.say(`common.${measure}`), value: Words.value(measure, lowest.value),
    });
    const articles = Words.count(compared.reduce((sum, mean) => sum + mean.articles, 0), "article");
    const span = Words.say(findSpanKey(lowest.series), { ...writeSpan(compared.map((mean) => mean.series)), articles });
    const left = means.length - compared.length;
    const detail = [span, ...(left ? [Words.say("titles.left_out", { count: left })] : []), ...describeUneven(compared)];
    return [title, detail.join(" ")];
  }

  /** Where compared means are not over as many periods, a sentence that says so. */
  function describeUneven(means) {
    const periods = means.map((mean) => mean.periods);
    const [least, most] = [Math.min(...periods), Math.max(...periods)];
    return periods.length && least < most ? [Words.say("titles.uneven", { least, most })] : [];
  }

  function findSpanKey({ level, copies }) {
    if (level === "balanced") return "titles.span_periods";
    return copies === "once" ? "titles.span_stories" : "titles.span_articles";
  }

  function compareEnds(lowest, highest, measure, count) {
    const [low, high] = [lowest, highest].map((mean) => Words.value(measure, mean.value));
    if (!isApart(lowest, highest, count)) return Words.say("titles.close", { measure: Words.say(`common.${measure}`), low, high });
    return Words.say("titles.spread", {
      measure: Words.say(`measure.${measure}`), low, lowest: nameOf(lowest.series), high, highest: nameOf(highest.series),
    });
  }

  function describeLines(means, series, measure) {
    const said = means.slice(0, NAMED).map((mean) => Words.say("titles.mean", { name: nameOf(mean.series), value: Words.value(measure, mean.value) }));
    if (means.length > NAMED) said.push(Words.say("titles.and_more", { count: means.length - NAMED }));
    const key = series[0].step > 1 ? "titles.describe_week" : "titles.describe_day";
    return Words.say(key, { measure: Words.say(`common.${measure}`), ...writeSpan(series), means: said.join(", ") });
  }

  function describeNothing(series, measure) {
    const isMissing = series.length > 0 && series.every((one) => /^[m.]*$/.test(one.statuses));
    const title = isMissing ? Words.say("titles.missing") : Words.say("titles.nothing", { measure: Words.say(`common.${measure}`) });
    const isUnknown = measure === "balance" && series.some((one) => Pooled.isFramed(one));
    return { title, detail: isUnknown ? Words.say("titles.not_above") : "", sentence: title };
  }

  function writeSpan(series) {
    return {
      since: Words.date(Math.min(...series.map((one) => Date.parse(one.first)))), until: Words.date(Math.max(...series.map(endOf))),
    };
  }

  return { find, findMean, findLimit, describeUneven };
})();
