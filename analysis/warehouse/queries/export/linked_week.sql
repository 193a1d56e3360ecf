FROM linked_week
ORDER BY model_id, week, level, member, copies, topic
