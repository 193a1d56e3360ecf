-- One row per dated article of the changed weeks.
SELECT
    outlet,
    published_on AS day,
    date_trunc('week', published_on)::DATE AS week,
    story_id,
    sentences,
    framed_sentences > 0 AS framed,
    sentiment,
    escalation,
    diplomacy
FROM article_score
WHERE model_id = $model_id
    AND date_trunc('week', published_on)::DATE IN (SELECT week FROM incoming)
ORDER BY outlet, day, story_id, article_id
