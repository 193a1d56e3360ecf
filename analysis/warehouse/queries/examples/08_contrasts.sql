SELECT
    outlet,
    measure,
    since,
    until,
    round(difference, 3) AS difference,
    round(low, 3) AS low,
    round(high, 3) AS high,
    round(p_adjusted, 4) AS p_adjusted,
    model_id AS model
FROM contrast
ORDER BY contrast.p_adjusted, abs(contrast.difference) DESC, outlet, measure, since, model
LIMIT 8
