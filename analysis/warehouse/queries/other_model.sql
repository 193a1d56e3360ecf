-- Models whose sums are kept beside those of the model in use.
SELECT DISTINCT model_id FROM article_part WHERE model_id <> $model_id ORDER BY model_id
