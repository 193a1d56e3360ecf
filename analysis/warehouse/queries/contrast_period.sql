-- What outlets are compared over, a row per period and outlet. Compared are outlets whose
-- collection began before the period and ends after it: else what differs may be the
-- times and not the outlets. It begins with the first complete day, since a feed's first
-- answer holds some older articles; gaps in between are not looked at. The periods are
-- the last 28 complete days, and of all spans from one outlet's first day to an outlet's
-- last the one in which most days of outlets can be compared, so that neither a newcomer
-- nor one long archive decides.
WITH span AS (
    SELECT outlet, min(day) FILTER (status = 'complete') AS first, max(day) AS last
    FROM collection_day
    WHERE model_id = $model_id
    GROUP BY outlet
),
newest AS (
    SELECT max(day) AS until
    FROM collection_day
    WHERE model_id = $model_id AND status = 'complete'
),
candidate AS (
    SELECT DISTINCT a.first AS since, least(b.last, newest.until) AS until
    FROM span AS a CROSS JOIN span AS b CROSS JOIN newest
),
longest AS (
    SELECT since, until
    FROM candidate JOIN span ON first <= since AND last >= until
    WHERE since <= until
    GROUP BY since, until
    HAVING count(*) > 1
    ORDER BY count(*) * (until - since + 1) DESC, until DESC, since
    LIMIT 1
),
recent AS (
    SELECT greatest(until - 27, (SELECT min(first) FROM span)) AS since, until FROM newest
)
SELECT $model_id AS model_id, outlet, since, until
FROM (FROM longest UNION FROM recent) JOIN span ON first <= since AND last >= until
ORDER BY since, outlet
