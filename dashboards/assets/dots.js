"use strict";

// Rows of dots: one value each with its interval, in the order given.

const Dots = (() => {
  const { SIGNED, open, fill, escape, shorten } = Drawing;
  const { writeTick } = Hover;

  /** One value a row with its interval, in the order given. Rows are { label, value, low,
      high, alone, isAlone, colour, group, hover, href, reference: { value, low, high } }:
      `alone` is what the model alone gives beside a corrected value, `isAlone` that the
      value is such a one. Options beside those of all figures: `measure`, or `unit` (a
      text) with `zero` (differences, zero in the middle) or `range`; `labels`, so many
      letters of a label have room. */
  function dots(rows, options = {}) {
    const frame = open([], options);
    const { sizes, patterns } = frame;
    const places = placeRows(rows);
    const lines = places.length ? places.at(-1) + 1 : 1;
    const left = findLeft(frame, rows.map((row) => row.label));
    const axis = placeDots(frame, rows);
    const layout = fill(patterns.layout, {
      width: frame.width,
      height: lines * sizes.dotRow + sizes.top + sizes.bottom,
      margin: { l: left, r: sizes.rightDots, t: sizes.top },
      xaxis: { ...axis, showgrid: true, anchor: "y" },
      yaxis: fill(patterns.axes.rows, {
        range: [lines - 0.5, -0.5], tickvals: places, ticktext: rows.map((row) => labelRow(frame, row.label)),
      }),
      annotations: [...noteDots(frame, left, axis, rows.every((row) => row.isAlone)), ...nameGroups(frame, rows, places, left), ...noteValues(frame, rows, places)],
    });
    delete layout.yaxis2;
    return { data: drawDots(frame, rows, places), layout };
  }

  /** The line of each row; a group's name takes one above its first. */
  function placeRows(rows) {
    let line = -1;
    return rows.map((row, place) => {
      line += row.group && row.group !== rows[place - 1]?.group ? 2 : 1;
      return line;
    });
  }

  function findLeft(frame, names) {
    const longest = Math.max(6, ...names.map((name) => [...shorten(name, findLength(frame))].length));
    return Math.ceil(longest * frame.sizes.letter) + 14;
  }

  const findLength = (frame) => frame.labels ?? (frame.narrow ? frame.sizes.labelLengthNarrow : frame.sizes.labelLength);
  const labelRow = (frame, name) => escape(shorten(name, findLength(frame)));

  /** All that rows draw. */
  function listNumbers(rows) {
    const list = ({ value, low, high }) => [value, low, high];
    return rows.flatMap((row) => [...list(row), row.alone, ...list(row.reference ?? {})]).filter(isKnown);
  }

  function placeDots(frame, rows) {
    const { measure, zero, range } = frame;
    const { signed, share } = frame.patterns.axes;
    const reach = Math.max(0.01, ...listNumbers(rows).map(Math.abs));
    if (range) return fill(share, placeTicks(range[0], range[1], writeDifference));
    if (zero || !measure) {
      const top = niceTop(reach);
      return fill(signed, placeTicks(-top, top, writeDifference));
    }
    if (SIGNED.includes(measure)) return fill(signed, { ticktext: signed.tickvals.map((value) => writeTick(measure, value)) });
    const top = Axes.roundUp(Math.max(reach, 0.1), measure === "intensity" ? 2 : 1);
    return fill(share, placeTicks(0, top, (value) => writeTick(measure, value)));
  }

  /** The next of 1, 2, 5 times a power of ten. */
  function niceTop(reach) {
    const power = 10 ** Math.floor(Math.log10(reach));
    return Number(([1, 2, 5, 10].find((size) => reach <= size * power * 1.0001) * power).toFixed(4));
  }

  function placeTicks(low, high, write) {
    const step = [0.01, ...Axes.STEPS].find((size) => (high - low) / size < 6.01) ?? (high - low) / 4;
    const tickvals = [];
    for (let count = Math.ceil(low / step - 1e-9); count * step < high + 1e-9; count++) tickvals.push(Number((count * step).toFixed(3)));
    return { range: [low, high], tickvals, ticktext: tickvals.map(write) };
  }

  const writeDifference = (value) => writeTick("balance", value);

  function noteDots(frame, left, axis, isAlone) {
    const { measure } = frame;
    const unit = frame.unit ?? (measure ? Axes.writeUnit(measure, axis.range[1]) : "");
    const text = isAlone && unit ? Words.say("charts.unit_alone", { unit }) : unit;
    const notes = [fill(frame.patterns.note, { text: escape(text), xshift: 8 - left, yshift: 10 })];
    if (!SIGNED.includes(measure) || frame.zero) return notes;
    return [
      ...notes,
      ...[["low", 0, "left"], ["high", 1, "right"]].map(([end, x, xanchor]) => fill(frame.patterns.note, {
        text: Words.say(`charts.end_${end}_${measure}`), x, xanchor, y: 0, yanchor: "top", yshift: -20,
      })),
    ];
  }

  function nameGroups(frame, rows, places, left) {
    return rows.flatMap(({ group }, place) => (group && group !== rows[place - 1]?.group
      ? [fill(frame.patterns.note, { text: escape(group), yref: "y", y: places[place] - 1, yanchor: "middle", xshift: 8 - left, font: { color: frame.patterns.colours.ink } })]
      : []));
  }

  /** The values in figures at the right. */
  function noteValues(frame, rows, places) {
    return rows.map(({ value }, place) => fill(frame.patterns.note, {
      text: isKnown(value) ? writeNumber(frame, value) : "–",
      x: 1, xanchor: "right", xshift: frame.sizes.rightDots - 8, yref: "y", y: places[place], yanchor: "middle",
      font: { color: frame.patterns.colours.ink },
    }));
  }

  const writeNumber = (frame, value) => (frame.zero || !frame.measure ? Words.difference(value) : Words.value(frame.measure, value));

  function drawDots(frame, rows, places) {
    const { ink } = frame.patterns.colours;
    const known = rows.map((row, place) => ({ ...row, y: places[place], colour: row.colour ?? ink })).filter((row) => isKnown(row.value));
    const banded = known.filter((row) => isKnown(row.reference?.low) && isKnown(row.reference?.high));
    const middles = known.filter((row) => isKnown(row.reference?.value));
    const apart = known.filter((row) => isKnown(row.alone));
    const traces = [
      fill(frame.patterns.reference, {
        base: banded.map((row) => row.reference.low), x: banded.map((row) => row.reference.high - row.reference.low), y: banded.map((row) => row.y),
      }),
      fill(frame.patterns.dot, {
        x: middles.map((row) => row.reference.value), y: middles.map((row) => row.y), hoverinfo: "skip", hovertemplate: "",
        marker: { symbol: "line-ns", size: 14, line: { width: 2, color: frame.patterns.colours.quiet } },
      }),
      ...[...new Set(known.map((row) => row.colour))].map((colour) => drawIntervals(frame, known.filter((row) => row.colour === colour), colour)),
      fill(frame.patterns.dot, {
        x: apart.map((row) => row.alone), y: apart.map((row) => row.y), hoverinfo: "skip", hovertemplate: "",
        marker: { symbol: "circle-open", size: 6, color: apart.map((row) => row.colour) },
      }),
      fill(frame.patterns.dot, {
        x: known.map((row) => row.value), y: known.map((row) => row.y), marker: { color: known.map((row) => row.colour), ...openAlone(known) },
        customdata: known.map((row) => [row.hover ?? "", row.href ?? null]),
      }),
    ];
    return traces.filter((trace) => trace.y.length);
  }

  /** Values of the model alone are hollow. */
  function openAlone(rows) {
    if (!rows.some((row) => row.isAlone)) return {};
    return { symbol: rows.map((row) => (row.isAlone ? "circle-open" : "circle")), line: { width: rows.map((row) => (row.isAlone ? 2 : 0)) } };
  }

  const isKnown = (number) => number !== null && number !== undefined;

  function drawIntervals(frame, rows, colour) {
    const held = rows.filter((row) => isKnown(row.low) && isKnown(row.high));
    return fill(frame.patterns.interval, {
      x: held.flatMap((row) => [row.low, row.high, null]), y: held.flatMap((row) => [row.y, row.y, null]), line: { color: colour },
    });
  }

  return { dots, findLeft, labelRow };
})();
