FROM contrast
ORDER BY model_id, outlet, measure, since, until
