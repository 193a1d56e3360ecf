SELECT
    member AS language,
    period AS week,
    articles,
    round(escalation, 3) AS model_alone,
    round(coalesce(escalation_corrected, escalation), 3) AS escalation,
    round(coalesce(escalation_corrected_low, escalation_low), 3) AS low,
    round(coalesce(escalation_corrected_high, escalation_high), 3) AS high,
    escalation_corrected IS NOT NULL AS corrected,
    model_id AS model
FROM series
WHERE grain = 'week' AND level = 'language' AND part = 'all' AND copies = 'all' AND topic = ''
ORDER BY week DESC, articles DESC, language, model
LIMIT 8
