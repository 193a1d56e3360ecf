DELETE FROM weekday_effect WHERE model_id = $model_id
