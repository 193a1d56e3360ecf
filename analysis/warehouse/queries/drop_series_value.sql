DELETE FROM series_value
WHERE model_id = $model_id
    AND date_trunc('week', period)::DATE IN (SELECT week FROM incoming)
