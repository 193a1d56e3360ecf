WITH peak AS (
    SELECT model_id, member AS outlet, period AS day
    FROM series_value
    WHERE grain = 'day' AND level = 'outlet' AND part = 'all' AND copies = 'all' AND topic = ''
        AND escalation IS NOT NULL
        AND period > (SELECT max(period) FROM series_value WHERE grain = 'day') - 28
    ORDER BY escalation DESC, member, model_id
    LIMIT 1
)
SELECT
    round(score.escalation, 2) AS escalation,
    sentence.text AS sentence,
    sentence.voice,
    article.title,
    peak.outlet,
    peak.day
FROM peak
JOIN article ON article.outlet = peak.outlet AND article.published_on = peak.day
JOIN sentence USING (article_id)
JOIN sentence_score AS score
    ON score.text_hash = sentence.text_hash AND score.model_id = peak.model_id
ORDER BY score.escalation DESC, sentence.article_id, sentence.position
LIMIT 8
