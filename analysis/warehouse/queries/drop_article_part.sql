DELETE FROM article_part
WHERE model_id = $model_id
    AND article_id IN (SELECT article_id FROM unsummed_article($model_id, $again))
