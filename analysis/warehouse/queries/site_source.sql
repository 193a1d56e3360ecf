-- What each source gave since it is known, when it last gave an article, and how its last
-- visit went. `failure` is the newest bad outcome, which may be one page alone. A source that
-- is not in `poll` is read from files.
WITH counted AS (
    SELECT
        source,
        sum(run_source.articles)::BIGINT AS articles,
        sum(run_source.rejects)::BIGINT AS rejects,
        max(run.started_at) FILTER (run_source.articles > 0) AS last_article_at,
        max(run.started_at) AS last_run_at
    FROM run_source JOIN run USING (run_id)
    GROUP BY source
),
attempt AS (
    SELECT
        source,
        bool_or(live) AS live,
        max_by(outcome, (fetched_at, fetch_id)) FILTER (outcome NOT IN ('ok', 'unchanged')) AS failure
    FROM "fetch"
    GROUP BY source
)
SELECT
    source,
    coalesce(live, false) AS live,
    coalesce(counted.articles, 0) AS articles,
    coalesce(counted.rejects, 0) AS rejects,
    coalesce(health.articles, 0)::BIGINT AS articles_of_week,
    counted.last_article_at,
    coalesce(poll.asked_at, counted.last_run_at) AS asked_at,
    left(failure, 200) AS failure,
    poll.failures,
    poll.gone,
    poll.turned_over,
    poll.next_at
FROM (SELECT source FROM counted UNION SELECT source FROM poll UNION SELECT source FROM attempt)
LEFT JOIN counted USING (source)
LEFT JOIN attempt USING (source)
LEFT JOIN source_health AS health USING (source)
LEFT JOIN poll USING (source)
ORDER BY counted.articles DESC NULLS LAST, source
