FROM article_score
ORDER BY article_id, model_id
