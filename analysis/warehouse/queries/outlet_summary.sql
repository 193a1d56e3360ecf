SELECT
    outlet.*,
    count(article.article_id) AS articles,
    count(article.article_id) FILTER (article.published_on IS NULL) AS undated
FROM outlet
JOIN article USING (outlet)
GROUP BY ALL
ORDER BY outlet.outlet
