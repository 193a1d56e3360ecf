SELECT article_id FROM incoming SEMI JOIN article USING (article_id)
