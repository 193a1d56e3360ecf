WITH voice AS (
    SELECT
        model_id,
        member AS outlet,
        part,
        sum(articles)::BIGINT AS articles,
        sum(articles * escalation) / sum(articles) AS escalation
    FROM series_value
    WHERE grain = 'week' AND level = 'outlet' AND copies = 'all' AND topic = ''
    GROUP BY ALL
)
SELECT
    own.outlet,
    round(own.escalation, 3) AS own_voice,
    round(quoted.escalation, 3) AS quoted,
    round(own.escalation - quoted.escalation, 3) AS difference,
    own.articles,
    quoted.articles AS with_quotes,
    own.model_id AS model
FROM voice AS own
JOIN voice AS quoted USING (model_id, outlet)
WHERE own.part = 'own' AND quoted.part = 'quoted'
ORDER BY own.articles DESC, own.outlet, model
LIMIT 8
