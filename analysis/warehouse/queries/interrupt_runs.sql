UPDATE run SET status = 'interrupted' WHERE status = 'running' AND run_id <> $run_id
