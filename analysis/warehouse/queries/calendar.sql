-- Every day an outlet should have, and what is known of it. Only a live source (a feed)
-- can show that a day was silent or whole: it has to be read on the day and on the day
-- after, since what it showed in between may be gone later. Files are believed to hold
-- whole days, but not of the time in which a feed was asked: there they fill gaps. A day
-- is due from the first article or answer to the last article or visit, answered or not.
-- The fingerprint holds all that the measures of the day depend on.
WITH visit AS (
    SELECT
        attempt.outlet,
        (attempt.fetched_at AT TIME ZONE outlet.time_zone)::DATE AS day,
        bool_or(attempt.outcome IN ('ok', 'unchanged')) AS answered
    FROM "fetch" AS attempt JOIN outlet USING (outlet)
    WHERE attempt.live
    GROUP BY ALL
),
collected AS (
    SELECT outlet, day FROM visit WHERE answered
),
live AS (
    SELECT outlet, min(day) FILTER (answered) AS since, max(day) AS until
    FROM visit
    GROUP BY outlet
    HAVING bool_or(answered)
),
live_source AS (
    SELECT DISTINCT source FROM "fetch" WHERE live
),
shared AS (
    SELECT story_id
    FROM article
    GROUP BY story_id
    HAVING min(outlet) <> max(outlet) OR count(agency) > 0
),
tagged AS (
    SELECT article_id, bit_xor(hash(topic)) AS topics FROM article_topic GROUP BY article_id
),
written AS (
    SELECT
        outlet,
        published_on AS day,
        count(*) AS articles,
        bool_or(live_source.source IS NULL) AS archived,
        bool_and(part.sentences = part.scored) AS scored,
        -- Hashed twice: hash(a, b) is an XOR of what a and b give, so that what changes
        -- in two articles alike would cancel.
        bit_xor(hash(hash(
            article_id, article.text_hash, article.story_id, language, part.scored,
            shared.story_id IS NOT NULL, tagged.topics
        ))) AS fingerprint
    FROM article
    JOIN (SELECT * FROM article_part WHERE model_id = $model_id AND part = 'all') AS part
        USING (article_id)
    LEFT JOIN live_source USING (source)
    LEFT JOIN shared ON shared.story_id = article.story_id
    LEFT JOIN tagged USING (article_id)
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
        live.since,
        live.until,
        least(reach.first, live.since) AS first,
        greatest(reach.last, live.until) AS last
    FROM outlet
    LEFT JOIN live USING (outlet)
    LEFT JOIN reach USING (outlet)
),
due AS (
    SELECT
        outlet,
        today,
        unnest(generate_series(first, last, INTERVAL 1 DAY))::DATE AS day,
        coalesce(day BETWEEN since AND until, false) AS live
    FROM span
    WHERE first IS NOT NULL
)
SELECT
    $model_id AS model_id,
    due.outlet,
    due.day,
    CASE
        WHEN due.day >= due.today THEN 'partial'
        WHEN NOT written.scored THEN 'partial'
        WHEN written.archived AND NOT due.live THEN 'complete'
        WHEN collected.day IS NOT NULL AND following.day IS NOT NULL THEN 'complete'
        WHEN collected.day IS NOT NULL OR written.articles > 0 THEN 'partial'
        ELSE 'missing'
    END AS status,
    coalesce(written.fingerprint, 0)::UBIGINT AS fingerprint
FROM due
LEFT JOIN written USING (outlet, day)
LEFT JOIN collected USING (outlet, day)
LEFT JOIN collected AS following
    ON following.outlet = due.outlet AND following.day = due.day + 1
ORDER BY due.outlet, due.day
