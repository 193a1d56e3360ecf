-- Articles that a paragraph learnt as furniture has to be taken out of.
SELECT DISTINCT article.*
FROM article
JOIN incoming ON incoming.outlet = article.outlet AND contains(article.body, incoming.text)
WHERE article.published_on >= $since
ORDER BY article.article_id
