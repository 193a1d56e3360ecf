SELECT * FROM outlet_day WHERE model_id = $model_id ORDER BY outlet, day
