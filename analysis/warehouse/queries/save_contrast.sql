INSERT INTO contrast BY NAME SELECT $model_id AS model_id, * FROM incoming
