-- Texts without a score under the model, in articles of the period; open on both sides
-- it holds undated articles too. Hashes are chosen first, so that no text is sorted.
WITH due AS (
    SELECT DISTINCT text_hash
    FROM sentence
    SEMI JOIN (
        SELECT article_id
        FROM article
        WHERE ($since IS NULL AND $until IS NULL)
            OR published_on BETWEEN coalesce($since::DATE, published_on)
                AND coalesce($until::DATE, published_on)
    ) USING (article_id)
    ANTI JOIN (SELECT text_hash FROM sentence_score WHERE model_id = $model_id) USING (text_hash)
    ORDER BY text_hash
    LIMIT $most
)
SELECT text_hash, any_value(text) AS text
FROM sentence SEMI JOIN due USING (text_hash)
GROUP BY text_hash
ORDER BY text_hash
