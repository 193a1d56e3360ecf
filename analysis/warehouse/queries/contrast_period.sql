-- What outlets are compared over: the last 28 complete days, and all of them.
WITH reach AS (
    SELECT
        min(day) FILTER (status <> 'missing') AS first,
        max(day) FILTER (status = 'complete') AS last
    FROM collection_day
    WHERE model_id = $model_id
)
SELECT DISTINCT
    $model_id AS model_id,
    unnest([greatest(last - 27, first), first]) AS since,
    last AS until
FROM reach
WHERE last IS NOT NULL
ORDER BY since
