-- Why all articles' mean differs between two periods (from … and to …): because of how
-- many articles each outlet has (mix_part), because outlets write otherwise
-- (within_part), and because outlets came and went (turnover_part). The three sum to the
-- difference. A row per measure and outlet, and one without outlet for all together.
--
-- Of the outlets of both periods, after Kitagawa 1955, both periods weighted alike: the
-- shares that changed, times how far the outlet lies from the mean; the values that
-- changed, times the share. Of others: their share, times how far they lie from the
-- mean of those outlets. Each measure is a weighted mean of the outlets' values: the
-- weights are articles, for the balance articles times intensity.
WITH outlet_sum AS (
    SELECT
        member AS outlet,
        period BETWEEN $to_since AND $to_until AS later,
        sum(articles) AS articles,
        sum(framed_articles) AS framed,
        sum(articles * sentiment) AS s,
        sum(articles * escalation) AS e,
        sum(articles * diplomacy) AS d
    FROM series_value
    WHERE model_id = $model_id
        AND grain = 'day'
        AND level = 'outlet'
        AND part = 'all'
        AND copies = 'all'
        AND topic = ''
        AND (period BETWEEN $from_since AND $from_until OR period BETWEEN $to_since AND $to_until)
    GROUP BY ALL
),
weighed AS (
    SELECT outlet, later, 'sentiment' AS measure, articles::DOUBLE AS weight, s AS total FROM outlet_sum
    UNION ALL
    SELECT outlet, later, 'escalation', articles, e FROM outlet_sum
    UNION ALL
    SELECT outlet, later, 'diplomacy', articles, d FROM outlet_sum
    UNION ALL
    SELECT outlet, later, 'balance', e + d, d - e
    FROM outlet_sum
    WHERE later IN (SELECT later FROM outlet_sum GROUP BY later HAVING sum(framed) > 0)
),
matched AS (
    SELECT
        measure,
        outlet,
        any_value(weight) FILTER (NOT later) AS weight_0,
        any_value(weight) FILTER (later) AS weight_1,
        any_value(total) FILTER (NOT later) AS total_0,
        any_value(total) FILTER (later) AS total_1,
        weight_0 IS NOT NULL AND weight_1 IS NOT NULL AS stays
    FROM weighed
    WHERE weight > 0 AND total IS NOT NULL
    GROUP BY measure, outlet
),
pooled AS (
    SELECT
        *,
        sum(weight_0) OVER same AS whole_0,
        sum(weight_1) OVER same AS whole_1,
        sum(total_0) OVER same / whole_0 AS mean_0,
        sum(total_1) OVER same / whole_1 AS mean_1,
        sum(weight_0) FILTER (stays) OVER same AS staying_0,
        sum(weight_1) FILTER (stays) OVER same AS staying_1,
        -- Where no outlet stays, all of the change is of those that came and went.
        coalesce(sum(total_0) FILTER (stays) OVER same / staying_0, (mean_0 + mean_1) / 2) AS core_0,
        coalesce(sum(total_1) FILTER (stays) OVER same / staying_1, (mean_0 + mean_1) / 2) AS core_1
    FROM matched
    WINDOW same AS (PARTITION BY measure)
),
parted AS (
    SELECT
        *,
        weight_0 / whole_0 AS share_0,
        weight_1 / whole_1 AS share_1,
        total_0 / weight_0 AS value_0,
        total_1 / weight_1 AS value_1,
        CASE WHEN stays THEN
            (weight_1 / staying_1 - weight_0 / staying_0)
            * ((value_0 + value_1) / 2 - (core_0 + core_1) / 2)
        ELSE 0 END AS mix_part,
        CASE WHEN stays THEN
            (value_1 - value_0) * (weight_0 / staying_0 + weight_1 / staying_1) / 2
        ELSE 0 END AS within_part,
        CASE WHEN stays THEN 0 ELSE
            coalesce(share_1 * (value_1 - core_1), 0)
            - coalesce(share_0 * (value_0 - core_0), 0)
        END AS turnover_part
    FROM pooled
    WHERE whole_0 > 0 AND whole_1 > 0
)
SELECT
    measure,
    outlet,
    coalesce(sum(share_0), 0) AS share_from,
    coalesce(sum(share_1), 0) AS share_to,
    CASE WHEN grouping(outlet) = 0 THEN any_value(value_0) ELSE any_value(mean_0) END AS value_from,
    CASE WHEN grouping(outlet) = 0 THEN any_value(value_1) ELSE any_value(mean_1) END AS value_to,
    round(sum(mix_part), 9) AS mix_part,
    round(sum(within_part), 9) AS within_part,
    round(sum(turnover_part), 9) AS turnover_part
FROM parted
GROUP BY GROUPING SETS ((measure, outlet), (measure))
ORDER BY measure, outlet NULLS FIRST
