"use strict";

// What a reader keeps of a chart: an image that can stand alone, or its rows.

const Saving = (() => {
  /** Saves a panel of an element as "png", "svg" or "csv". */
  async function save(element, panel, kind) {
    const name = panel.file ?? element.id;
    if (kind === "csv") return keepRows(name, panel.table());
    const { data, layout } = frame(element, panel);
    const url = await Plotly.toImage({ data, layout, config: Store.site.look.config }, {
      format: kind, width: layout.width, height: layout.height, scale: kind === "png" ? 2 : 1,
    });
    return keep(`${safe(name)}.${kind}`, readUrl(url));
  }

  /** Saves a table (rows.js) as CSV. */
  function keepRows(name, table) {
    keep(`${safe(name)}.csv`, new Blob([Rows.writeRows(table)], { type: "text/csv" }));
  }

  /** The figure as it stands alone: on white, with its title above and its source below. */
  function frame(element, panel) {
    const { sizes, patterns } = Store.site.look;
    const { data, layout } = panel.figure({ theme: "light", width: sizes.exported, link: null });
    const source = [...explain(element, panel), panel.source].join("\n");
    return { data, layout: Figures.entitle(layout, panel.title, source, patterns.light.colours) };
  }

  /** How bands, points and cells are read, where the chart has a strip. */
  function explain(element, { series, measures }) {
    if (!element.querySelector(".strip-key")) return [];
    const corrected = series.some((one) => measures.some((measure) => one.measures[measure].alone));
    return [["trend", ...(corrected ? ["alone"] : [])].map((kind) => Words.say(`charts.reading_${kind}`)).join(" ")];
  }

  /** Where numbers come from: period, counts, model, version. */
  function source(series) {
    const { models, version } = Store.site;
    const model = models[Number(View.state.model ?? 0)]?.id;
    const parts = series.length ? [writeSpan(series), ...writeCounts(series)] : [];
    return [...parts, ...(model ? [Words.say("charts.by_model", { model })] : []), `Detente ${version}`].join(" · ");
  }

  function writeSpan(series) {
    const first = Math.min(...series.map((one) => Figures.startOf(one, 0)));
    const last = Math.max(...series.map((one) => Figures.startOf(one, one.statuses.length) - 86400000));
    return last > first ? `${Words.date(first)} – ${Words.date(last)}` : Words.date(first);
  }

  function writeCounts(series) {
    return [["articles", "article"], ["sentences", "sentence"]].map(([counts, noun]) => (
      Words.count(series.flatMap((one) => one[counts]).reduce((sum, count) => sum + count, 0), noun)
    ));
  }

  function readUrl(url) {
    const comma = url.indexOf(",");
    const [head, body] = [url.slice(0, comma), url.slice(comma + 1)];
    const type = head.slice(5).split(";")[0];
    if (!head.endsWith("base64")) return new Blob([decodeURIComponent(body)], { type });
    return new Blob([Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0))], { type });
  }

  /** Hands a file to the reader's browser. */
  function keep(name, blob) {
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(blob);
    anchor.download = name;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
  }

  /** A name that every file system takes. */
  function safe(name) {
    const plain = name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    const stem = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80);
    return `detente-${stem || "chart"}`;
  }

  return { save, source, keepRows };
})();
