"use strict";

// The evidence page: the value of what the view asks for, the sentences behind it, and the
// command that gives all of them.

const Evidence = (() => {
  const DAY = 86400000;
  const FILES = 60;
  const AT_ONCE = 50;
  const PRINTED = 500;
  const FRAMES = ["escalation", "diplomacy"];
  const ORDERS = { escalation: "escalation", diplomacy: "diplomacy", balance: "either", intensity: "either", sentiment: "negative" };
  const { make } = Controls;
  const find = (id) => document.getElementById(id);
  let turn = 0;
  let isAllowed = false;
  let shown = { chosen: [], asked: null, count: AT_ONCE };

  // ---- what the view asks for ------------------------------------------------------------

  function ask() {
    const { since, until, part, copies, topic, language, level, group } = View.state;
    const orders = listOrders();
    const order = orders.includes(View.state.order) ? View.state.order : ORDERS[View.state.measure] ?? orders[0];
    return {
      since, until, part, copies, topic, order, isGrouped: group === "article", outlets: listOutlets(),
      // Of outlets the view has chosen those of the language; a language has articles.
      language: level === "outlet" ? "" : language,
    };
  }

  function listOutlets() {
    const members = View.state.level === "outlet" ? View.members() : Store.members("outlet");
    return members.map((member) => Store.site.members[member]);
  }

  function listOrders() {
    const measures = View.measures();
    const frames = FRAMES.filter((frame) => measures.includes(frame));
    return [
      ...frames, ...(frames.length === FRAMES.length ? ["either"] : []),
      ...(measures.includes("sentiment") ? ["negative", "positive"] : []), "day",
    ];
  }

  // ---- drawing ---------------------------------------------------------------------------

  async function draw() {
    const asked = ask();
    const now = ++turn;
    const point = await Point.load(asked);
    if (now !== turn) return;
    Point.draw(find("point"), point);
    drawQuery(asked);
    const files = Sentences.list(asked.outlets, asked.since, asked.until);
    find("ask").hidden = isAllowed || files.length <= FILES;
    if (!find("ask").hidden) {
      find("ask").firstElementChild.textContent = Words.say("evidence.many_files", { count: files.length });
      return finish([], asked, "");
    }
    const rows = await Sentences.load(files).catch(explainFailure);
    if (now !== turn) return;
    if (typeof rows === "string") return finish([], asked, rows);
    const chosen = Sentences.choose(rows, asked);
    finish(chosen, asked, chosen.length ? describeCover(rows, chosen, point, asked) : Point.explain(point, asked));
  }

  const explainFailure = (error) => (typeof DecompressionStream === "undefined" ? Words.say("evidence.old_browser") : error.message);

  /** Shows the rows; `said` is what of all sentences they are, or why there are none. */
  function finish(chosen, asked, said) {
    shown = { chosen, asked, count: AT_ONCE };
    find("found").textContent = chosen.length ? Words.say(`evidence.found_${asked.order}`, { count: chosen.length }) : Words.say("evidence.sentences");
    find("cover").textContent = said;
    find("cover").className = chosen.length ? "caption" : "empty";
    find("listing").hidden = !chosen.length;
    find("order").value = asked.order;
    find("group").checked = asked.isGrouped;
    drawList();
    document.body.dataset.drawn = "all";
    if (!performance.getEntriesByName("first-chart").length) performance.mark("first-chart");
  }

  /** What of all sentences stands here, so that nobody takes a part for the whole. */
  function describeCover(rows, chosen, { total }, asked) {
    const { isWhole, first } = Sentences.cover(rows, chosen, asked);
    if (isWhole) return Words.say("evidence.cover_whole");
    const share = total > chosen.length ? [Words.say("evidence.cover_of", { shown: chosen.length, all: total })] : [];
    const kind = first ? "first" : asked.order === "day" ? "day" : "none";
    return [...share, Words.say(`evidence.cover_${kind}`, { count: first })].join(" ");
  }

  function drawList(count = shown.count) {
    const { chosen, asked } = shown;
    const made = asked.isGrouped ? groupRows(chosen, count) : [makeList(chosen.slice(0, count), false)];
    find("list").replaceChildren(...(chosen.length ? made : []));
    const left = chosen.length - find("list").querySelectorAll("li").length;
    find("more").hidden = left === 0;
    find("more").textContent = Words.say("evidence.more", { count: Math.min(AT_ONCE, left) });
  }

  function makeList(rows, isGrouped) {
    return make("ol", { className: "sentences" }, ...rows.map((row) => Card.makeItem(row, isGrouped)));
  }

  // Whole articles, in the order of their strongest sentences.
  function groupRows(chosen, count) {
    const groups = new Map();
    for (const row of chosen) {
      if (!groups.has(row.article)) groups.set(row.article, []);
      groups.get(row.article).push(row);
    }
    const made = [];
    for (const [article, rows] of groups) {
      if (count <= 0) break;
      count -= rows.length;
      made.push(make("article", {}, ...Card.makeHead(article, rows), makeList(rows, true)));
    }
    return made;
  }

  function showMore() {
    const before = find("list").querySelectorAll("li").length;
    shown.count = before + AT_ONCE;
    drawList();
    find("list").querySelectorAll("li")[before]?.focus();
  }

  // ---- all of them -----------------------------------------------------------------------

  function drawQuery({ outlets, ...asked }) {
    const isAll = View.state.level !== "outlet";
    find("all").hidden = !outlets.length;
    if (!outlets.length) return;
    const sql = Question.write({ ...asked, model: Store.site.models[0].id, outlets: isAll ? null : outlets.map(({ key }) => key) });
    find("command").textContent = Question.command(sql);
    find("copied").textContent = "";
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(find("command").textContent);
      find("copied").textContent = Words.say("evidence.copied");
    } catch {
      getSelection().selectAllChildren(find("command"));
      find("copied").textContent = Words.say("evidence.selected");
    }
  }

  function save() {
    const { outlets, since, until } = shown.asked;
    const names = outlets.length === 1 ? outlets[0].name : "";
    Panel.keepRows(`evidence ${names} ${since} ${until}`, Card.table(shown.chosen));
  }

  // ---- begin -----------------------------------------------------------------------------

  function start() {
    const weeks = Store.site.weeks;
    const first = new Date(Date.parse(Store.site.first) + 7 * (weeks - 1) * DAY);
    const last = new Date(first.getTime() + 6 * DAY);
    const write = (day) => (weeks ? day.toISOString().slice(0, 10) : "");
    View.start({
      uses: ["measure", "level", "outlets", "language", "topic", "period", "part", "copies"],
      defaults: { measure: "escalation", since: write(first), until: write(last), order: "", group: "" },
      free: true,
    });
    find("order").replaceChildren(...listOrders().map((order) => make("option", { value: order }, Words.say(`evidence.order_${order}`))));
    listen();
    View.onChange(draw);
    draw();
  }

  function listen() {
    find("order").addEventListener("change", () => View.set({ order: find("order").value }));
    find("group").addEventListener("change", () => View.set({ group: find("group").checked ? "article" : "" }));
    find("ask").lastElementChild.addEventListener("click", () => { isAllowed = true; draw(); });
    find("more").addEventListener("click", showMore);
    find("save").addEventListener("click", save);
    find("copy").addEventListener("click", copy);
    addEventListener("beforeprint", () => drawList(Math.max(PRINTED, shown.count)));
    addEventListener("afterprint", () => drawList());
  }

  return { start };
})();

if (document.getElementById("list")) Evidence.start();
else document.body.dataset.drawn = "all";
