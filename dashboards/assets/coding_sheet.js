"use strict";

// The coding sheet, written as dashboards/coding/sheets.py and read as analysis/sources/codes.py.

const UNGUARDED = /((?:^|[,;\t\r\n])[" \t\r\n]*)(?='*[=+\-@＝＋－＠])/g;
const GUARDED = /((?:^|[,;\t\r\n])[" \t\r\n]*)'(?='*[=+\-@＝＋－＠])/g;
// What people and spreadsheets write for yes and no.
const YES = ["1", "yes", "y", "ja", "j", "true", "wahr", "x"];
const NO = ["0", "no", "n", "nein", "false", "falsch"];
const SENTIMENTS = {
  negative: ["negative", "negativ", "neg", "-1"],
  neutral: ["neutral", "0"],
  positive: ["positive", "positiv", "pos", "1", "+1"],
};

function guardCell(cell) {
  return cell.replace(UNGUARDED, "$1'");
}

function unguardCell(cell) {
  return cell.replace(GUARDED, "$1");
}

function renderSheet(columns, rows) {
  const quote = (cell) => `"${String(cell).replaceAll('"', '""')}"`;
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return "\ufeff" + lines.map((line) => line.map(quote).join(",") + "\r\n").join("");
}

// Spreadsheets in the West write windows-1252 where they do not write UTF-8.
function decodeSheet(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

// Rows as objects by column, whichever of , ; and tab parts the cells. Excel may name
// it in a line before the header.
function parseSheet(text) {
  const clean = text.replace(/^\ufeff?(?:sep=[^\r\n]*(?:\r\n|\r|\n))?/i, "");
  const head = clean.split(/[\r\n]/, 1)[0];
  const separator = [",", ";", "\t"].reduce((best, sign) =>
    head.split(sign).length > head.split(best).length ? sign : best);
  const [names, ...lines] = splitCells(clean, separator);
  return {
    columns: names,
    rows: lines
      .filter((line) => line.some((cell) => cell))
      .map((line) => Object.fromEntries(names.map((name, i) => [name, line[i] ?? ""]))),
  };
}

function splitCells(text, separator) {
  const lines = [[]];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      const end = findClosingQuote(text, at);
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    }
    const start = at;
    while (at < text.length && text[at] !== separator && !"\r\n".includes(text[at])) at++;
    lines.at(-1).push(cell + text.slice(start, at));
    if (text[at] === separator) {
      at++;
      if (at === text.length) lines.at(-1).push("");
    } else {
      while (at < text.length && "\r\n".includes(text[at])) at++;
      if (at < text.length) lines.push([]);
    }
  }
  return lines;
}

function findClosingQuote(text, start) {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end === -1 ? text.length : end;
}

// A cell as the lists above spell it: "Ja " → "ja", "−1,0" → "-1".
function foldCell(cell) {
  return cell.trim().toLowerCase().replaceAll("−", "-").replace(/^([+-]?\d+)[.,]0+$/, "$1");
}

// "1", "0" or "" for a cell of yes and no; null where it is neither.
function readYesNo(cell) {
  const word = foldCell(cell);
  if (!word) return "";
  if (YES.includes(word)) return "1";
  return NO.includes(word) ? "0" : null;
}

function readSentiment(cell) {
  const word = foldCell(cell);
  if (!word) return "";
  return Object.keys(SENTIMENTS).find((name) => SENTIMENTS[name].includes(word)) ?? null;
}
