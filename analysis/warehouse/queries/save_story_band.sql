INSERT INTO story_band BY NAME SELECT * FROM incoming
