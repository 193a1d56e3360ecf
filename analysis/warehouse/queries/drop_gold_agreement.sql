-- Figures among coders alone have an empty model_id.
DELETE FROM gold_agreement WHERE model_id IN ('', $model_id)
