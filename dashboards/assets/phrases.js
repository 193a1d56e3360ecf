"use strict";

// Words and cells that charts of outlets share.

const Phrases = (() => {
  /** A measure in running text, and at the beginning of a sentence. */
  const measure = (name) => Words.say(`common.${name}`);
  const Measure = (name) => Words.say(`measure.${name}`);

  /** A table's cell: the number as it is written, and as it is. */
  const cell = (name, value) => (value === null ? null : { text: Words.value(name, value), value });
  const signed = (value) => cell("balance", value);

  /** The interval of a row, or that there is none. */
  const interval = ({ low, high }, name) => (low === null ? Words.say("charts.no_interval") : Words.interval(name, low, high));

  /** What was found stands above what the chart is. */
  const caption = (found, about) => ({ ...found, caption: [found.sentence, about].filter(Boolean).join(" ") });

  /** As "a, b and c". */
  function join(words) {
    if (words.length < 2) return words.join("");
    return `${words.slice(0, -1).join(", ")} ${Words.say("outlet.and")} ${words.at(-1)}`;
  }

  /** The hue that means a measure; ink where none does. */
  function colour(look, name) {
    const { colours } = Store.site.look.patterns[look.theme];
    return colours[name] ?? colours.ink;
  }

  /** Dots in the hue of a measure: `Figures.dots` for a panel. */
  const dots = (rows, name, options) => (look) => Figures.dots(rows.map((row) => ({ colour: colour(look, name), ...row })), { ...look, ...options });

  return { measure, Measure, cell, signed, interval, caption, join, colour, dots };
})();
