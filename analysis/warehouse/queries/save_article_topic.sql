-- What the topics found in the articles of `searched`, instead of what they found before.
DELETE FROM article_topic WHERE article_id IN (SELECT article_id FROM searched);
INSERT INTO article_topic BY NAME SELECT article_id, topic FROM found;
DELETE FROM tagged_article WHERE article_id IN (SELECT article_id FROM searched);
INSERT INTO tagged_article BY NAME SELECT article_id, text_hash FROM searched;
