-- Why days are missing. An outlet that is read from files alone has no silent days; one
-- with a feed was not asked on a missing day, or asked and not answered. `together`
-- counts the days on which all of several outlets are missing: it was not the outlet.
WITH visit AS (
    SELECT DISTINCT attempt.outlet, (attempt.fetched_at AT TIME ZONE outlet.time_zone)::DATE AS day
    FROM "fetch" AS attempt JOIN outlet USING (outlet)
    WHERE attempt.live
),
due AS (
    SELECT
        outlet,
        day,
        status,
        count(*) OVER same AS outlets,
        count(*) FILTER (status = 'missing') OVER same AS outlets_missing
    FROM collection_day
    WHERE model_id = $model_id
    WINDOW same AS (PARTITION BY day)
)
SELECT
    due.outlet,
    CASE
        WHEN visit.day IS NOT NULL THEN 'unanswered'
        WHEN live.outlet IS NOT NULL THEN 'not asked'
        ELSE 'files'
    END AS cause,
    count(*) AS days,
    count(*) FILTER (outlets > 1 AND outlets_missing = outlets) AS together,
    max(due.day) AS newest
FROM due
LEFT JOIN visit USING (outlet, day)
LEFT JOIN (SELECT DISTINCT outlet FROM visit) AS live ON live.outlet = due.outlet
WHERE due.status = 'missing'
GROUP BY ALL
ORDER BY due.outlet, cause
