SELECT
    member AS language,
    sum(articles)::BIGINT AS articles,
    round(sum(articles * escalation) / sum(articles), 3) AS escalation,
    round(sum(articles * diplomacy) / sum(articles), 3) AS diplomacy,
    round(sum(articles * sentiment) / sum(articles), 3) AS sentiment,
    model_id AS model
FROM series_value
WHERE grain = 'week' AND level = 'language' AND part = 'all' AND copies = 'all' AND topic = ''
GROUP BY language, model_id
ORDER BY articles DESC, language, model
LIMIT 8
