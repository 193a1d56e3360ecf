SELECT
    reason,
    source,
    count(*) AS rejects,
    max(first_seen_at)::DATE AS newest,
    max_by(input, first_seen_at) AS example,
    max_by(detail, first_seen_at) AS detail
FROM reject
GROUP BY reason, source
ORDER BY rejects DESC, reason, source
LIMIT 8
