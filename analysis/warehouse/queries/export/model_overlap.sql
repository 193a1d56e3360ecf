SELECT * EXCLUDE (fingerprint)
FROM model_overlap
ORDER BY model_id, earlier_id, question
