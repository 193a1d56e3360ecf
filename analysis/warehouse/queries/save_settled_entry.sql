INSERT INTO settled_entry BY NAME SELECT * FROM incoming
