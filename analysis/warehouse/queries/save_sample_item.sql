INSERT INTO sample_item BY NAME
SELECT
    sample_id,
    item,
    text_hash,
    outlet,
    language,
    week,
    predicted,
    inclusion_probability
FROM incoming
ON CONFLICT DO NOTHING
