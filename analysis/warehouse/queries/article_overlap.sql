-- The articles that this model and another one scored whole, as sums over the articles'
-- means in hundred-thousandths (model_overlap.sql says why). The newer of the two is the
-- one that came into the warehouse later. Changed are those that differ from what
-- model_overlap was made from, by one in a hundred or where asked for at all: comparing
-- all sentences again takes too long for one article.
WITH whole AS (
    SELECT
        article_id,
        text_hash,
        model_id,
        model.rowid AS place,
        round(escalation_sum / sentences * 100000)::BIGINT AS escalation,
        round(diplomacy_sum / sentences * 100000)::BIGINT AS diplomacy,
        round(sentiment_sum / sentences * 100000)::BIGINT AS sentiment
    FROM article_part JOIN model USING (model_id)
    WHERE part = 'all' AND scored = sentences
),
pair AS (
    SELECT
        a.model_id,
        b.model_id AS earlier_id,
        -- Hashed twice, as in calendar.sql.
        hash(hash(a.article_id, a.text_hash)) AS mark,
        unnest([
            {'question': 'escalation', 'newer': a.escalation, 'earlier': b.escalation},
            {'question': 'diplomacy', 'newer': a.diplomacy, 'earlier': b.diplomacy},
            {'question': 'sentiment', 'newer': a.sentiment, 'earlier': b.sentiment}
        ], recursive := true)
    FROM whole AS a JOIN whole AS b USING (article_id, text_hash)
    WHERE a.place > b.place AND $model_id IN (a.model_id, b.model_id)
),
total AS (
    SELECT
        model_id,
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
    GROUP BY model_id, earlier_id, question
)
SELECT
    total.*,
    total.fingerprint IS DISTINCT FROM old.fingerprint
        AND ($anew OR old.articles IS NULL OR abs(n - old.articles) >= old.articles / 100)
        AS changed
FROM total
LEFT JOIN model_overlap AS old USING (model_id, earlier_id, question)
ORDER BY model_id, earlier_id, question
