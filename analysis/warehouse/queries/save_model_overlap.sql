DELETE FROM model_overlap AS old
USING incoming AS new
WHERE old.model_id = new.model_id
    AND old.earlier_id = new.earlier_id
    AND old.question = new.question;
INSERT INTO model_overlap BY NAME SELECT * FROM incoming
