SELECT * REPLACE (printf('%016x', article_id) AS article_id)
FROM article_topic
ORDER BY article_topic.article_id, topic
