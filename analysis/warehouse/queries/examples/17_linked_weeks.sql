SELECT
    week,
    articles,
    round(escalation, 3) AS escalation,
    round(escalation_low, 3) AS low,
    round(escalation_high, 3) AS high,
    model_id AS on_the_scale_of,
    coalesce(linked_from, model_id) AS scored_by
FROM linked_week
WHERE level = 'pooled' AND copies = 'all' AND topic = ''
ORDER BY week DESC, model_id
LIMIT 8
