-- The model's mean answers over the days that coded samples cover, of every outlet,
-- language and whole; of one that has no article there, over all its days. Not of a
-- language or whole some outlet of which has been drawn from but has no coded sentence yet
-- of one of the classes drawn there, nor of an outlet that has them of others alone: what
-- is coded does not stand for that class.
WITH used_sample AS (
    SELECT DISTINCT since, until FROM sample_cell
),
uncoded AS (
    SELECT language
    FROM sample_item
    SEMI JOIN (FROM sample_cell WHERE coded = 0) USING (sample_id, outlet, predicted)
),
lopsided AS (
    SELECT outlet FROM sample_cell GROUP BY sample_id, outlet HAVING min(coded) = 0 AND max(coded) > 0
),
scored AS (
    SELECT
        outlet,
        language,
        EXISTS (FROM used_sample WHERE published_on BETWEEN since AND until) AS covered,
        escalation_sum / scored AS escalation,
        diplomacy_sum / scored AS diplomacy,
        sentiment_sum / scored AS sentiment
    FROM article
    JOIN article_part AS part USING (article_id)
    WHERE part.model_id = $model_id
        AND part.part = 'all'
        AND part.scored = part.sentences
        AND published_on IS NOT NULL
),
answer AS (
    UNPIVOT scored ON escalation, diplomacy, sentiment INTO NAME question VALUE answer
),
standing AS (
    SELECT 'outlet' AS level, outlet AS member, question, covered, answer FROM answer
    UNION ALL
    SELECT 'language', language, question, covered, answer FROM answer WHERE language IS NOT NULL
    UNION ALL
    SELECT 'pooled', '', question, covered, answer FROM answer
),
mean AS (
    SELECT level, member, question, bool_or(covered) AS covered,
        coalesce(avg(answer) FILTER (covered), avg(answer)) AS mean
    FROM standing
    GROUP BY level, member, question
),
whole AS (
    SELECT level, member, question, mean FROM mean
    UNION ALL
    SELECT 'balanced', '', question, avg(mean) FROM mean WHERE level = 'outlet' AND covered GROUP BY question
)
SELECT level, member, question, round(mean, 9) AS mean
FROM whole
WHERE CASE level
    WHEN 'outlet' THEN NOT EXISTS (FROM lopsided WHERE outlet = member)
    WHEN 'language' THEN NOT EXISTS (FROM uncoded WHERE language = member)
    ELSE NOT EXISTS (FROM uncoded)
END
ORDER BY level, member, question
