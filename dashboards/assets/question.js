"use strict";

// The question that gives all sentences of a view, as a command for a terminal: the site
// keeps only some of them.

const Question = (() => {
  const PARTS = {
    headline: "s.section = 'headline'", lead: "s.section = 'lead'", body: "s.section = 'body'",
    own: "s.voice = 'own'", quoted: "s.voice <> 'own'",
  };
  const ORDERS = {
    escalation: "c.escalation DESC", diplomacy: "c.diplomacy DESC", either: "c.escalation + c.diplomacy DESC",
    negative: "c.positive - c.negative", positive: "c.positive - c.negative DESC", day: "",
  };
  const TIES = "a.published_on, a.outlet, a.article_id, s.position";
  const COLUMNS = [
    "a.outlet", "a.published_on", "s.text", "round(c.escalation, 4) AS escalation", "round(c.diplomacy, 4) AS diplomacy",
    "round(c.positive - c.negative, 4) AS sentiment", "s.section", "s.voice", "s.speaker", "a.title", "a.url",
  ];
  const SHARED = "SELECT story_id FROM article GROUP BY story_id HAVING count(DISTINCT outlet) > 1 OR count(agency) > 0";

  /** SQL for the warehouse. `outlets` are keys, null for all; days may be "". */
  function write({ model, outlets, since, until, part, copies, topic, language, order }) {
    const wanted = [
      `c.model_id = ${quote(model)}`,
      outlets && (outlets.length === 1 ? `a.outlet = ${quote(outlets[0])}` : `a.outlet IN (${outlets.map(quote).join(", ")})`),
      since && `a.published_on >= DATE ${quote(since)}`,
      until && `a.published_on <= DATE ${quote(until)}`,
      language && `a.language = ${quote(language)}`,
      PARTS[part],
      topic && `a.article_id IN (SELECT article_id FROM article_topic WHERE topic = ${quote(topic)})`,
      copies === "without" && `a.story_id NOT IN (${SHARED})`,
    ];
    const first = copies === "once" ? ` QUALIFY row_number() OVER (PARTITION BY s.text_hash ORDER BY ${TIES}) = 1` : "";
    return `SELECT ${COLUMNS.join(", ")} FROM article AS a JOIN sentence AS s USING (article_id)`
      + ` JOIN sentence_score AS c ON c.text_hash = s.text_hash WHERE ${wanted.filter(Boolean).join(" AND ")}${first} ORDER BY ${[ORDERS[order], TIES].filter(Boolean).join(", ")}`;
  }

  /** The command that asks it: in double quotes, as every shell takes them, unless there
      is something in it that a shell would read; then as a POSIX shell needs it. */
  function command(sql) {
    const quoted = /["$`\\!]/.test(sql) ? `'${sql.replaceAll("'", `'\\''`)}'` : `"${sql}"`;
    return `detente sql --format csv ${quoted}`;
  }

  /** Text as SQL has it; characters that no command line holds are written as numbers. */
  function quote(text) {
    const parts = text.split(/([\u0000-\u001f\u007f])/).filter(Boolean);
    return parts.map((part) => (/^[\u0000-\u001f\u007f]$/.test(part) ? `chr(${part.charCodeAt(0)})` : `'${part.replaceAll("'", "''")}'`)).join(" || ") || "''";
  }

  return { write, command };
})();
