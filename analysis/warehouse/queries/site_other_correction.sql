-- The corrections of all models but the one in use: their series too may be asked for.
SELECT * FROM correction WHERE model_id <> $model_id
