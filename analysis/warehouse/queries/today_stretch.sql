-- Each outlet's last day and last seven days, and the 28 days before either, with sums
-- over whole stories: what a stretch says beside what is usual. The last day is the
-- newest that is complete at half of the outlets that have it, so that neither a zone
-- that is ahead nor a feed that is down decides; else the newest that is complete
-- anywhere. A row per outlet, stretch and `later` (the stretch itself, not what is
-- before it), also where nothing was published; two more for all outlets together: article
-- by article (pooled) and each outlet alike (balanced, a mean without an error). These are
-- of the outlets that have articles on both sides, more than half of the stretch complete
-- and seven collected days before it: of the same outlets on both sides.
WITH newest AS (
    SELECT coalesce(max(day) FILTER (2 * complete >= outlets), max(day) FILTER (complete > 0)) AS day
    FROM (
        SELECT day, count(*) FILTER (status = 'complete') AS complete, count(*) AS outlets
        FROM collection_day
        WHERE model_id = $model_id
        GROUP BY day
    )
),
stretch AS (
    SELECT stretch, later, day - ago AS since, day - until_ago AS until
    FROM newest CROSS JOIN (VALUES
        ('day', true, 0, 0),
        ('day', false, 28, 1),
        ('week', true, 6, 0),
        ('week', false, 34, 7)
    ) AS span (stretch, later, ago, until_ago)
    WHERE day IS NOT NULL
),
known AS (
    SELECT
        outlet,
        stretch,
        later,
        count(*) FILTER (status = 'complete') AS days_complete,
        count(*) FILTER (status = 'partial') AS days_partial,
        count(*) FILTER (status = 'missing') AS days_missing
    FROM collection_day JOIN stretch ON day BETWEEN since AND until
    WHERE model_id = $model_id
    GROUP BY ALL
),
due AS (
    SELECT article_id, outlet, story_id, published_on
    FROM article
    WHERE published_on BETWEEN (SELECT min(since) FROM stretch) AND (SELECT max(until) FROM stretch)
),
part AS (
    SELECT outlet, stretch, later, due.story_id, scored AS sentences, framed_sentences,
        find_mean(sentiment_sum, scored) AS s,
        find_mean(escalation_sum, scored) AS e,
        find_mean(diplomacy_sum, scored) AS d
    FROM due
    JOIN stretch ON published_on BETWEEN since AND until
    JOIN (
        SELECT *
        FROM article_part
        WHERE model_id = $model_id
            AND part = 'all'
            AND scored = sentences
            AND article_id IN (SELECT article_id FROM due)
    ) USING (article_id)
),
sound AS (
    SELECT outlet, stretch
    FROM known
    JOIN stretch USING (stretch, later)
    SEMI JOIN part USING (outlet, stretch, later)
    GROUP BY ALL
    HAVING count(*) FILTER (later AND 2 * days_complete > until - since + 1) = 1
        AND count(*) FILTER (NOT later AND days_complete + days_partial >= 7) = 1
),
told AS (
    SELECT
        coalesce(outlet, '') AS outlet,
        CASE grouping(outlet) WHEN 0 THEN 'outlet' ELSE 'pooled' END AS level,
        stretch,
        later,
        story_id,
        count(*)::DOUBLE AS n,
        sum(sentences) AS sentences,
        count(framed_sentences) AS answered,
        count(*) FILTER (framed_sentences > 0) AS framed_articles,
        sum(s) AS s,
        sum(e) AS e,
        sum(d) AS d
    FROM (
        SELECT part.*, sound.outlet IS NOT NULL AS is_sound
        FROM part LEFT JOIN sound USING (outlet, stretch)
    )
    GROUP BY GROUPING SETS ((story_id, stretch, later, outlet), (story_id, stretch, later, is_sound))
    HAVING grouping(outlet) = 0 OR is_sound
),
total AS (
    SELECT
        outlet,
        level,
        stretch,
        later,
        sum(n) AS units,
        count(*) AS stories,
        sum(sentences) AS sentences,
        CASE WHEN sum(answered) > 0 THEN sum(framed_articles) END AS framed_articles,
        count_draws(units, sum(n * n)) AS draws,
        find_mean(sum(s), units) AS sentiment,
        find_mean(sum(e), units) AS escalation,
        find_mean(sum(d), units) AS diplomacy,
        spread(stories, units, sum(n * n), sentiment, sum(s * n), sentiment, sum(s * n), sum(s * s)) AS sentiment_var,
        spread(stories, units, sum(n * n), escalation, sum(e * n), escalation, sum(e * n), sum(e * e)) AS escalation_var,
        spread(stories, units, sum(n * n), diplomacy, sum(d * n), diplomacy, sum(d * n), sum(d * d)) AS diplomacy_var,
        spread(stories, units, sum(n * n), escalation, sum(e * n), diplomacy, sum(d * n), sum(e * d)) AS frames_cov
    FROM told
    GROUP BY outlet, level, stretch, later
),
member AS (
    SELECT 'outlet' AS level, outlet, stretch, later, 1 AS outlets, days_complete, days_partial, days_missing
    FROM (SELECT DISTINCT outlet FROM collection_day WHERE model_id = $model_id)
    CROSS JOIN stretch
    LEFT JOIN known USING (outlet, stretch, later)
    UNION ALL BY NAME
    -- Each of its outlets has so many days or more.
    SELECT
        level, '' AS outlet, stretch, later, count(*) AS outlets,
        min(days_complete) AS days_complete,
        min(days_complete + days_partial) - min(days_complete) AS days_partial,
        max(days_missing) AS days_missing
    FROM known SEMI JOIN sound USING (outlet, stretch)
    CROSS JOIN (VALUES ('pooled'), ('balanced')) AS whole (level)
    GROUP BY ALL
),
found AS (
    FROM total
    UNION ALL BY NAME
    SELECT
        'balanced' AS level, '' AS outlet, stretch, later,
        sum(units) AS units,
        sum(sentences) AS sentences,
        sum(framed_articles) AS framed_articles,
        sum(draws) AS draws,
        find_mean(sum(sentiment), count(sentiment)) AS sentiment,
        find_mean(sum(escalation), count(escalation)) AS escalation,
        find_mean(sum(diplomacy), count(diplomacy)) AS diplomacy
    FROM total SEMI JOIN sound USING (outlet, stretch)
    WHERE level = 'outlet'
    GROUP BY stretch, later
)
SELECT
    level,
    outlets::UINTEGER AS outlets,
    outlet,
    stretch.stretch,
    stretch.later,
    stretch.since,
    stretch.until,
    coalesce(days_complete, 0)::UINTEGER AS days_complete,
    coalesce(days_partial, 0)::UINTEGER AS days_partial,
    coalesce(days_missing, 0)::UINTEGER AS days_missing,
    coalesce(units, 0)::UINTEGER AS articles,
    coalesce(stories, 0)::UINTEGER AS stories,
    coalesce(sentences, 0)::UINTEGER AS sentences,
    framed_articles::UINTEGER AS framed_articles,
    round(draws, 6) AS draws,
    round(sentiment, 9) AS sentiment,
    round(root(sentiment_var), 9) AS sentiment_se,
    round(escalation, 9) AS escalation,
    round(root(escalation_var), 9) AS escalation_se,
    round(diplomacy, 9) AS diplomacy,
    round(root(diplomacy_var), 9) AS diplomacy_se,
    round(frames_cov, 12) AS frames_cov
FROM member
JOIN stretch USING (stretch, later)
LEFT JOIN found USING (level, outlet, stretch, later)
ORDER BY level, outlet, stretch.stretch, stretch.later
