SELECT
    question,
    class AS answer,
    figure,
    round(value, 3) AS value,
    round(low, 3) AS low,
    round(high, 3) AS high,
    n AS coded_sentences,
    model_id AS model
FROM gold_agreement
WHERE grouping = 'all' AND figure IN ('alpha', 'f1')
ORDER BY figure, question, answer, model
LIMIT 8
