SELECT
    CASE level WHEN 'outlet' THEN member ELSE 'all outlets, ' || level END AS series,
    measure,
    week,
    week_low AS earliest,
    week_high AS latest,
    round(before, 3) AS before,
    round(after, 3) AS after,
    model_id AS model
FROM change_point
ORDER BY week DESC, abs(after - before) DESC, series, measure
LIMIT 8
