-- What is known of each period of an outlet, and of all together, for every model.
SELECT model_id, grain, level, member, period, status, days_missing
FROM collection
ORDER BY model_id <> $model_id, model_id, grain, level, member, period
