SELECT
    outlet,
    week,
    articles,
    round(escalation, 3) AS model_alone,
    round(escalation_low, 3) AS alone_low,
    round(escalation_high, 3) AS alone_high,
    round(escalation_corrected, 3) AS corrected,
    round(escalation_corrected_low, 3) AS corrected_low,
    round(escalation_corrected_high, 3) AS corrected_high,
    model_id AS model
FROM outlet_week
WHERE escalation_corrected IS NOT NULL
ORDER BY week DESC, articles DESC, outlet, model_id
LIMIT 8
