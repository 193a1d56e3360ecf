-- Before the sentences of a newer text are written.
DELETE FROM sentence WHERE article_id IN (SELECT article_id FROM incoming)
