-- How the model in use and others answered the same sentences, whichever came first.
SELECT *
FROM model_overlap
WHERE $model_id IN (model_id, earlier_id)
ORDER BY model_id, earlier_id, question
