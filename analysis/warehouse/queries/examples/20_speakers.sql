SELECT
    sentence.speaker,
    count(*) AS sentences,
    count(DISTINCT sentence.article_id) AS articles,
    round(avg(score.escalation), 2) AS escalation,
    round(avg(score.diplomacy), 2) AS diplomacy,
    score.model_id AS model
FROM sentence
JOIN sentence_score AS score USING (text_hash)
WHERE sentence.speaker IS NOT NULL
GROUP BY ALL
ORDER BY articles DESC, sentences DESC, speaker, model
LIMIT 8
