"use strict";

// The site's data: what there is (data/site.js), and series and sentences that a page
// asks for, from scripts beside it that call Store.keep…: a page opened from disk may not
// fetch. Written by dashboards/store/contents.py and slices.py.

const Store = (() => {
  const DAY = 86400000;
  const UNKNOWN = -32768;
  const NO_INTERVAL = -1;
  const SCALE = 10000;
  const COUNTS = ["articles", "stories", "sentences"];
  const MEASURES = ["escalation", "diplomacy", "balance", "intensity", "sentiment"];
  const folder = new URL("../data/", document.currentScript.src);
  const kept = new Map();
  const coming = new Map();
  let site = null;

  // ---- what there is -----------------------------------------------------------------

  /** Indices of the members of a level, or of all; in the order of `site.members`. */
  function members(level) {
    const indices = [...site.members.keys()];
    return level ? indices.filter((index) => site.members[index].level === level) : indices;
  }

  /** The index of a member, -1 where there is none. */
  function find(level, key = "") {
    return site.members.findIndex((member) => member.level === level && member.key === key);
  }

  /** The place of a slice below data/ without its ending; null for an unknown topic. */
  function name({ model = 0, grain = "week", part = "all", copies = "all", topic = "" } = {}) {
    const number = topic ? site.topics.indexOf(topic) + 1 : 0;
    return topic && !number ? null : `${model}/${grain}.${part}.${copies}.${number}`;
  }

  /** Whether there are series of this kind: a topic has no parts, days have few. */
  function has(model, grain, part, copies, topic) {
    return findVersion(name({ model, grain, part, copies, topic })) !== undefined;
  }

  function findVersion(place) {
    const [model, slice] = place ? place.split("/") : [];
    return site.models[model]?.slices[slice];
  }

  /** Outlets bring their names; languages and all outlets have one in each language. */
  function nameMembers() {
    const tongues = new Intl.DisplayNames(Words.language, { type: "language" });
    for (const member of site.members) {
      if (member.level === "outlet") continue;
      member.name = member.level === "language" ? nameLanguage(tongues, member.key) : Words.say(`common.${member.level}`);
      member.label = member.name.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    }
  }

  function nameLanguage(tongues, key) {
    try { return tongues.of(key); } catch { return key || "–"; }
  }

  // ---- fetching what is asked for ------------------------------------------------------

  /** Promise of a slice. Rejects, and tells the reader, where there is none. */
  async function load(asked = {}) {
    const place = name(asked);
    if (!window.DecompressionStream) throw report(place, "store.old_browser");
    const packed = await read(place, findVersion(place));
    if (packed.outline !== site.outline) throw report(place);
    packed.slice ??= makeSlice(packed, asked.model ?? 0, asked.grain ?? "week", asked.copies ?? "all");
    return packed.slice;
  }

  /** Promise of what `Store.keepEvidence` got for an outlet's slug and a month
      ("2026-09"); null where the site has nothing for it. */
  async function evidence(slug, month) {
    const version = site.evidence?.[slug]?.[month];
    return version === undefined ? null : read(`evidence/${slug}.${month}`, version);
  }

  function read(place, version) {
    if (version === undefined) return Promise.reject(report(place ?? "?"));
    if (!coming.has(place)) {
      coming.set(place, fetchScript(place, version));
      // What failed may be asked for again.
      coming.get(place).catch(() => coming.delete(place));
    }
    return coming.get(place);
  }

  function fetchScript(place, version) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(`${place}.js?v=${version}`, folder);
      script.addEventListener("load", () => {
        script.remove();
        if (kept.has(place)) resolve(kept.get(place));
        else reject(report(place));
      });
      script.addEventListener("error", () => { script.remove(); reject(report(place)); });
      document.head.append(script);
    });
  }

  /** An error that the reader sees too: on top of the page, once for each file. */
  function report(place, key = "store.missing_file") {
    const file = `data/${place}.js`;
    const text = Words.say(key, { file });
    const id = `${key} ${file}`;
    if (!document.getElementById(id)) {
      const note = document.createElement("p");
      note.id = id;
      note.className = "error";
      note.setAttribute("role", "alert");
      note.textContent = text;
      (document.querySelector("main") ?? document.body).prepend(note);
    }
    return new Error(text);
  }

  addEventListener("DOMContentLoaded", () => { if (!site) report("site"); });

  // ---- unpacking (dashboards/store/slices.py says how it was packed) --------------------------

  /** Promise of the bytes that `deflate` of dashboards/store/slices.py packed into a text. */
  async function inflate(text) {
    const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /** Reads column after column; of each, all lowest bytes stand first. */
  function makeReader(bytes, start, count) {
    let place = start;
    return (width) => {
      const numbers = new Int32Array(count);
      for (let plane = 0; plane < width; plane++, place += count) {
        for (let index = 0; index < count; index++) numbers[index] |= bytes[place + index] << (8 * plane);
      }
      return numbers;
    };
  }

  /** Values, lows and highs in ten-thousandths, from values and reaches. */
  function readMeasure(read) {
    const wrap = (number) => (number << 16) >> 16;
    const [values, downs, turns] = [read(2), read(2), read(2)].map((column) => column.map(wrap));
    const bare = (index) => downs[index] === NO_INTERVAL;
    return {
      values,
      lows: values.map((value, index) => (bare(index) ? UNKNOWN : value - downs[index])),
      highs: values.map((value, index) => (bare(index) ? UNKNOWN : value + downs[index] + turns[index])),
    };
  }

  async function makeSlice(packed, model, grain, copies) {
    const step = grain === "week" ? 7 : 1;
    const periods = grain === "week" ? site.weeks : site.days;
    const cells = site.members.length * periods;
    const bytes = await inflate(packed.numbers);
    const isKnown = (cell) => (bytes[cell >> 3] >> (7 - (cell & 7))) & 1;
    const starts = [0];
    for (let member = 0, count = 0; member < site.members.length; member++) {
      for (let cell = member * periods; cell < (member + 1) * periods; cell++) count += isKnown(cell);
      starts.push(count);
    }
    const read = makeReader(bytes, Math.ceil(cells / 8), starts.at(-1));
    const counts = Object.fromEntries(COUNTS.map((name) => [name, read(4)]));
    const measures = Object.fromEntries(packed.measures.map((name) => [name, readMeasure(read)]));
    const made = new Map();

    /** A number for each period of the member, `empty` where the slice has none. */
    function spread(member, numbers, empty, write) {
      const dense = new Array(periods).fill(empty);
      for (let period = 0, next = starts[member]; period < periods; period++) {
        if (isKnown(member * periods + period)) dense[period] = write(numbers[next++]);
      }
      return dense;
    }

    const count = (member, name) => spread(member, counts[name], 0, (number) => number);

    function measured(member, name) {
      const write = (number) => (number === UNKNOWN ? null : number / SCALE);
      return Object.fromEntries(["values", "lows", "highs"].map((kind) => [
        kind,
        measures[name] ? spread(member, measures[name][kind], null, write) : new Array(periods).fill(null),
      ]));
    }

    /** Gold corrects the balance where it corrects both its parts, even to unknown. */
    function isCorrected(member, name) {
      if (name === "balance") return isCorrected(member, "escalation") && isCorrected(member, "diplomacy");
      const found = measures[`${name}_corrected`];
      return Boolean(found) && found.values.subarray(starts[member], starts[member + 1]).some((value) => value !== UNKNOWN);
    }

    function measure(member, name) {
      const alone = measured(member, name);
      return isCorrected(member, name) ? { ...measured(member, `${name}_corrected`), alone } : alone;
    }

    function make(member) {
      const articles = count(member, "articles");
      const { statuses, daysMissing } = findCollection(model, member, grain, articles);
      return trim({
        member,
        level: site.members[member].level,
        key: site.members[member].key,
        name: site.members[member].name,
        label: site.members[member].label,
        copies,
        corrections: site.models[model].corrections?.[member] ?? {},
        first: site.first,
        step,
        statuses,
        articles,
        stories: count(member, "stories"),
        sentences: count(member, "sentences"),
        ...(daysMissing ? { daysMissing } : {}),
        measures: Object.fromEntries(MEASURES.map((name) => [name, measure(member, name)])),
      });
    }

    /** The series of a member from its first period to its last; null where it has none. */
    function series(member) {
      if (!site.members[member]) return null;
      if (!made.has(member)) made.set(member, make(member));
      return made.get(member);
    }

    return { model, grain, step, series };
  }

  /** Statuses in the slice: a complete period without an article of it has none. An
      outlet's own; of a language or all outlets alike those of all together. */
  function findCollection(model, member, grain, articles) {
    const whose = site.members[member].level === "outlet" ? member : find("pooled");
    const found = site.models[model].collection[whose];
    const letters = found?.[grain] ?? ".".repeat(articles.length);
    const statuses = [...letters].map((letter, period) => {
      if (!articles[period]) return letter === "c" ? "n" : letter;
      return letter === "p" ? "p" : "c";
    });
    return { statuses: statuses.join(""), daysMissing: grain === "week" ? found?.daysMissing : undefined };
  }

  // ---- cutting -------------------------------------------------------------------------

  function trim(series) {
    const start = series.statuses.search(/[^.]/);
    const end = series.statuses.replace(/\.+$/, "").length;
    return start < 0 ? null : slice(series, start, end);
  }

  /** The periods that lie in or touch the days from `since` to `until` ("2026-01-05",
      both included, either may be null); null where there is none. */
  function cut(series, since, until) {
    if (!series) return null;
    const first = Date.parse(series.first);
    const length = series.statuses.length;
    const place = (day) => Math.floor((Date.parse(day) - first) / DAY / series.step);
    const start = since ? Math.max(place(since), 0) : 0;
    const end = until ? Math.min(place(until) + 1, length) : length;
    return start < end ? slice(series, start, end) : null;
  }

  function slice(series, start, end) {
    const part = (list) => list.slice(start, end);
    const parts = (found) => ({
      values: part(found.values),
      lows: part(found.lows),
      highs: part(found.highs),
      ...(found.alone ? { alone: parts(found.alone) } : {}),
    });
    const first = new Date(Date.parse(series.first) + start * series.step * DAY);
    return {
      ...series,
      first: first.toISOString().slice(0, 10),
      statuses: part(series.statuses),
      articles: part(series.articles),
      stories: part(series.stories),
      sentences: part(series.sentences),
      ...(series.daysMissing ? { daysMissing: part(series.daysMissing) } : {}),
      measures: Object.fromEntries(MEASURES.map((name) => [name, parts(series.measures[name])])),
    };
  }

  return {
    get site() { return site; },
    members,
    find,
    has,
    load,
    evidence,
    cut,
    inflate,
    keepSite(content) { site = content; nameMembers(); },
    keepSlice(content) { kept.set(content.name, content); },
    keepEvidence(content) { kept.set(`evidence/${content.slug}.${content.month}`, content); },
  };
})();
