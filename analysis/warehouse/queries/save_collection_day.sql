INSERT INTO collection_day BY NAME SELECT * FROM incoming
