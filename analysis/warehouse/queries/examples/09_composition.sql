-- The last four weeks against the four before.
WITH latest AS (
    SELECT model_id, max(period) AS until
    FROM series_value
    WHERE grain = 'day' AND level = 'pooled'
    GROUP BY model_id
    ORDER BY count(*) DESC, model_id
    LIMIT 1
)
SELECT
    coalesce(outlet, 'all together') AS outlet,
    round(mix_part + within_part + turnover_part, 4) AS change,
    round(mix_part, 4) AS share_of_articles,
    round(within_part, 4) AS writes_otherwise,
    round(turnover_part, 4) AS came_or_went
FROM composition(
    (SELECT model_id FROM latest),
    (SELECT until - 55 FROM latest),
    (SELECT until - 28 FROM latest),
    (SELECT until - 27 FROM latest),
    (SELECT until FROM latest)
) AS part
WHERE measure = 'escalation'
ORDER BY part.outlet IS NULL DESC, abs(change) DESC, part.outlet
LIMIT 8
