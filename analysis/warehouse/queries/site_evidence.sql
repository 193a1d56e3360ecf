-- The sentences behind the points of the site's charts. Of each outlet and day the
-- strongest of escalation and of diplomacy (where the model answers neither, of sentiment
-- either way). Besides, of each outlet and week, the strongest headline, sentence of the
-- lead, in the outlet's own voice, quoted, of a topic, that no one else carries, and of
-- sentiment. So many of each are kept as fit the site: the largest power of two with which
-- those of all days stay within 12,000 (1 above that). So the number halves only when the
-- days have doubled, and what is kept of past days stays the same. A text that an outlet
-- ran twice on a day is kept once.
-- A key holds score, a part of the text's number and the row (36 bits, earlier ones first),
-- in this order: sorting needs nothing else, and it says where to look.
WITH size AS (
    SELECT greatest(1, 2 ** floor(log2(12000 / nullif(count(*), 0))))::INTEGER AS kept
    FROM (SELECT DISTINCT outlet, published_on FROM article WHERE published_on IS NOT NULL)
),
place AS (
    SELECT outlet, row_number() OVER (ORDER BY outlet)::USMALLINT AS outlet_number FROM outlet
),
known_story AS (
    SELECT story_id, min(outlet) <> max(outlet) OR count(agency) > 0 AS shared
    FROM article
    GROUP BY story_id
),
due AS (
    SELECT article_id, outlet_number, published_on AS day, shared
    FROM article
    JOIN place USING (outlet)
    JOIN known_story USING (story_id)
    SEMI JOIN (
        SELECT article_id
        FROM article_part
        WHERE model_id = $model_id AND part = 'all' AND scored = sentences
    ) USING (article_id)
    WHERE published_on IS NOT NULL
),
score AS (
    SELECT
        text_hash,
        (10000 * escalation)::USMALLINT AS e,
        (10000 * diplomacy)::USMALLINT AS d,
        (10000 + 10000 * find_sentiment(positive, negative))::USMALLINT AS up
    FROM sentence_score
    WHERE model_id = $model_id
),
spoken AS (
    SELECT
        article_id,
        text_hash,
        section = 'headline' AS headline,
        section = 'lead' AS lead,
        voice = 'own' AS own,
        (text_hash >> 51 << 36) + (68719476735 - rowid)::UBIGINT AS row_key
    FROM sentence
),
told AS MATERIALIZED (
    SELECT article_id, outlet_number, day, headline, lead, own, shared, e, d, up, row_key
    FROM spoken JOIN due USING (article_id) JOIN score USING (text_hash)
),
keyed AS NOT MATERIALIZED (
    SELECT
        * EXCLUDE (e, d, up),
        (e::UBIGINT << 49) + row_key AS e,
        (d::UBIGINT << 49) + row_key AS d,
        (up::UBIGINT << 49) + row_key AS up,
        ((20000 - up)::UBIGINT << 49) + row_key AS down
    FROM told
),
-- Twice as many as are kept of a day, since some may be the same text.
best AS (
    SELECT
        outlet_number,
        day,
        max(e, 2 * kept) AS day_e,
        max(d, 2 * kept) AS day_d,
        max(up, 2 * kept) FILTER (coalesce(e, d) IS NULL) AS day_up,
        max(down, 2 * kept) FILTER (coalesce(e, d) IS NULL) AS day_down,
        [max(up)] AS up,
        [max(down)] AS down,
        [max(e) FILTER (headline)] AS headline_e,
        [max(d) FILTER (headline)] AS headline_d,
        [max(e) FILTER (lead)] AS lead_e,
        [max(d) FILTER (lead)] AS lead_d,
        [max(e) FILTER (own)] AS own_e,
        [max(d) FILTER (own)] AS own_d,
        [max(e) FILTER (NOT own)] AS quoted_e,
        [max(d) FILTER (NOT own)] AS quoted_d,
        [max(e) FILTER (NOT shared)] AS without_e,
        [max(d) FILTER (NOT shared)] AS without_d
    FROM keyed CROSS JOIN size
    GROUP BY outlet_number, day
),
best_of_topic AS (
    SELECT outlet_number, day, topic, [max(e)] AS e, [max(d)] AS d
    FROM keyed JOIN article_topic USING (article_id)
    GROUP BY outlet_number, day, topic
),
reason AS (
    FROM (UNPIVOT best ON COLUMNS(* EXCLUDE (outlet_number, day)) INTO NAME reason VALUE keys)
    SELECT *, '' AS topic
    UNION ALL BY NAME
    FROM (UNPIVOT best_of_topic ON e, d INTO NAME reason VALUE keys)
),
candidate AS (
    SELECT
        outlet_number,
        reason,
        topic,
        CASE WHEN starts_with(reason, 'day_') THEN day ELSE date_trunc('week', day) END AS period,
        unnest(keys) AS key
    FROM reason
),
ranked AS (
    SELECT
        max(key) AS key,
        row_number() OVER (PARTITION BY outlet_number, reason, topic, period ORDER BY max(key) DESC) AS rank
    FROM candidate
    WHERE key IS NOT NULL
    GROUP BY outlet_number, reason, topic, period, key >> 36
),
chosen AS (
    SELECT DISTINCT 68719476735 - (key & 68719476735)::BIGINT AS row_number
    FROM ranked JOIN size ON rank <= kept
),
shown AS MATERIALIZED (
    SELECT article_id, position, section, voice, speaker, text, text_hash
    FROM sentence JOIN chosen ON sentence.rowid = row_number
),
day_sum AS (
    SELECT outlet, published_on, sum(sentences)::UBIGINT AS day_sentences
    FROM article JOIN article_part USING (article_id)
    WHERE model_id = $model_id AND part = 'all' AND scored = sentences
    GROUP BY outlet, published_on
),
story AS (
    SELECT story_id, count(DISTINCT outlet) AS story_outlets
    FROM article
    WHERE story_id IN (SELECT story_id FROM article SEMI JOIN shown USING (article_id))
    GROUP BY story_id
),
tagged AS (
    SELECT article_id, list(topic ORDER BY topic) AS topics
    FROM article_topic SEMI JOIN shown USING (article_id)
    GROUP BY article_id
)
SELECT
    outlet,
    published_on AS day,
    kept,
    day_sentences,
    article_id,
    language,
    title,
    url,
    story_outlets,
    known_story.shared,
    agency,
    coalesce(topics, []) AS topics,
    whole.scored AS article_sentences,
    find_mean(whole.escalation_sum, whole.scored) AS article_escalation,
    find_mean(whole.diplomacy_sum, whole.scored) AS article_diplomacy,
    find_mean(whole.sentiment_sum, whole.scored) AS article_sentiment,
    position,
    section,
    voice,
    speaker,
    text,
    escalation,
    diplomacy,
    find_sentiment(positive, negative) AS sentiment
FROM shown
JOIN article USING (article_id)
JOIN article_part AS whole USING (article_id)
JOIN day_sum USING (outlet, published_on)
JOIN known_story USING (story_id)
JOIN story USING (story_id)
JOIN sentence_score
    ON sentence_score.text_hash = shown.text_hash AND sentence_score.model_id = whole.model_id
LEFT JOIN tagged USING (article_id)
CROSS JOIN size
WHERE whole.model_id = $model_id AND whole.part = 'all'
