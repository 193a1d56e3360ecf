"use strict";

// The controls of a view, above the charts: native elements, drawn once, kept in step.

const Controls = (() => {
  const ORDER = ["measure", "level", "outlets", "language", "topic", "period", "part", "copies", "grain", "model"];
  const MEASURES = ["balance", "escalation", "diplomacy", "intensity", "sentiment"];
  const DRAW = { measure: makeMeasure, outlets: Picker.make, period: Period.make, grain: makeRadios };
  const LABELS = {
    measure: "view.measure", level: "view.level", language: "view.language", topic: "view.topic", copies: "view.copies",
    part: "view.part", grain: "view.grain", model: "view.model",
  };
  const NAMES = {
    level: { outlet: "view.outlets", language: "view.languages", pooled: "common.pooled", balanced: "common.balanced" },
    copies: { all: "view.copies_all", once: "view.copies_once", without: "view.copies_without" },
    part: {
      all: "view.part_all", headline: "view.part_headline", lead: "view.part_lead", body: "view.part_body",
      own: "view.part_own", quoted: "view.part_quoted",
    },
    grain: { week: "view.week", day: "view.day" },
  };
  const HELP = {
    level: "view.help_level", topic: "view.help_topic", part: "view.help_part", copies: "view.help_copies", grain: "view.help_grain",
  };
  const NAME = 60;
  const updates = [];

  /** An element with properties and content; texts are text, never markup. */
  function make(tag, properties = {}, ...content) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...content);
    return element;
  }

  /** What to do now and after each change of the view. */
  const onUpdate = (update) => updates.push(update);

  // ---- what there is to choose from -----------------------------------------------

  function listOptions(name) {
    if (name in NAMES) return Object.entries(NAMES[name]).map(([value, key]) => [value, Words.say(key)]);
    if (name === "measure") return MEASURES.filter((measure) => View.measures().includes(measure)).map((measure) => [measure, Words.say(`measure.${measure}`)]);
    if (name === "topic") return [["", Words.say("view.all_topics")], ...Store.site.topics.map((topic) => [topic, topic])];
    if (name === "model") return Store.site.models.map((model, index) => [String(index), model.id]);
    const languages = Store.members("language").map((index) => Store.site.members[index]);
    return [["", Words.say("view.all_languages")], ...languages.map((language) => [language.key, Figures.nameOf(language)])];
  }

  function nameOption(name) {
    return listOptions(name).find(([value]) => value === View.state[name])?.[1] ?? "";
  }

  // ---- kinds of control -----------------------------------------------------------

  function makeSelect(name) {
    const options = listOptions(name);
    if (options.length < 2 || (name === "language" && options.length < 3)) return null;
    const select = make("select", { id: `view-${name}` }, ...options.map(([value, text]) => make("option", { value }, text)));
    select.addEventListener("change", () => View.set({ [name]: select.value }));
    onUpdate(() => { select.value = View.state[name]; });
    return make("label", { className: "field" }, make("span", {}, Words.say(LABELS[name])), select);
  }

  function makeRadios(name, options = listOptions(name)) {
    const buttons = options.map(([value, text]) => {
      const radio = make("input", { type: "radio", name: `view-${name}`, value });
      radio.addEventListener("change", () => View.set({ [name]: value }));
      onUpdate(() => { radio.checked = View.state[name] === value; });
      return make("label", {}, radio, make("span", {}, text));
    });
    return make("fieldset", { className: `field switch ${name}` }, make("legend", {}, Words.say(LABELS[name])), make("div", {}, ...buttons));
  }

  function makeMeasure(name) {
    const options = listOptions(name);
    if (options.length < 2) return null;
    return makeRadios(name, View.usual(name) ? options : [["", Words.say("view.all_measures")], ...options]);
  }

  function makeReset() {
    const button = make("button", { type: "button", id: "view-reset" }, Words.say("view.reset"));
    button.addEventListener("click", View.reset);
    onUpdate(() => { button.disabled = View.isUntouched(); });
    return make("div", { className: "field" }, button);
  }

  // ---- the bar --------------------------------------------------------------------

  function draw() {
    const place = document.getElementById("controls");
    if (!place || !Store.site.members.length) return;
    const fields = ORDER.filter(View.uses).map((name) => (DRAW[name] ?? makeSelect)(name)).filter(Boolean);
    if (!fields.length) return;
    const bar = make("details", { className: "filters" },
      makeSummary(), make("div", { className: "fields" }, ...fields, makeReset()), makeHelp());
    openWhereWide(bar);
    place.replaceChildren(bar, makeNote());
    update();
  }

  // On a narrow screen the controls fold into one line that says what is shown.
  function openWhereWide(bar) {
    const wide = matchMedia("(min-width: 721px)");
    const fold = () => { bar.open = wide.matches; };
    wide.addEventListener("change", fold);
    fold();
  }

  function makeSummary() {
    const said = make("span");
    onUpdate(() => { said.textContent = describe().join(" · "); });
    return make("summary", {}, make("b", {}, Words.say("view.filters")), " ", said);
  }

  function makeHelp() {
    const terms = Object.keys(HELP).filter((name) => View.uses(name) && listOptions(name).length > 1);
    if (!terms.length) return "";
    const said = terms.flatMap((name) => [make("dt", {}, Words.say(LABELS[name])), make("dd", {}, Words.say(HELP[name]))]);
    return make("details", { className: "help" }, make("summary", {}, Words.say("view.help")), make("dl", {}, ...said));
  }

  // What was settled by rule, said when it happens.
  function makeNote() {
    const note = make("p", { id: "view-note", className: "note" });
    note.setAttribute("role", "status");
    onUpdate(() => {
      note.textContent = [sayUnknown(), sayYielded(), sayNone()].filter(Boolean).join(" ");
    });
    return note;
  }

  function sayUnknown() {
    const names = View.unknown.map((name) => Figures.shorten(name, NAME)).join(", ");
    return names && Words.say("view.unknown", { names });
  }

  function sayYielded() {
    const now = View.yielded.map((name) => `${Words.say(LABELS[name])}: ${nameOption(name)}`).join(", ");
    return now && Words.say("view.yielded", { now });
  }

  function sayNone() {
    const { level, outlets, language } = View.state;
    const isNone = View.uses("outlets") && level === "outlet" && language && outlets?.length && !View.shownOutlets().length;
    return isNone ? Words.say("view.none_in_language", { language: nameOption("language") }) : "";
  }

  /** The view in a few words, for narrow screens and paper. */
  function describe() {
    const said = [];
    if (View.state.level !== "outlet") said.push(nameOption("level"));
    else if (View.uses("outlets")) said.push(Words.count(View.shownOutlets().length, "outlet"));
    if (View.uses("period") && (View.state.since || View.state.until)) said.push(Period.describe());
    for (const name of ["language", "topic", "part", "copies"]) {
      if (View.uses(name) && !View.isUsual(name)) said.push(nameOption(name));
    }
    if (View.uses("grain")) said.push(nameOption("grain"));
    return said;
  }

  function update() {
    for (const one of updates) one();
  }

  return { draw, update, make, onUpdate, describe };
})();
