DELETE FROM correction WHERE model_id = $model_id
