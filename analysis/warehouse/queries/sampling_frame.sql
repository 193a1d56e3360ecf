-- The distinct texts a sample is drawn from: scored for both frames by the model, in
-- dated articles of the period; each belongs to the first article that carries it, so
-- that a wire text has one outlet and one chance. Class: agreement.framing_class.
WITH first_article AS (
    SELECT sentence.text_hash, min(article.article_id) AS article_id
    FROM sentence
    JOIN article USING (article_id)
    WHERE published_on >= coalesce($since::DATE, '-infinity')
        AND published_on <= coalesce($until::DATE, 'infinity')
    GROUP BY sentence.text_hash
)
SELECT
    first_article.text_hash,
    article.outlet,
    article.language,
    article.published_on AS day,
    date_trunc('week', article.published_on)::DATE AS week,
    CASE
        WHEN score.escalation < 0.5 AND score.diplomacy < 0.5 THEN 'NEITHER'
        WHEN score.escalation >= score.diplomacy THEN 'ESCALATION'
        ELSE 'DIPLOMACY'
    END AS predicted
FROM first_article
JOIN article USING (article_id)
JOIN sentence_score AS score ON score.text_hash = first_article.text_hash
WHERE score.model_id = $model_id
    AND score.escalation IS NOT NULL
    AND score.diplomacy IS NOT NULL
