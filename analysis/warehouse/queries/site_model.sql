-- The models that have series, the one in use first.
SELECT *
FROM model
SEMI JOIN series_value USING (model_id)
ORDER BY model_id <> $model_id, created_at DESC, model_id
