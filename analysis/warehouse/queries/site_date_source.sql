-- Who states the dates of an outlet's articles, and how many are in doubt; the source is
-- NULL where an article is undated, the flag where there is no doubt.
SELECT outlet, date_source AS kind, date_flag AS flag, count(*) AS articles
FROM article
GROUP BY ALL
ORDER BY outlet, articles DESC, kind, flag
