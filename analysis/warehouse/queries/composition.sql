SELECT * FROM composition($model_id, $from_since, $from_until, $to_since, $to_until)
