SELECT text_hash, any_value(text) AS text
FROM sentence
ANTI JOIN (SELECT text_hash FROM sentence_score WHERE model_id = $model_id) USING (text_hash)
GROUP BY text_hash
ORDER BY text_hash
LIMIT $most
