SELECT
    ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][weekday] AS day,
    round(effect, 3) AS escalation_against_the_week,
    round(effect_low, 3) AS low,
    round(effect_high, 3) AS high,
    days,
    model_id AS model
FROM weekday_effect
WHERE level = 'balanced' AND measure = 'escalation'
ORDER BY model, weekday
LIMIT 7
