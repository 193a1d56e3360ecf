SELECT member AS outlet, * EXCLUDE (model_id, level, member)
FROM correction
WHERE model_id = $model_id AND level = 'outlet'
ORDER BY outlet, question
