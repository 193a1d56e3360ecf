INSERT INTO change_point BY NAME SELECT $model_id AS model_id, * FROM incoming
