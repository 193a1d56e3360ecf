SELECT * FROM outlet_week WHERE model_id = $model_id ORDER BY outlet, week
