-- calendar, measured (measures) and spread (intervals) are handed in as frames.
INSERT OR REPLACE INTO day BY NAME
WITH due AS (
    SELECT
        day,
        count(*) FILTER (status = 'missing') AS outlets_missing,
        CASE
            WHEN bool_and(status = 'missing') THEN 'missing'
            WHEN bool_and(status = 'complete') THEN 'complete'
            ELSE 'partial'
        END AS status
    FROM calendar
    GROUP BY day
),
answers AS (
    SELECT bool_and(task LIKE 'framing%') IS NOT FALSE AS framing
    FROM model
    WHERE model_id = $model_id
)
SELECT
    due.*,
    $model_id AS model_id,
    measured.* EXCLUDE (outlet, day, week) REPLACE (
        coalesce(measured.articles, 0) AS articles,
        coalesce(measured.distinct_stories, 0) AS distinct_stories,
        coalesce(measured.sentences, 0) AS sentences,
        CASE
            WHEN measured.articles > 0 THEN measured.framed_articles
            WHEN answers.framing THEN 0
        END AS framed_articles,
        coalesce(measured.outlets, 0) AS outlets
    ),
    spread.* EXCLUDE (day)
FROM due
CROSS JOIN answers
LEFT JOIN measured USING (day)
LEFT JOIN spread USING (day)
