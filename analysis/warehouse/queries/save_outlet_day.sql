-- calendar, measured (measures) and spread (intervals) are handed in as frames.
INSERT OR REPLACE INTO outlet_day BY NAME
SELECT
    calendar.*,
    $model_id AS model_id,
    measured.* EXCLUDE (outlet, day, week, outlets) REPLACE (
        coalesce(measured.articles, 0) AS articles,
        coalesce(measured.distinct_stories, 0) AS distinct_stories,
        coalesce(measured.sentences, 0) AS sentences,
        coalesce(measured.framed_articles, 0) AS framed_articles
    ),
    spread.* EXCLUDE (outlet, day)
FROM calendar
LEFT JOIN measured USING (outlet, day)
LEFT JOIN spread USING (outlet, day)
