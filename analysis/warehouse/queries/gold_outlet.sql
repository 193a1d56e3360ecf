-- How many coded texts each outlet carries.
SELECT article.outlet, count(DISTINCT gold.text_hash) AS texts
FROM article
LEFT JOIN sentence ON sentence.article_id = article.article_id
LEFT JOIN gold ON gold.text_hash = sentence.text_hash
GROUP BY article.outlet
ORDER BY article.outlet
