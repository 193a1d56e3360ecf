-- What doctor proves: each input ended somewhere, and each run's sum is its sources'.
SELECT
    (SELECT count(*) FROM article) AS articles,
    (SELECT count(*) FROM sentence) AS sentences,
    (
        SELECT count(*) FROM run_source
        WHERE inputs <> articles + repeats + rejects + outside
    ) AS unbalanced
