"use strict";

// Whom or what the reader sets beside each other: in the address as a and b ("outlet:KEY",
// "language:de", "pooled:", "balanced:"), or as the models x and y of one member a.

const PairChoice = (() => {
  const LEVELS = ["outlet", "language", "pooled", "balanced"];
  const GROUPS = { outlet: ["outlet"], language: ["language"], all: ["pooled", "balanced"] };
  const NAME_LENGTH = 60;
  /** What the address has beside the view's own filters. */
  const DEFAULTS = { measure: "escalation", mode: "outlets", a: "", b: "", x: "", y: "" };

  const memberOf = (index) => Store.site.members[index];
  const idOf = ({ level, key }) => `${level}:${key}`;
  const nameOf = (series) => Figures.shorten(Figures.nameOf(series), NAME_LENGTH);
  /** A name within a sentence: what is no outlet stands in quotation marks. */
  function sayName(index) {
    const name = nameOf(memberOf(index));
    return memberOf(index).level === "outlet" ? name : Words.say("compare.whole", { name });
  }

  const isModels = () => View.state.mode === "models";

  // ---- who it is ---------------------------------------------------------------------

  /** The two members' indices: as the address says, else the outlets of the view, else
      those with most articles; a lone outlet is compared with all articles. */
  function members() {
    const asked = new URLSearchParams(location.hash.slice(1)).getAll("outlet").map((key) => Store.find("outlet", key));
    const usual = [...asked, ...Store.members("outlet"), Store.find("pooled")].filter((index) => index >= 0);
    const chosen = [View.state.a, View.state.b].map((id) => (id ? find(id) : -1));
    const one = chosen[0] >= 0 ? chosen[0] : usual.find((index) => index !== chosen[1]);
    return [one, chosen[1] >= 0 ? chosen[1] : usual.find((index) => index !== one)];
  }

  function find(id) {
    const at = id.indexOf(":");
    const level = id.slice(0, at);
    return LEVELS.includes(level) ? Store.find(level, id.slice(at + 1)) : Store.find("outlet", id);
  }

  /** The two models' numbers: as the address says, else the one in use and the next. */
  function models() {
    const [x, y] = [View.state.x, View.state.y].map((id) => Store.site.models.findIndex((model) => model.id === id));
    const one = x >= 0 ? x : y === 0 ? 1 : 0;
    return [one, y >= 0 ? y : one === 0 ? 1 : 0];
  }

  /** Whether the articles of the one are among those of the other. */
  function isWithin() {
    const [one, other] = members().map(memberOf).sort((x, y) => LEVELS.indexOf(x.level) - LEVELS.indexOf(y.level));
    if (one === other) return false;
    if (other.level === "language") return one.level === "outlet" && one.language === other.key;
    return LEVELS.indexOf(other.level) > 1;
  }

  // ---- the controls ------------------------------------------------------------------

  /** The choice of mode and of the two, kept in step with the address. */
  function draw(place) {
    const { make } = Controls;
    const tabs = make("nav", { className: "tabs" }, ...["outlets", "models"].map(makeTab));
    tabs.setAttribute("aria-label", Words.say("compare.what"));
    const [first, second] = [Words.say("compare.first"), Words.say("compare.second")];
    const whose = Words.say("compare.whose");
    const fields = isModels()
      ? [makeSelect("a", whose, listMembers), makeSelect("x", first, listModels), makeSelect("y", second, listModels)]
      : [makeSelect("a", first, listMembers), makeSelect("b", second, listMembers)];
    place.replaceChildren(tabs, ...fields, makeSwap());
  }

  function makeTab(mode) {
    const tab = Controls.make("a", {}, Words.say(`compare.mode_${mode}`));
    if (View.state.mode === mode) tab.setAttribute("aria-current", "true");
    follow(() => { tab.href = View.link("compare.html", { mode }); });
    return tab;
  }

  function makeSelect(name, label, list) {
    const select = Controls.make("select", { id: `compare-${name}` }, ...list());
    select.addEventListener("change", () => View.set({ [name]: select.value }));
    follow(() => { select.value = chosen()[name]; });
    return Controls.make("label", { className: "field" }, Controls.make("span", {}, label), select);
  }

  function makeSwap() {
    const swap = Controls.make("button", { type: "button" }, Words.say("compare.swap"));
    swap.addEventListener("click", () => {
      const { a, b, x, y } = chosen();
      View.set(isModels() ? { x: y, y: x } : { a: b, b: a });
    });
    return Controls.make("div", { className: "field" }, swap);
  }

  function follow(update) {
    update();
    Controls.onUpdate(update);
  }

  function chosen() {
    const [a, b] = members().map((index) => idOf(memberOf(index)));
    const [x, y] = models().map((number) => Store.site.models[number]?.id);
    return { a, b, x, y };
  }

  function listMembers() {
    return Object.entries(GROUPS).flatMap(([group, levels]) => {
      const options = levels.flatMap((level) => Store.members(level)).map(memberOf);
      if (!options.length) return [];
      return [Controls.make("optgroup", { label: Words.say(`compare.group_${group}`) },
        ...options.map((member) => Controls.make("option", { value: idOf(member) }, nameOf(member))))];
    });
  }

  const listModels = () => Store.site.models.map(({ id }) => Controls.make("option", { value: id }, id));

  return { DEFAULTS, members, models, memberOf, idOf, sayName, isModels, isWithin, draw };
})();
