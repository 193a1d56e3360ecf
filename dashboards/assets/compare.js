"use strict";

// The page Compare: two outlets, or two models, as the address says.

(() => {
  const payload = JSON.parse(document.getElementById("payload").textContent);
  let begun = "";
  let turn = 0;

  async function draw() {
    // Another mode has other controls.
    if (View.state.mode !== begun) return location.reload();
    const mine = ++turn;
    delete document.body.dataset.drawn;
    const mode = PairChoice.isModels() ? CompareModels : CompareOutlets;
    const found = await mode.load();
    // The reader has chosen anew meanwhile.
    if (mine !== turn || !found) return;
    mode.draw(found, payload);
    if (mode === CompareOutlets) await drawChoices(mine);
    if (mine === turn) document.body.dataset.drawn = "all";
  }

  async function drawChoices(mine) {
    const rows = await CompareChoices.weigh();
    if (mine === turn) CompareChoices.draw(rows);
  }

  function start() {
    const isModels = new URLSearchParams(location.hash.slice(1)).get("mode") === "models";
    View.start({
      uses: ["measure", "period", "grain", ...(isModels ? [] : ["topic", "part", "copies"])],
      defaults: PairChoice.DEFAULTS,
    });
    begun = View.state.mode;
    PairChoice.draw(document.getElementById("choice"));
    View.onChange(draw);
    draw();
  }

  if (document.getElementById("choice")) start();
})();
