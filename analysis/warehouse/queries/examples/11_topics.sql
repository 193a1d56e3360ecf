SELECT
    topic,
    sum(articles)::BIGINT AS articles,
    round(sum(articles * escalation) / sum(articles), 3) AS escalation,
    round(sum(articles * diplomacy) / sum(articles), 3) AS diplomacy,
    round(sum(articles * sentiment) / sum(articles), 3) AS sentiment,
    model_id AS model
FROM series_value
WHERE grain = 'week' AND level = 'pooled' AND part = 'all' AND copies = 'all' AND topic <> ''
GROUP BY topic, model_id
ORDER BY articles DESC, topic, model
LIMIT 8
