SELECT * FROM day WHERE model_id = $model_id ORDER BY day
