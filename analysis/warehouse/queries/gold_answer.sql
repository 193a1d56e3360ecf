-- What people said, one row a text and coder, with its chance of being drawn and coded: a
-- sample of which a part is coded stands for the whole, since its sheet is in random order.
WITH coded AS (
    SELECT sample_id, count(DISTINCT text_hash) AS texts FROM gold GROUP BY sample_id
)
SELECT gold.* REPLACE (
    gold.inclusion_probability * coalesce(coded.texts / sample.items, 1) AS inclusion_probability
)
FROM gold
LEFT JOIN coded ON coded.sample_id = gold.sample_id
LEFT JOIN sample ON sample.sample_id = gold.sample_id
ORDER BY gold.text_hash, gold.coder
