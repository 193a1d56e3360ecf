-- How many of an outlet's articles were met again with another text or headline.
SELECT
    article.outlet,
    count(DISTINCT article_id) AS articles,
    count(*) AS texts,
    count(DISTINCT article_id) FILTER (earlier.title IS DISTINCT FROM article.title) AS headlines
FROM revision AS earlier
JOIN article USING (article_id)
GROUP BY article.outlet
ORDER BY articles DESC, article.outlet
