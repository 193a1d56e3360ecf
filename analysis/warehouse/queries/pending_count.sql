SELECT count(DISTINCT text_hash) AS sentences
FROM sentence
ANTI JOIN (SELECT text_hash FROM sentence_score WHERE model_id = $model_id) USING (text_hash)
