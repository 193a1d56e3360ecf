-- From which sources of the config an outlet's articles came, most first.
SELECT outlet, source, count(*) AS articles
FROM article
GROUP BY ALL
ORDER BY outlet, articles DESC, source
