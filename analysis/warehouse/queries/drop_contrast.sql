DELETE FROM contrast WHERE model_id = $model_id
