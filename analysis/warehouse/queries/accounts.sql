-- What doctor proves: each input ended somewhere, a run's sums are its sources', and the
-- articles and revisions here are those that were counted since counts are kept with them.
WITH since AS (
    SELECT min(applied_at) AS kept_from FROM schema_version WHERE version >= 3
),
counted AS (
    SELECT
        coalesce(sum(run_source.articles), 0) AS articles,
        coalesce(sum(run_source.revisions), 0) AS revisions
    FROM run_source JOIN run USING (run_id)
    WHERE run.started_at >= (SELECT kept_from FROM since)
),
first_text AS (
    SELECT article_id, min(fetched_at) AS fetched_at
    FROM (
        SELECT article_id, fetched_at FROM article
        UNION ALL
        SELECT article_id, fetched_at FROM revision
    )
    GROUP BY article_id
)
SELECT
    (SELECT count(*) FROM article) AS articles,
    (SELECT count(*) FROM sentence) AS sentences,
    (SELECT count(*) FROM revision) AS revisions,
    (SELECT count(*) FROM "fetch") AS fetches,
    (SELECT count(*) FROM reject) AS rejects,
    (
        SELECT count(*) FROM run_source
        WHERE inputs <> articles + revisions + repeats + rejects + outside
    ) + (
        SELECT count(*) FROM run
        JOIN (
            SELECT run_id, sum(articles) AS articles, sum(revisions) AS revisions,
                sum(repeats) AS repeats, sum(rejects) AS rejects
            FROM run_source
            GROUP BY run_id
        ) AS source USING (run_id)
        WHERE run.status = 'done'
            AND (run.articles, run.revisions, run.repeats, run.rejects)
                <> (source.articles, source.revisions, source.repeats, source.rejects)
    ) AS unbalanced,
    (
        SELECT count(*) FROM first_text WHERE fetched_at >= (SELECT kept_from FROM since)
    ) - counted.articles AS uncounted_articles,
    (SELECT count(*) FROM revision) - counted.revisions AS uncounted_revisions
FROM counted
