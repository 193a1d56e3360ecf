-- One kind of series with what is known of each period: a row for each that was asked
-- for or has articles. Languages and all outlets alike have the collection of all outlets
-- together. A period belongs to the chart if one of its days does.
WITH span AS (
    SELECT
        coalesce($since::DATE, DATE '0001-01-01') AS since,
        coalesce($until::DATE, DATE '9999-12-31') AS until,
        CASE $grain WHEN 'week' THEN 6 ELSE 0 END AS reach
),
chosen AS (
    SELECT series.* EXCLUDE (status)
    FROM series CROSS JOIN span
    WHERE model_id = $model_id AND grain = $grain AND level = $level
        AND part = $part AND copies = $copies AND topic = $topic
        AND period + reach >= since AND period <= until
),
known AS (
    SELECT member, period, status, days_missing
    FROM collection CROSS JOIN span
    WHERE model_id = $model_id AND grain = $grain
        AND level = CASE $level WHEN 'outlet' THEN 'outlet' ELSE 'pooled' END
        AND period + reach >= since AND period <= until
),
place AS (
    SELECT member, period, status, days_missing FROM known WHERE $level = 'outlet'
    UNION ALL
    SELECT whose.member, known.period, status, days_missing
    FROM known CROSS JOIN (SELECT DISTINCT member FROM chosen) AS whose
    WHERE $level <> 'outlet'
)
SELECT
    member AS outlet,
    period,
    coalesce(status, 'partial') AS status,
    coalesce(days_missing, 0) AS days_missing,
    coalesce(articles, 0) AS articles,
    coalesce(stories, 0) AS distinct_stories,
    coalesce(sentences, 0) AS sentences,
    COLUMNS('^(escalation|diplomacy|balance|intensity|sentiment)(_corrected)?(_low|_high)?$')
FROM place FULL JOIN chosen USING (member, period)
ORDER BY outlet, period
