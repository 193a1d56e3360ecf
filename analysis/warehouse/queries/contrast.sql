SELECT * FROM contrast WHERE model_id = $model_id ORDER BY since, until, measure, outlet
