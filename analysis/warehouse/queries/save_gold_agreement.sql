INSERT INTO gold_agreement BY NAME SELECT * FROM incoming
