FROM weekday_effect
ORDER BY model_id, level, member, measure, weekday
