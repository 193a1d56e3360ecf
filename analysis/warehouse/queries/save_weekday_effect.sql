INSERT INTO weekday_effect BY NAME SELECT $model_id AS model_id, * FROM incoming
