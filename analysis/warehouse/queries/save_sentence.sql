INSERT INTO sentence BY NAME SELECT * FROM incoming
