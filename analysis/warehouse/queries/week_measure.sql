-- Each series' measures week by week, as changes are looked for in them. Corrected where
-- all weeks are; the standard error is stretched alike, since a correction is a line.
-- Weeks that are not over are left out.
WITH known AS (
    SELECT *
    FROM series
    WHERE model_id = $model_id
        AND grain = 'week'
        AND level <> 'language'
        AND part = 'all'
        AND copies = 'all'
        AND topic = ''
        AND period + 6 <= (
            SELECT max(day) FROM collection_day WHERE model_id = $model_id AND status <> 'partial'
        )
),
long AS (
    FROM known UNPIVOT INCLUDE NULLS (
        (raw, raw_se, corrected) FOR measure IN (
            (sentiment, sentiment_se, sentiment_corrected) AS sentiment,
            (escalation, escalation_se, escalation_corrected) AS escalation,
            (diplomacy, diplomacy_se, diplomacy_corrected) AS diplomacy,
            (balance, balance_se, balance_corrected) AS balance
        )
    )
),
compared AS (
    SELECT
        *,
        count(corrected) OVER same = count(*) OVER same AS mended,
        coalesce(stddev_pop(corrected) OVER same / nullif(stddev_pop(raw) OVER same, 0), 1) AS stretch
    FROM long
    WHERE raw IS NOT NULL
    WINDOW same AS (PARTITION BY level, member, measure)
)
SELECT
    level,
    member,
    measure,
    period AS week,
    CASE WHEN mended THEN corrected ELSE raw END AS value,
    CASE WHEN mended THEN raw_se * stretch ELSE raw_se END AS se
FROM compared
ORDER BY level, member, measure, week
