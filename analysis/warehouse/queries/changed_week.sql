-- Weeks in which a day's status or articles differ from what was published.
SELECT DISTINCT date_trunc('week', day)::DATE AS week
FROM incoming
ANTI JOIN (SELECT outlet, day, status, fingerprint FROM outlet_day WHERE model_id = $model_id)
    USING (outlet, day, status, fingerprint)
ORDER BY week
