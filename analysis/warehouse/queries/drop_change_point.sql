DELETE FROM change_point WHERE model_id = $model_id
