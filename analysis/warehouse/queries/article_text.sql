SELECT article.* FROM article SEMI JOIN incoming USING (article_id)
