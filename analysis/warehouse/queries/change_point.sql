SELECT * FROM change_point WHERE model_id = $model_id ORDER BY level, member, measure, week
