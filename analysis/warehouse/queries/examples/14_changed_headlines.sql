SELECT
    article.outlet,
    earlier.fetched_at::DATE AS read_on,
    earlier.title AS first_headline,
    article.title AS headline_now,
    article.revision AS texts
FROM revision AS earlier
JOIN article USING (article_id)
WHERE earlier.revision = 1 AND earlier.title <> article.title
ORDER BY earlier.fetched_at DESC, article_id
LIMIT 8
