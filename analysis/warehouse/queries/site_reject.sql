-- Rejects by reason and source, most first, each with its newest example: inputs and
-- details can be of any length.
SELECT
    reason,
    source,
    count(*) AS rejects,
    max(first_seen_at) AS newest_at,
    left(max_by(input, (first_seen_at, reject_id)), 300) AS example,
    left(max_by(detail, (first_seen_at, reject_id)), 600) AS detail
FROM reject
GROUP BY reason, source
ORDER BY rejects DESC, reason, source
