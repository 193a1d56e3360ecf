"use strict";

// What the reader has chosen. It stands in the address, so that a view can be linked and
// the way back works; controls.js draws it above the charts.

const View = (() => {
  const SHOWN = 8;
  const PERIOD = ["since", "until"];
  // What holds where nothing is chosen; `outlets: null` are the ones with most articles.
  const WHOLE = {
    outlets: null, level: "outlet", language: "", topic: "", since: "", until: "",
    copies: "all", part: "all", grain: "week", measure: "", model: "0",
  };
  const CHOICES = {
    level: ["outlet", "language", "pooled", "balanced"],
    copies: ["all", "once", "without"],
    part: ["all", "headline", "lead", "body", "own", "quoted"],
    grain: ["week", "day"],
  };
  // What gives way, in this order, where a combination was not measured.
  const YIELDS = { grain: "week", part: "all", copies: "all", topic: "", language: "", level: "pooled" };

  let uses = [];
  let preset = { ...WHOLE };
  let chosen = {};
  let state = { ...WHOLE };
  let isFree = false;
  let yielded = [];
  let unknown = [];
  let slots = new Map();
  const listeners = [];
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  // ---- what there is to choose from -----------------------------------------------

  const languages = () => Store.members("language").map((index) => Store.site.members[index].key);
  const outlets = () => Store.members("outlet").map((index) => Store.site.members[index]);
  const isIn = (outlet, language) => !language || outlet.language === language;
  const measures = () => Store.site.models[state.model]?.measures ?? [];
  const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

  // The value as it may stand in the state, or undefined.
  function check(name, values) {
    const [value] = values;
    if (name === "outlets") return checkOutlets(values);
    if (Array.isArray(preset[name])) return values.filter(Boolean);
    if (PERIOD.includes(name)) return value === "" || isDay(value) ? value : undefined;
    const known = {
      ...CHOICES, language: languages(), topic: Store.site.topics, measure: Store.site.models.flatMap((model) => model.measures),
      model: Store.site.models.map((_, index) => String(index)),
    }[name];
    return !known || value === WHOLE[name] || known.includes(value) ? value : undefined;
  }

  function checkOutlets(keys) {
    const known = new Set(outlets().map((outlet) => outlet.key));
    const found = [...new Set(keys)].filter((key) => known.has(key));
    return found.length || keys.every((key) => key === "") ? found : undefined;
  }

  // ---- the address ----------------------------------------------------------------

  const isView = (hash) => hash === "" || hash.includes("=");
  const addressOf = (name) => (name === "outlets" ? "outlet" : name);

  function readAddress() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const found = {};
    unknown = [];
    for (const name of Object.keys(preset)) {
      const given = asked.getAll(addressOf(name));
      const value = given.length ? check(name, given) : undefined;
      if (value !== undefined) found[name] = value;
      if (isUsed(name)) unknown.push(...given.filter((one) => check(name, [one]) === undefined));
    }
    return found;
  }

  // The choices as the part of an address after "#"; what equals `usual` is not written.
  function writeHash(values, usual) {
    const asked = new URLSearchParams();
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined || value === null || same(value, usual[name])) continue;
      if (!Array.isArray(value)) asked.append(addressOf(name), value);
      else for (const one of value.length ? value : [""]) asked.append(addressOf(name), one);
    }
    return asked.toString();
  }

  function sortHash(hash) {
    const asked = new URLSearchParams(hash);
    asked.sort();
    return asked.toString();
  }

  const join = (page, hash) => (hash ? `${page}#${hash}` : page);

  // What a page shows without a choice is known of this page alone, in each language.
  const usualOf = (page) => (page.split("/").at(-1) === `${document.body.dataset.page}.html` ? preset : WHOLE);

  // Links to other pages of the site take the view along.
  function keepLinks(write) {
    for (const link of document.querySelectorAll("a[data-keep]")) {
      const page = link.getAttribute("href").split("#")[0];
      link.href = join(page, write(page));
    }
  }

  // The address says what is shown, also where something gave way.
  function keepAddress() {
    const hash = writeHash(chosen, preset);
    if (sortHash(hash) !== sortHash(location.hash.slice(1))) history.replaceState(null, "", "#" + hash);
    keepLinks((page) => writeHash(chosen, usualOf(page)));
  }

  // ---- state ----------------------------------------------------------------------

  const isUsed = (name) => (name !== "period" && !(name in WHOLE)) || uses.includes(name) || (PERIOD.includes(name) && uses.includes("period"));

  function exists(wish) {
    if (wish.level === "balanced" && wish.language) return false;
    return isFree || Store.has(Number(wish.model), wish.grain, wish.part, wish.copies, wish.topic);
  }

  // Not all combinations are measured. What was asked for last stays and the fewest
  // others give way.
  function settle(wish, fresh) {
    const order = Object.keys(YIELDS);
    let sets = [[]];
    for (const name of order) sets = sets.flatMap((set) => [set, [...set, name]]);
    const cost = (set) => set.reduce((sum, name) => sum + (fresh.includes(name) ? 100 : 10) + order.indexOf(name), 0);
    const reset = (set) => Object.fromEntries(set.map((name) => [name, YIELDS[name]]));
    const found = sets.sort((a, b) => cost(a) - cost(b)).find((set) => exists({ ...wish, ...reset(set) }));
    if (!found) return [wish, []];
    return [{ ...wish, ...reset(found) }, found.filter((name) => wish[name] !== YIELDS[name])];
  }

  function apply(fresh = []) {
    if (chosen.since && chosen.until && chosen.since > chosen.until) {
      [chosen.since, chosen.until] = [chosen.until, chosen.since];
    }
    [state, yielded] = settle({ ...preset, ...listUsed() }, fresh);
    if (state.measure && !measures().includes(state.measure)) {
      if (listUsed().measure) yielded.push("measure");
      state.measure = measures()[0] ?? "";
    }
    for (const name of yielded) chosen[name] = state[name];
    slots = Figures.slots(slots, members());
  }

  function tell() {
    Controls.update();
    for (const listener of listeners) listener(state);
  }

  function set(changes) {
    const before = writeHash(chosen, preset);
    for (const [name, value] of Object.entries(changes)) chosen[name] = value ?? preset[name];
    unknown = [];
    apply(Object.keys(changes));
    const hash = writeHash(chosen, preset);
    if (hash !== before) history.pushState(null, "", "#" + hash);
    keepAddress();
    tell();
  }

  function reset() {
    set(Object.fromEntries(Object.keys(listUsed()).map((name) => [name, preset[name]])));
  }

  const listUsed = () => Object.fromEntries(Object.entries(chosen).filter(([name]) => isUsed(name)));

  function followAddress() {
    // A link to a place on the page is not a view: the view's address comes back.
    if (!isView(location.hash)) return history.replaceState(null, "", "#" + writeHash(chosen, preset));
    chosen = readAddress();
    apply();
    keepAddress();
    tell();
  }

  // ---- what the state means -------------------------------------------------------

  // Keys of the outlets to show: the chosen ones in the language; without a choice those
  // with most articles.
  function shownOutlets() {
    const among = outlets().filter((outlet) => isIn(outlet, state.language)).map((outlet) => outlet.key);
    return state.outlets?.filter((key) => among.includes(key)) ?? among.slice(0, SHOWN);
  }

  function members() {
    if (state.level === "outlet") return shownOutlets().map((key) => Store.find("outlet", key));
    if (state.level !== "balanced" && state.language) return [Store.find("language", state.language)];
    return Store.members(state.level);
  }

  const slice = () => ({
    model: Number(state.model), grain: state.grain, part: state.part, copies: state.copies, topic: state.topic,
  });

  function link(page, changes = {}) {
    const { outlets: keys, ...rest } = chosen;
    const kept = "outlet" in changes ? rest : { outlets: keys, ...rest };
    return join(page, writeHash({ ...kept, ...changes }, usualOf(page)));
  }

  // ---- begin ----------------------------------------------------------------------

  /** `free`: the page needs no series, so that every combination can be shown. */
  function start({ uses: filters = [], defaults = {}, free = false } = {}) {
    uses = filters;
    isFree = free;
    preset = { ...WHOLE, ...defaults };
    chosen = readAddress();
    apply();
    if (isView(location.hash)) keepAddress();
    Controls.draw();
    addEventListener("hashchange", followAddress);
  }

  if (location.hash && isView(location.hash)) keepLinks(() => location.hash.slice(1));

  return {
    start, set, reset, link, members, slice,
    get state() { return state; },
    /** Whether a filter acts on this page. */
    uses: isUsed,
    /** Colour places of the members shown, for `slots` of Figures. */
    slots: () => members().map((member) => slots.get(member)),
    theme: Appearance.theme,
    shownOutlets,
    measures,
    /** What gave way because the combination was not measured. */
    get yielded() { return yielded; },
    /** What the address named that the site has not. */
    get unknown() { return unknown; },
    /** What a filter holds where nothing is chosen on this page. */
    usual: (name) => preset[name],
    isUsual: (name) => same(state[name], preset[name]),
    isUntouched: () => writeHash(listUsed(), preset) === "",
    onChange: (listener) => listeners.push(listener),
  };
})();
