-- The articles that this model and another one scored whole, as sums over the articles'
-- means in hundred-thousandths (model_overlap.sql says why); only where they are not
-- those that model_overlap was made from.
WITH whole AS (
    SELECT
        article_id,
        text_hash,
        model_id,
        round(escalation_sum / sentences * 100000)::BIGINT AS escalation,
        round(diplomacy_sum / sentences * 100000)::BIGINT AS diplomacy,
        round(sentiment_sum / sentences * 100000)::BIGINT AS sentiment
    FROM article_part
    WHERE part = 'all' AND scored = sentences
),
pair AS (
    SELECT
        b.model_id AS earlier_id,
        hash(a.article_id, a.text_hash) AS mark,
        unnest([
            {'question': 'escalation', 'newer': a.escalation, 'earlier': b.escalation},
            {'question': 'diplomacy', 'newer': a.diplomacy, 'earlier': b.diplomacy},
            {'question': 'sentiment', 'newer': a.sentiment, 'earlier': b.sentiment}
        ], recursive := true)
    FROM whole AS a JOIN whole AS b USING (article_id, text_hash)
    WHERE a.model_id = $model_id AND b.model_id <> $model_id
),
total AS (
    SELECT
        earlier_id,
        question,
        count(*) AS n,
        sum(newer)::BIGINT AS newer,
        sum(earlier)::BIGINT AS earlier,
        sum(newer * newer)::BIGINT AS newer_squares,
        sum(earlier * earlier)::BIGINT AS earlier_squares,
        sum(newer * earlier)::BIGINT AS products,
        bit_xor(mark) AS fingerprint
    FROM pair
    WHERE newer IS NOT NULL AND earlier IS NOT NULL
    GROUP BY earlier_id, question
)
SELECT *
FROM total
ANTI JOIN (
    SELECT earlier_id, question, fingerprint FROM model_overlap WHERE model_id = $model_id
) USING (earlier_id, question, fingerprint)
ORDER BY earlier_id, question
