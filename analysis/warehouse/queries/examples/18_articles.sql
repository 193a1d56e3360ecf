SELECT
    published_on,
    outlet,
    round(score.escalation, 2) AS escalation,
    round(score.diplomacy, 2) AS diplomacy,
    round(quoted_share, 2) AS quoted_share,
    sentences,
    title,
    model_id AS model
FROM article_score AS score
JOIN article USING (article_id, outlet, published_on)
WHERE sentences >= 5
ORDER BY score.escalation DESC NULLS LAST, article_id, model_id
LIMIT 8
