SELECT count(*) AS articles FROM unsummed_article($model_id, $again)
