INSERT INTO sentence_score BY NAME
SELECT * FROM incoming
ANTI JOIN sentence_score USING (text_hash, model_id)
