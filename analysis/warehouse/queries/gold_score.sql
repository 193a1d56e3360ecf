-- What models say of coded texts.
SELECT * FROM sentence_score SEMI JOIN gold USING (text_hash) ORDER BY text_hash, model_id
