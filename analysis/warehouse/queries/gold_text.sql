-- The labels of coded texts (label: text_hash, question, label) beside the model's scores,
-- once for every outlet, language and whole in whose mean the text stands. Its weight
-- is its part in that mean, over the days that samples cover, by its chance of being
-- drawn. A text that k samples could have drawn counts a k-th in each; a sample of which
-- a part is coded stands for the whole, since its sheet is in random order.
WITH coded_item AS (
    SELECT sample_id, text_hash, inclusion_probability
    FROM sample_item
    SEMI JOIN label USING (text_hash)
),
used_sample AS (
    SELECT sample_id, since, until, any_value(items) / count(*) AS each_stands_for
    FROM sample
    JOIN coded_item USING (sample_id)
    GROUP BY ALL
),
place AS (
    SELECT article.article_id, outlet, language, published_on, scored
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
        list(DISTINCT published_on) AS days,
        sum(1 / scored) AS share,
        sum(1 / scored / articles) AS balanced_share
    FROM sentence
    SEMI JOIN label USING (text_hash)
    JOIN counted USING (article_id)
    GROUP BY ALL
),
covered AS (
    SELECT text_hash, count(DISTINCT sample_id) AS samples
    FROM (SELECT text_hash, unnest(days) AS day FROM met)
    JOIN used_sample ON day BETWEEN since AND until
    GROUP BY text_hash
),
drawn AS (
    SELECT text_hash, sum(each_stands_for / inclusion_probability) / any_value(samples) AS weight
    FROM coded_item
    JOIN used_sample USING (sample_id)
    JOIN covered USING (text_hash)
    GROUP BY text_hash
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
SELECT level, member, question, label, score, round(share * weight, 9) AS weight
FROM standing
JOIN drawn USING (text_hash)
JOIN answer USING (text_hash)
WHERE score IS NOT NULL
ORDER BY level, member, question, text_hash
