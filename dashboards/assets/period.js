"use strict";

// The control of a view's period: from one day to another, or one of a few stretches that
// end with the newest data.

const Period = (() => {
  const DAY = 86400000;
  const STRETCHES = { 4: "view.weeks_4", 12: "view.weeks_12", 52: "view.weeks_52" };
  const write = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 10);
  const lastDay = () => Date.parse(Store.site.first) + (Store.site.days - 1) * DAY;
  const findSince = (weeks) => write(lastDay() + DAY - weeks * 7 * DAY);

  function make() {
    if (!Store.site.days) return null;
    return Controls.make("fieldset", { className: "field period" },
      Controls.make("legend", {}, Words.say("view.period")),
      Controls.make("div", {}, makeStretches(), makeDate("since", "view.since"), makeDate("until", "view.until")));
  }

  function makeStretches() {
    const fitting = Object.keys(STRETCHES).filter((weeks) => weeks < Store.site.weeks);
    const options = [["", Words.say("view.whole_period")], ...fitting.map((weeks) => [weeks, Words.say(STRETCHES[weeks])])];
    const select = Controls.make("select", { id: "view-stretch", ariaLabel: Words.say("view.stretch") },
      ...options.map(([value, text]) => Controls.make("option", { value }, text)),
      Controls.make("option", { value: "own", disabled: true }, Words.say("view.own_dates")));
    select.addEventListener("change", () => View.set({ since: select.value && findSince(select.value), until: "" }));
    Controls.onUpdate(() => {
      const { since, until } = View.state;
      const weeks = fitting.find((one) => since === findSince(one) && !until);
      select.value = since || until ? weeks ?? "own" : "";
    });
    return select;
  }

  function makeDate(name, label) {
    const input = Controls.make("input", { type: "date", id: `view-${name}`, min: Store.site.first, max: write(lastDay()) });
    input.addEventListener("change", () => View.set({ [name]: input.value }));
    Controls.onUpdate(() => { input.value = View.state[name]; });
    return Controls.make("label", {}, Controls.make("span", {}, Words.say(label)), input);
  }

  /** As "5 Jan 2026 – 30 Mar 2026". */
  function describe() {
    const { since, until } = View.state;
    return `${Words.date(since || Store.site.first)} – ${Words.date(until || lastDay())}`;
  }

  /** First and last day of the weeks that the period touches. */
  function findWeeks() {
    const { since, until } = View.state;
    const first = Date.parse(Store.site.first);
    const startWeek = (day) => first + Math.floor((day - first) / (7 * DAY)) * 7 * DAY;
    return {
      since: write(startWeek(since ? Date.parse(since) : first)),
      until: write(startWeek(until ? Date.parse(until) : lastDay()) + 6 * DAY),
    };
  }

  return { make, describe, findWeeks };
})();
