INSERT INTO correction BY NAME
SELECT $model_id AS model_id, * FROM incoming
