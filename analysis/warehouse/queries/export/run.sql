FROM run
ORDER BY started_at, run_id
