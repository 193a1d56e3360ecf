DELETE FROM collection_day WHERE model_id = $model_id
