"use strict";

// Texts, numbers and dates as the reader's language writes them: the twin of
// dashboards/wording.py (tests/dashboards/test_wording.py holds both equal). WORDING and
// LANGUAGE come from wording.<language>.js.

const Words = (() => {
  const SHARES = ["escalation", "diplomacy", "intensity"];
  const swap = (text) => (LANGUAGE === "de" ? text.replace(/[.,]/g, (sign) => (sign === "." ? "," : ".")) : text);

  /** The text of a key, plain; `count` chooses between one and other. */
  function say(key, values = {}) {
    let text = WORDING[key];
    if (text === undefined) throw new Error(`no text for ${key}`);
    if (typeof text !== "string") text = values.count === 1 ? text.one : text.other;
    return text.replace(/\{(\w+)\}/g, (_, name) => {
      if (!(name in values)) throw new Error(`${key} needs ${name}`);
      return Number.isInteger(values[name]) ? number(values[name]) : String(values[name]);
    });
  }

  /** As "1,204" or "1.204". */
  function number(whole) {
    return swap(String(whole).replace(/\B(?=(\d{3})+$)/g, ","));
  }

  /** As "1 article", "3 Artikel"; nouns are keys of common. */
  const count = (whole, noun) => say(`common.${noun}`, { count: whole });

  /** As "5 Jan 2026" or "5. Jan. 2026", of milliseconds or of "2026-01-05". */
  function date(day) {
    const found = new Date(day);
    const month = say("common.months").split(" ")[found.getUTCMonth()];
    return `${found.getUTCDate()}${LANGUAGE === "de" ? "." : ""} ${month} ${found.getUTCFullYear()}`;
  }

  /** Two digits; measures of −1 … +1 have a sign. */
  function value(measure, found) {
    let text = Math.abs(found).toFixed(2);
    if (!SHARES.includes(measure) && text !== "0.00") text = (found < 0 ? "−" : "+") + text;
    return swap(text);
  }

  /** Two digits with a sign, whatever the measure. */
  const difference = (found) => value("balance", found);

  /** A share of 0 … 1 as "12 %"; what is not nothing is not written as 0 %, and what is
      not all not as 100 %. */
  function share(found) {
    const percent = (found * 100).toFixed(0);
    if (found > 0 && percent === "0") return "< 1\u00a0%";
    return found < 1 && percent === "100" ? "> 99\u00a0%" : `${percent}\u00a0%`;
  }

  /** As "95 % 0.12 … 0.31". */
  const interval = (measure, low, high) => `95\u00a0% ${value(measure, low)} … ${value(measure, high)}`;

  return { language: LANGUAGE, say, number, count, date, value, difference, share, interval };
})();
