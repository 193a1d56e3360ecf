SELECT
    question,
    model_id AS newer,
    earlier_id AS earlier,
    sentences,
    round(alpha, 3) AS alpha,
    round(correlation, 3) AS correlation,
    round(mean_difference, 3) AS mean_difference
FROM model_overlap
ORDER BY sentences DESC, newer, earlier, question
LIMIT 8
