-- Articles that no topic was looked for in yet, or in another text, in their place in the file.
SELECT article.rowid AS place
FROM article
ANTI JOIN tagged_article USING (article_id, text_hash)
ORDER BY place
