FROM collection
ORDER BY model_id, grain, period, level, member
