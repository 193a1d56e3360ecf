-- Each series' measures week by week, as changes are looked for in them. Corrected where
-- all weeks are, each error with its value: only that of the articles, since what the
-- gold leaves open moves all weeks together.
--
-- Weeks of which less than half was collected of what is usual (a weekly from files has
-- one day in seven) are left out, and weeks that may not be over everywhere: dates differ
-- by two days at most over time zones.
WITH line AS (
    SELECT
        level,
        member,
        any_value(intercept) FILTER (question = 'sentiment') AS s_intercept,
        any_value(slope) FILTER (question = 'sentiment') AS s_slope,
        any_value(intercept) FILTER (question = 'escalation') AS e_intercept,
        any_value(slope) FILTER (question = 'escalation') AS e_slope,
        any_value(intercept) FILTER (question = 'diplomacy') AS d_intercept,
        any_value(slope) FILTER (question = 'diplomacy') AS d_slope
    FROM correction
    WHERE model_id = $model_id
    GROUP BY level, member
),
known AS (
    SELECT
        value.*,
        CASE WHEN framed_articles > 0 THEN find_balance(escalation, diplomacy) END AS balance,
        root(find_balance_var(escalation, diplomacy, escalation_se ** 2, diplomacy_se ** 2, frames_cov)) AS balance_se,
        correct_mean(sentiment, s_intercept, s_slope) AS s,
        correct_mean(escalation, e_intercept, e_slope) AS e,
        correct_mean(diplomacy, d_intercept, d_slope) AS d,
        sentiment_se / s_slope AS s_se,
        escalation_se / e_slope AS e_se,
        diplomacy_se / d_slope AS d_se,
        CASE WHEN framed_articles > 0 AND e > 0 AND d > 0 THEN find_balance(e, d) END AS b,
        root(find_balance_var(e, d, e_se ** 2, d_se ** 2, frames_cov / (e_slope * d_slope))) AS b_se
    FROM series_value AS value
    LEFT JOIN line USING (level, member)
    JOIN collection
        ON collection.model_id = value.model_id
        AND collection.grain = value.grain
        AND collection.period = value.period
        AND collection.level = CASE value.level WHEN 'outlet' THEN 'outlet' ELSE 'pooled' END
        AND collection.member = value.member
    WHERE value.model_id = $model_id
        AND value.grain = 'week'
        AND value.level <> 'language'
        AND value.part = 'all'
        AND value.copies = 'all'
        AND value.topic = ''
        AND (status = 'complete' OR value.period + 6 < (
            SELECT max(day) - 2 FROM collection_day WHERE model_id = $model_id
        ))
    QUALIFY 2 * days_known / days >= median(days_known / days) OVER (PARTITION BY value.level, value.member)
),
long AS (
    FROM known UNPIVOT INCLUDE NULLS (
        (raw, raw_se, corrected, corrected_se) FOR measure IN (
            (sentiment, sentiment_se, s, s_se) AS sentiment,
            (escalation, escalation_se, e, e_se) AS escalation,
            (diplomacy, diplomacy_se, d, d_se) AS diplomacy,
            (balance, balance_se, b, b_se) AS balance
        )
    )
),
compared AS (
    SELECT
        *,
        count(corrected) OVER same = count(*) OVER same AS mended,
        CASE measure WHEN 'escalation' THEN 0 WHEN 'diplomacy' THEN 0 ELSE -1 END AS lowest
    FROM long
    WHERE raw IS NOT NULL
    WINDOW same AS (PARTITION BY level, member, measure)
)
SELECT
    level,
    member,
    measure,
    period AS week,
    CASE WHEN mended THEN clip(corrected, lowest, 1) ELSE raw END AS value,
    CASE WHEN mended THEN corrected_se ELSE raw_se END AS se
FROM compared
ORDER BY level, member, measure, week
