-- In which languages an outlet's articles are; NULL where it could not be told.
SELECT outlet, language AS kind, count(*) AS articles
FROM article
GROUP BY ALL
ORDER BY outlet, articles DESC, kind
