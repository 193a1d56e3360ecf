-- Sums over the articles of each outlet and story of a period: the shape in which
-- outlets are compared, since articles that carry one story are one draw. The period is
-- handed in as a frame: rows of a query with parameters come a hundred times slower.
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
WHERE part.model_id = (SELECT model_id FROM incoming)
    AND part.part = 'all'
    AND part.scored = part.sentences
    AND article.published_on >= (SELECT since FROM incoming)
    AND article.published_on <= (SELECT until FROM incoming)
GROUP BY article.outlet, article.story_id
