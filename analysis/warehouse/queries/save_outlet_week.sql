-- calendar, measured (measures) and spread (intervals) are handed in as frames.
INSERT OR REPLACE INTO outlet_week BY NAME
WITH due AS (
    SELECT
        outlet,
        date_trunc('week', day)::DATE AS week,
        count(*) FILTER (status = 'missing') AS days_missing,
        CASE
            WHEN bool_and(status = 'missing') THEN 'missing'
            WHEN bool_and(status = 'complete') THEN 'complete'
            ELSE 'partial'
        END AS status
    FROM calendar
    GROUP BY outlet, week
),
answers AS (
    SELECT bool_and(task LIKE 'framing%') IS NOT FALSE AS framing
    FROM model
    WHERE model_id = $model_id
)
SELECT
    due.*,
    $model_id AS model_id,
    measured.* EXCLUDE (outlet, day, week, outlets) REPLACE (
        coalesce(measured.articles, 0) AS articles,
        coalesce(measured.distinct_stories, 0) AS distinct_stories,
        coalesce(measured.sentences, 0) AS sentences,
        CASE
            WHEN measured.articles > 0 THEN measured.framed_articles
            WHEN answers.framing THEN 0
        END AS framed_articles
    ),
    spread.* EXCLUDE (outlet, week)
FROM due
CROSS JOIN answers
LEFT JOIN measured USING (outlet, week)
LEFT JOIN spread USING (outlet, week)
