-- How an outlet's texts were won and what they were.
SELECT outlet, extraction AS kind, count(*) AS articles
FROM article
GROUP BY ALL
ORDER BY outlet, articles DESC, kind
