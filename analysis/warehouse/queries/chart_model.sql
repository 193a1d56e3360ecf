-- Models that have published series, and the days that these are of.
SELECT model_id, task, min(period) AS since, max(period) AS until
FROM series_value JOIN model USING (model_id)
WHERE grain = 'day'
GROUP BY ALL
ORDER BY model_id
