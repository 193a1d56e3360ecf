-- The runs of the fourteen days before the newest one, newest first.
SELECT
    run_id,
    started_at,
    finished_at,
    status,
    articles,
    revisions,
    repeats,
    rejects,
    sentences_scored
FROM run
WHERE started_at > (SELECT max(started_at) FROM run) - INTERVAL 14 DAY
ORDER BY started_at DESC, run_id DESC
