FROM outlet_week
ORDER BY outlet, week, model_id
