-- Where coded texts stand: every language, outlet and voice in which one was met.
SELECT DISTINCT
    sentence.text_hash,
    sentence.text,
    article.language,
    article.outlet,
    sentence.voice
FROM sentence
SEMI JOIN gold USING (text_hash)
JOIN article USING (article_id)
ORDER BY ALL
