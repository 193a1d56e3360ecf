WITH missing AS (
    SELECT
        outlet,
        day,
        day - row_number() OVER (PARTITION BY outlet ORDER BY day)::INTEGER AS gap
    FROM (SELECT DISTINCT outlet, day FROM collection_day WHERE status = 'missing')
)
SELECT outlet, min(day) AS first_day, max(day) AS last_day, count(*) AS days_missing
FROM missing
GROUP BY outlet, gap
ORDER BY days_missing DESC, first_day DESC, outlet
LIMIT 8
