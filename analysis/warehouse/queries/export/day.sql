FROM day
ORDER BY day, model_id
