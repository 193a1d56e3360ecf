FROM outlet_day
ORDER BY outlet, day, model_id
