-- How far coders agree, and the model with them.
SELECT * FROM gold_agreement WHERE model_id IN ('', $model_id)
