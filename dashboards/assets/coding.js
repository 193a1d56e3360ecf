"use strict";

// Shows one sentence at a time, keeps every answer at once, and hands them over as a sheet.

const find = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
const { sample, columns, items } = JSON.parse(find("data").textContent);
const QUESTIONS = ["escalation", "diplomacy", "sentiment"];
const UNANSWERED = { escalation: "", diplomacy: "", sentiment: "", unsure: false, note: "" };
const PLACE = `detente/${sample}`;
const state = { coder: null, language: "en", at: 0, answers: {}, unexported: false };

// ---- words -------------------------------------------------------------------------

function say(key, values = {}) {
  return WORDS[state.language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function speak(language) {
  state.language = language;
  document.documentElement.lang = language;
  for (const element of all("[data-say]")) element.textContent = say(element.dataset.say, { all: items.length });
  for (const element of all("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  for (const element of all("[data-language]")) element.setAttribute("aria-pressed", element.dataset.language === language);
  for (const element of all(".codebook")) element.hidden = element.lang !== language;
  find("help").querySelector("tbody").replaceChildren(...sayKeys());
  tell("");
  if (state.coder) show();
}

function sayKeys() {
  return WORDS[state.language].help.map(([keys, does]) => {
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = keys;
    const cell = document.createElement("td");
    cell.textContent = does;
    row.append(head, cell);
    return row;
  });
}

function tell(text) {
  find("message").textContent = text;
}

// ---- keeping -----------------------------------------------------------------------

// What a browser that keeps nothing has until the page is closed.
const memory = {};
// The keys whose newest value only memory has: the storage is full, or closed.
const unkept = new Set();

function read(key) {
  if (unkept.has(key)) return JSON.parse(memory[key]);
  try {
    return JSON.parse(localStorage.getItem(key) ?? memory[key] ?? null);
  } catch {
    return JSON.parse(memory[key] ?? null);
  }
}

function keep(key, value) {
  memory[key] = JSON.stringify(value);
  try {
    localStorage.setItem(key, memory[key]);
    unkept.delete(key);
  } catch {
    unkept.add(key);
  }
  find("storage").hidden = !unkept.size;
}

const placeOf = (coder) => `${PLACE}/${coder}`;

function keepAll() {
  const { at, answers, unexported } = state;
  keep(placeOf(state.coder), { at, answers, unexported });
}

function recall() {
  const kept = read(placeOf(state.coder)) ?? {};
  state.answers = kept.answers ?? {};
  state.unexported = kept.unexported ?? false;
  return kept.at ?? 0;
}

// ---- answers -----------------------------------------------------------------------

const answerTo = (item) => state.answers[item.item] ?? UNANSWERED;
const here = () => answerTo(items[state.at]);
const missing = (answer) => QUESTIONS.filter((question) => !answer[question]);
const isCoded = (item) => !missing(answerTo(item)).length;
const isInPart = (item) => [1, 2].includes(missing(answerTo(item)).length);
const countOpen = () => items.filter((item) => !isCoded(item)).length;

function change(part) {
  state.answers[items[state.at].item] = { ...here(), ...part };
  state.unexported = true;
  keepAll();
  tell("");
  show();
}

// The same answer again takes it back.
function choose(question, answer) {
  change({ [question]: here()[question] === answer ? "" : answer });
}

function toggle(question) {
  change({ [question]: here()[question] === "1" ? "0" : "1" });
}

// ---- showing -----------------------------------------------------------------------

function show() {
  const item = items[state.at];
  const answer = answerTo(item);
  const sentence = find("sentence");
  if (sentence.textContent !== item.text) sentence.textContent = item.text;
  sentence.lang = item.language;
  find("jump").value = state.at + 1;
  if (find("note").value !== answer.note) find("note").value = answer.note;
  for (const button of all("[data-question]")) {
    press(button, answer[button.dataset.question] === button.dataset.answer);
  }
  press(find("unsure"), answer.unsure);
  showState(missing(answer));
  showProgress();
}

function press(button, isPressed) {
  button.setAttribute("aria-pressed", isPressed);
}

function showState(open) {
  const words = open.map((question) => say(question)).join(", ");
  find("state").textContent = open.length ? say("stateOpen", { missing: words }) : say("stateCoded");
  find("state").classList.toggle("done", !open.length);
}

function showProgress() {
  const coded = items.length - countOpen();
  const unsure = items.filter((item) => answerTo(item).unsure).length;
  find("bar").value = coded;
  const counts = [say("counts", { coded, all: items.length })];
  if (unsure) counts.push(say("unsureCount", { unsure }));
  find("counts").textContent = counts.join(" · ");
  find("unexported").textContent = state.unexported ? say("unexported") : "";
}

// ---- moving ------------------------------------------------------------------------

function go(place) {
  state.at = Math.min(Math.max(place, 0), items.length - 1);
  keepAll();
  show();
  find("place").scrollIntoView({ block: "nearest" });
}

function goNext() {
  tell("");
  if (state.at + 1 < items.length) return go(state.at + 1);
  const open = countOpen();
  tell(open ? say("last", { open }) : say("allCoded", { all: items.length }));
}

function goBack() {
  tell(state.at ? "" : say("first"));
  go(state.at - 1);
}

function goOpen() {
  const order = items.map((_, i) => (state.at + 1 + i) % items.length);
  const place = order.find((index) => !isCoded(items[index]));
  if (place === undefined) return tell(say("allCoded", { all: items.length }));
  tell("");
  go(place);
}

// ---- files -------------------------------------------------------------------------

function makeRows() {
  return items.map((item) => {
    const { escalation, diplomacy, sentiment, unsure, note } = answerTo(item);
    return {
      sample_id: sample,
      item: item.item,
      text_hash: item.hash,
      language: item.language,
      text: guardCell(item.text),
      escalation,
      diplomacy,
      sentiment,
      sure: unsure ? "0" : isCoded(item) ? "1" : "",
      note: guardCell(note),
      coder: guardCell(state.coder),
    };
  });
}

function exportSheet() {
  const file = `${sample}-${state.coder.replace(/[^\p{L}\p{N}._-]+/gu, "_")}.csv`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([renderSheet(columns, makeRows())], { type: "text/csv" }));
  link.download = file;
  link.click();
  // A browser that saves late still needs it for a moment.
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  state.unexported = false;
  keepAll();
  show();
  const count = items.filter(isInPart).length;
  tell([say("exported", { file }), ...(count ? [say("inPart", { count })] : [])].join(" "));
}

async function importSheet(file) {
  const sheet = parseSheet(decodeSheet(await file.arrayBuffer()));
  const complaint = findFault(sheet, file.name);
  if (complaint) return tell(complaint);
  const found = readAnswers(sheet.rows);
  const differs = (item) => Object.entries(found[item.item]).some(([part, value]) => answerTo(item)[part] && answerTo(item)[part] !== value);
  const given = items.filter((item) => found[item.item]);
  const conflicts = given.filter(differs);
  const isTaken = !conflicts.length || confirm(say("conflict", { count: conflicts.length, file: file.name }));
  const taken = isTaken ? given : given.filter((item) => !conflicts.includes(item));
  for (const item of taken) state.answers[item.item] = { ...answerTo(item), ...found[item.item] };
  state.unexported ||= taken.length > 0;
  keepAll();
  show();
  tell(say("imported", { count: taken.length, file: file.name }));
}

// Why a sheet cannot be taken over, or nothing.
function findFault({ columns: given, rows }, file) {
  const column = columns.find((name) => !given.includes(name));
  if (column) return say("noSheet", { file, column });
  const stranger = rows.find((row) => row.sample_id !== sample);
  if (stranger) return say("otherSample", { file, found: stranger.sample_id, sample });
  const other = rows.map((row) => cleanName(unguardCell(row.coder))).find((name) => name && name !== state.coder);
  if (other) return say("otherCoder", { file, found: other });
  for (const row of rows) {
    for (const name of [...QUESTIONS, "sure"]) {
      if (readAnswer(name, row[name]) === null) return say("badCell", { file, value: row[name], column: name, item: row.item });
    }
  }
  return "";
}

function readAnswer(column, cell) {
  return column === "sentiment" ? readSentiment(cell) : readYesNo(cell);
}

// The answers by item, of rows in which anything is answered.
function readAnswers(rows) {
  const answers = rows.map((row) => [Number.parseInt(row.item), readParts(row)]);
  return Object.fromEntries(answers.filter(([, answer]) =>
    answer.unsure || answer.note || missing(answer).length < QUESTIONS.length));
}

// What a row answers, without its empty cells: they replace nothing.
function readParts(row) {
  const sure = readYesNo(row.sure);
  const parts = {
    escalation: readYesNo(row.escalation),
    diplomacy: readYesNo(row.diplomacy),
    sentiment: readSentiment(row.sentiment),
    unsure: sure && sure === "0",
    note: unguardCell(row.note),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== ""));
}

// ---- keys and buttons --------------------------------------------------------------

const KEYS = {
  e: () => toggle("escalation"),
  d: () => toggle("diplomacy"),
  x: () => change({ escalation: "0", diplomacy: "0" }),
  1: () => change({ sentiment: "negative" }),
  2: () => change({ sentiment: "neutral" }),
  3: () => change({ sentiment: "positive" }),
  "-": () => change({ sentiment: "negative" }),
  "−": () => change({ sentiment: "negative" }),
  0: () => change({ sentiment: "neutral" }),
  "+": () => change({ sentiment: "positive" }),
  u: () => change({ unsure: !here().unsure }),
  n: () => find("note").focus(),
  enter: goNext,
  arrowright: goNext,
  arrowleft: goBack,
  j: goOpen,
  "?": () => find("help").showModal(),
};

// Coders who write Cyrillic or Arabic press the same keys.
function nameKey(event) {
  const isLetter = event.code.startsWith("Key") && !/^[a-z]$/i.test(event.key);
  return isLetter ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
}

function hear(event) {
  if (!state.coder || find("help").open || event.ctrlKey || event.altKey || event.metaKey) return;
  const target = event.target;
  if (target.matches("input")) {
    if (event.key === "Enter" || event.key === "Escape") target.blur();
    return;
  }
  if (event.key === "Enter" && target.matches("button, summary")) return;
  // A key held down moves on, and answers once.
  const act = event.repeat && !event.key.startsWith("Arrow") ? null : KEYS[nameKey(event)];
  if (!act || event.isComposing) return;
  event.preventDefault();
  act();
}

const cleanName = (name) => name.normalize("NFC").replace(/\s+/g, " ").trim();

function begin(event) {
  event.preventDefault();
  const name = cleanName(find("coder").value);
  if (!name) return;
  state.coder = name;
  keep(`${PLACE}/`, name);
  find("who").textContent = name;
  // Else it would swallow the first keys: what is hidden loses its focus late.
  find("coder").blur();
  find("start").hidden = true;
  find("work").hidden = false;
  find("codebook").open = matchMedia("(min-width: 1000px)").matches;
  tell("");
  go(recall());
}

function changeCoder() {
  find("work").hidden = true;
  find("start").hidden = false;
  find("who").textContent = "";
  state.coder = null;
  find("coder").select();
}

function listen() {
  addEventListener("keydown", hear);
  addEventListener("beforeunload", (event) => state.unexported && event.preventDefault());
  // Another tab of the same coder: both go on with the newest answers.
  addEventListener("storage", (event) => {
    if (!state.coder || event.key !== placeOf(state.coder)) return;
    recall();
    show();
  });
  // Enter after a click goes on and does not press the same button again.
  addEventListener("click", (event) => event.detail && event.target.closest("#work button")?.blur());
  for (const button of all("[data-question]")) {
    button.addEventListener("click", () => choose(button.dataset.question, button.dataset.answer));
  }
  for (const button of all("[data-language]")) {
    button.addEventListener("click", () => {
      keep("detente/language", button.dataset.language);
      speak(button.dataset.language);
    });
  }
  const clicks = { neither: KEYS.x, unsure: KEYS.u, back: goBack, next: goNext, open: goOpen, export: exportSheet, keys: KEYS["?"], change: changeCoder, import: () => find("file").click() };
  for (const [id, act] of Object.entries(clicks)) find(id).addEventListener("click", act);
  find("begin").addEventListener("submit", begin);
  find("note").addEventListener("input", (event) => change({ note: event.target.value }));
  find("jump").addEventListener("change", (event) => go((Number(event.target.value) || state.at + 1) - 1));
  find("file").addEventListener("change", async ({ target }) => {
    if (target.files.length) await importSheet(target.files[0]);
    target.value = "";
  });
}

listen();
speak(read("detente/language") ?? (navigator.language.startsWith("de") ? "de" : "en"));
find("coder").value = read(`${PLACE}/`) ?? "";
// Tells at once where nothing can be kept.
keep(`${PLACE}/`, find("coder").value);
find("coder").focus();
