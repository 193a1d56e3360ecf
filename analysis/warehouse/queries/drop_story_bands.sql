-- Before the marks of a newer text are written.
DELETE FROM story_band WHERE article_id IN (SELECT article_id FROM incoming)
