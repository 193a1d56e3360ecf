-- The words of the texts that a sample drew.
SELECT text_hash, any_value(text) AS text
FROM sentence
SEMI JOIN incoming USING (text_hash)
GROUP BY text_hash
