-- Weeks in which a day's articles differ from those that were measured.
WITH known AS (
    SELECT outlet, day, fingerprint FROM collection_day WHERE model_id = $model_id
),
found AS (
    SELECT outlet, day, fingerprint FROM incoming
)
SELECT DISTINCT date_trunc('week', day)::DATE AS week
FROM ((FROM found EXCEPT FROM known) UNION ALL (FROM known EXCEPT FROM found))
WHERE fingerprint <> 0
ORDER BY week
