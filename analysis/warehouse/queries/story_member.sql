SELECT article_id, story_id, body FROM article SEMI JOIN incoming USING (article_id)
