-- Every day an outlet should have, and what is known of it. Only a live source (a feed)
-- can show that a day was silent: without one, a day without articles is missing.
WITH collected AS (
    SELECT DISTINCT
        attempt.outlet,
        (attempt.fetched_at AT TIME ZONE outlet.time_zone)::DATE AS day
    FROM "fetch" AS attempt JOIN outlet USING (outlet)
    WHERE attempt.live AND attempt.outcome IN ('ok', 'unchanged')
),
live AS (
    SELECT outlet, min(day) AS since, max(day) AS until FROM collected GROUP BY outlet
),
scored AS (
    SELECT
        sentence.article_id,
        count(*) AS sentences,
        count(score.text_hash) AS scored
    FROM sentence
    LEFT JOIN sentence_score AS score
        ON score.text_hash = sentence.text_hash AND score.model_id = $model_id
    GROUP BY sentence.article_id
),
live_source AS (
    SELECT DISTINCT source FROM "fetch" WHERE live
),
written AS (
    SELECT
        outlet,
        published_on AS day,
        count(*) AS articles,
        bool_or(live_source.source IS NULL) AS archived,
        bool_and(sentences = scored) AS scored,
        bit_xor(hash(article_id, text_hash, story_id, scored)) AS fingerprint
    FROM article
    JOIN scored USING (article_id)
    LEFT JOIN live_source USING (source)
    WHERE published_on IS NOT NULL
    GROUP BY outlet, day
),
reach AS (
    SELECT outlet, min(day) AS first, max(day) AS last FROM written GROUP BY outlet
),
span AS (
    SELECT
        outlet.outlet,
        ($now AT TIME ZONE outlet.time_zone)::DATE AS today,
        live.until,
        least(reach.first, live.since) AS first,
        greatest(reach.last, CASE WHEN live.since IS NOT NULL THEN today END) AS last
    FROM outlet
    LEFT JOIN live USING (outlet)
    LEFT JOIN reach USING (outlet)
),
due AS (
    SELECT
        outlet,
        today,
        until,
        unnest(generate_series(first, last, INTERVAL 1 DAY))::DATE AS day
    FROM span
    WHERE first IS NOT NULL
)
SELECT
    due.outlet,
    due.day,
    CASE
        WHEN due.day >= due.today THEN 'partial'
        WHEN NOT written.scored THEN 'partial'
        WHEN written.archived THEN 'complete'
        WHEN collected.day IS NOT NULL AND due.until > due.day THEN 'complete'
        WHEN collected.day IS NOT NULL OR written.articles > 0 THEN 'partial'
        ELSE 'missing'
    END AS status,
    coalesce(written.fingerprint, 0)::UBIGINT AS fingerprint
FROM due
LEFT JOIN written USING (outlet, day)
LEFT JOIN collected USING (outlet, day)
ORDER BY due.outlet, due.day
