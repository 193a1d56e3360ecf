-- The weeks of the outlet with most articles.
WITH largest AS (
    SELECT model_id, member
    FROM series_value
    WHERE grain = 'week' AND level = 'outlet' AND part = 'all' AND copies = 'all' AND topic = ''
    GROUP BY ALL
    ORDER BY sum(articles) DESC, member, model_id
    LIMIT 1
)
SELECT
    member AS outlet,
    period AS week,
    any_value(articles) FILTER (copies = 'all') AS articles,
    any_value(articles) FILTER (copies = 'without') AS of_its_own,
    round(any_value(escalation) FILTER (copies = 'all'), 3) AS escalation,
    round(any_value(escalation) FILTER (copies = 'without'), 3) AS escalation_of_its_own
FROM series_value
SEMI JOIN largest USING (model_id, member)
WHERE grain = 'week' AND level = 'outlet' AND part = 'all' AND topic = ''
GROUP BY member, period
ORDER BY week DESC
LIMIT 8
