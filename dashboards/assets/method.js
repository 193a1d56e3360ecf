"use strict";

// The citation gets the reader's day and, on the web, the page's address; both may be
// copied.

const Method = (() => {
  function fillDays(now) {
    for (const place of document.querySelectorAll(".today")) {
      const iso = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
      place.textContent = "iso" in place.dataset ? iso : Words.date(Date.parse(iso));
    }
  }

  function pad(number) {
    return String(number).padStart(2, "0");
  }

  function fillAddress(place) {
    if (!/^https?:$/.test(location.protocol)) return;
    const address = location.href.replace(/#.*/, "").replace(/[^/]*$/, "");
    place.append(` ${address}`);
  }

  async function copy(button) {
    const element = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(element.textContent);
      button.textContent = button.dataset.copied;
    } catch {
      // Where the browser keeps the clipboard from pages, the reader takes it from here.
      getSelection().selectAllChildren(element);
      button.textContent = button.dataset.selected;
    }
  }

  function start() {
    fillDays(new Date());
    fillAddress(document.getElementById("citation"));
    for (const button of document.querySelectorAll(".copy")) {
      button.hidden = false;
      button.addEventListener("click", () => copy(button));
    }
  }

  return { start };
})();

document.addEventListener("DOMContentLoaded", Method.start);
