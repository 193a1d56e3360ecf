SELECT * REPLACE (
    printf('%016x', article_id) AS article_id, printf('%016x', story_id) AS story_id
)
FROM article_score
ORDER BY article_score.article_id, model_id
