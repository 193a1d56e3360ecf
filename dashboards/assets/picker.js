"use strict";

// The control that picks outlets: a list with a search, and short ways to some of them.

const Picker = (() => {
  const outlets = () => Store.members("outlet").map((index) => Store.site.members[index]);
  const isIn = (outlet) => !View.state.language || outlet.language === View.state.language;

  function make() {
    if (outlets().length < 2) return null;
    const summary = Controls.make("summary");
    const list = Controls.make("ul");
    const search = makeSearch(list);
    const choices = Controls.make("div", { className: "choices" }, search, makeShortcuts(), list);
    const picker = Controls.make("details", { className: "picker", id: "view-outlets" }, summary, choices);
    picker.addEventListener("toggle", () => {
      if (picker.open && !list.children.length) list.append(...outlets().map(makeItem));
      mark(list, search.value);
      keepInside(choices);
    });
    closeOutside(picker);
    const field = Controls.make("div", { className: "field" }, Controls.make("span", { ariaHidden: "true" }, Words.say("view.outlets")), picker);
    Controls.onUpdate(() => {
      field.hidden = View.state.level !== "outlet";
      summary.textContent = Words.say("view.picked", { shown: View.shownOutlets().length, all: outlets().length });
      summary.ariaLabel = `${Words.say("view.outlets")}: ${summary.textContent}`;
      mark(list, search.value);
    });
    return field;
  }

  function makeSearch(list) {
    const name = Words.say("view.find_outlet");
    const search = Controls.make("input", { type: "search", placeholder: name, ariaLabel: name, autocomplete: "off" });
    search.addEventListener("input", () => mark(list, search.value));
    return search;
  }

  function makeShortcuts() {
    const makeButton = (text, choose) => {
      const button = Controls.make("button", { type: "button" }, text);
      button.addEventListener("click", () => View.set({ outlets: choose() }));
      return button;
    };
    return Controls.make("p", {},
      makeButton(Words.say("view.most"), () => null),
      makeButton(Words.say("view.every"), () => outlets().filter(isIn).map((outlet) => outlet.key)),
      makeButton(Words.say("view.no_outlet"), () => []));
  }

  function makeItem(outlet) {
    const box = Controls.make("input", { type: "checkbox", value: outlet.key });
    box.addEventListener("change", () => {
      const keys = View.shownOutlets();
      View.set({ outlets: box.checked ? [...keys, outlet.key] : keys.filter((key) => key !== outlet.key) });
    });
    const count = Controls.make("small", { title: Words.count(outlet.articles, "article") }, Words.number(outlet.articles));
    return Controls.make("li", {}, Controls.make("label", {}, box, Controls.make("bdi", {}, outlet.name), count));
  }

  // Which are on the list by search and language, and which are chosen.
  function mark(list, text) {
    if (!list.children.length) return;
    const wanted = text.trim().toLocaleLowerCase();
    const shown = new Set(View.shownOutlets());
    outlets().forEach((outlet, index) => {
      const item = list.children[index];
      item.hidden = !outlet.name.toLocaleLowerCase().includes(wanted) || !isIn(outlet);
      item.querySelector("input").checked = shown.has(outlet.key);
    });
  }

  // Near the right edge the list opens to the left.
  function keepInside(choices) {
    choices.style.left = "0";
    const over = choices.getBoundingClientRect().right - document.documentElement.clientWidth + 8;
    if (over > 0) choices.style.left = `${-over}px`;
  }

  function closeOutside(picker) {
    const close = () => { picker.open = false; };
    document.addEventListener("click", (event) => { if (!picker.contains(event.target)) close(); });
    picker.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !picker.contains(event.relatedTarget)) close();
    });
    picker.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !picker.open) return;
      close();
      picker.querySelector("summary").focus();
    });
  }

  return { make };
})();
