-- What doctor proves: each input ended somewhere, and a run's sums are its sources'.
SELECT
    (SELECT count(*) FROM article) AS articles,
    (SELECT count(*) FROM sentence) AS sentences,
    (
        SELECT count(*) FROM run_source
        WHERE inputs <> articles + repeats + rejects + outside
    ) + (
        SELECT count(*) FROM run
        JOIN (
            SELECT run_id, sum(articles) AS articles, sum(repeats) AS repeats,
                sum(rejects) AS rejects
            FROM run_source
            GROUP BY run_id
        ) AS source USING (run_id)
        WHERE run.status = 'done'
            AND (run.articles, run.repeats, run.rejects)
                <> (source.articles, source.repeats, source.rejects)
    ) AS unbalanced
