FROM change_point
ORDER BY model_id, level, member, measure, week
