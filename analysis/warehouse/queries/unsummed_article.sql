-- Articles whose sums are missing, of an earlier text, or of sentences not all scored.
SELECT article_id
FROM article
ANTI JOIN (
    SELECT article_id, text_hash
    FROM article_part
    WHERE model_id = $model_id AND part = 'all' AND scored = sentences
) USING (article_id, text_hash)
ORDER BY article_id
