FROM correction
ORDER BY model_id, level, member, question
