-- Sums over the articles of each outlet and story of a period: the shape in which
-- outlets are compared, since articles that carry one story are one draw. Outlets and
-- period are handed in as a frame: rows of a query with parameters come many times slower.
SELECT
    article.outlet,
    article.story_id,
    count(*) AS articles,
    CASE WHEN count(part.framed_sentences) > 0 THEN
        count(*) FILTER (part.framed_sentences > 0)
    END AS framed_articles,
    sum(part.sentiment_sum / part.scored) AS sentiment,
    sum(part.escalation_sum / part.scored) AS escalation,
    sum(part.diplomacy_sum / part.scored) AS diplomacy
FROM article_part AS part
JOIN article USING (article_id)
JOIN incoming
    ON incoming.model_id = part.model_id
    AND incoming.outlet = article.outlet
    AND article.published_on BETWEEN since AND until
WHERE part.part = 'all'
    AND part.scored = part.sentences
GROUP BY article.outlet, article.story_id
