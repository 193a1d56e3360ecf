SELECT * FROM weekday_effect WHERE model_id = $model_id ORDER BY level, member, measure, weekday
