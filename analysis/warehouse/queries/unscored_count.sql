SELECT count(DISTINCT text_hash) AS sentences
FROM sentence
SEMI JOIN (
    SELECT article_id
    FROM article
    WHERE ($since IS NULL AND $until IS NULL)
        OR published_on BETWEEN coalesce($since::DATE, published_on)
            AND coalesce($until::DATE, published_on)
) USING (article_id)
ANTI JOIN (SELECT text_hash FROM sentence_score WHERE model_id = $model_id) USING (text_hash)
