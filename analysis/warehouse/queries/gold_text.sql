-- The labels of coded texts (label: text_hash, question, label) beside the model's scores,
-- once for every outlet, language and whole in whose mean the text stands. Its weight
-- is its part in that mean, over the days that samples cover, times the texts it stands
-- for (gold_weight).
WITH used_sample AS (
    SELECT DISTINCT since, until FROM sample_cell
),
place AS (
    SELECT article.article_id, outlet, language, scored
    FROM article
    JOIN article_part AS part USING (article_id)
    WHERE part.model_id = $model_id
        AND part.part = 'all'
        AND part.scored = part.sentences
        AND EXISTS (FROM used_sample WHERE published_on BETWEEN since AND until)
),
-- In the balanced mean an outlet's articles share what in the pooled one is an article's.
counted AS (
    SELECT *, count(*) OVER (PARTITION BY outlet) AS articles FROM place
),
met AS (
    SELECT
        text_hash,
        outlet,
        language,
        sum(1 / scored) AS share,
        sum(1 / scored / articles) AS balanced_share
    FROM sentence
    SEMI JOIN label USING (text_hash)
    JOIN counted USING (article_id)
    GROUP BY ALL
),
standing AS (
    SELECT 'outlet' AS level, outlet AS member, text_hash, sum(share) AS share FROM met GROUP BY ALL
    UNION ALL
    SELECT 'language', language, text_hash, sum(share) FROM met WHERE language IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT 'pooled', '', text_hash, sum(share) FROM met GROUP BY ALL
    UNION ALL
    SELECT 'balanced', '', text_hash, sum(balanced_share) FROM met GROUP BY ALL
),
answer AS (
    SELECT
        text_hash,
        question,
        label,
        CASE question
            WHEN 'escalation' THEN score.escalation
            WHEN 'diplomacy' THEN score.diplomacy
            ELSE find_sentiment(positive, negative)
        END AS score
    FROM label
    JOIN sentence_score AS score USING (text_hash)
    WHERE model_id = $model_id
)
SELECT level, member, question, text_hash, label, score, round(share * weight, 9) AS weight
FROM standing
JOIN gold_weight USING (text_hash)
JOIN answer USING (text_hash)
WHERE score IS NOT NULL
ORDER BY level, member, question, text_hash
