FROM series
ORDER BY model_id, grain, period, level, member, part, copies, topic
