FROM model
ORDER BY model_id
