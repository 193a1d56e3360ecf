-- How two models answered the same sentences: for each question and pair of answers
-- the sums over sentences, in hundred-thousandths, so that they are whole numbers and
-- the same in whatever order they were added. Yes from one half on; of the sentiments
-- the likeliest, a tie being neutral, then negative.
WITH answer AS (
    SELECT
        text_hash,
        model_id,
        escalation,
        diplomacy,
        positive - negative AS sentiment,
        CASE
            WHEN neutral >= greatest(negative, positive) THEN 'neutral'
            WHEN negative >= positive THEN 'negative'
            ELSE 'positive'
        END AS tone
    FROM sentence_score
    WHERE model_id IN ($model_id, $earlier_id)
),
pair AS (
    SELECT unnest([
        {
            'question': 'escalation',
            'newer_answer': CASE WHEN a.escalation >= 0.5 THEN 'yes' ELSE 'no' END,
            'earlier_answer': CASE WHEN b.escalation >= 0.5 THEN 'yes' ELSE 'no' END,
            'newer': round(a.escalation * 100000)::BIGINT,
            'earlier': round(b.escalation * 100000)::BIGINT
        },
        {
            'question': 'diplomacy',
            'newer_answer': CASE WHEN a.diplomacy >= 0.5 THEN 'yes' ELSE 'no' END,
            'earlier_answer': CASE WHEN b.diplomacy >= 0.5 THEN 'yes' ELSE 'no' END,
            'newer': round(a.diplomacy * 100000)::BIGINT,
            'earlier': round(b.diplomacy * 100000)::BIGINT
        },
        {
            'question': 'sentiment',
            'newer_answer': a.tone,
            'earlier_answer': b.tone,
            'newer': round(a.sentiment * 100000)::BIGINT,
            'earlier': round(b.sentiment * 100000)::BIGINT
        }
    ], recursive := true)
    FROM answer AS a JOIN answer AS b USING (text_hash)
    WHERE a.model_id = $model_id AND b.model_id = $earlier_id
)
SELECT
    question,
    newer_answer,
    earlier_answer,
    count(*) AS n,
    sum(newer)::BIGINT AS newer,
    sum(earlier)::BIGINT AS earlier,
    sum(newer * newer)::BIGINT AS newer_squares,
    sum(earlier * earlier)::BIGINT AS earlier_squares,
    sum(newer * earlier)::BIGINT AS products
FROM pair
WHERE newer IS NOT NULL AND earlier IS NOT NULL
GROUP BY question, newer_answer, earlier_answer
ORDER BY question, newer_answer, earlier_answer
