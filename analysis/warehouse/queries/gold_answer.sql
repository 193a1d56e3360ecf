-- What people said, one row a text and coder, and how many distinct sentences the text
-- stands for; where no sample drew it that is 1 by the chance it was coded with.
SELECT gold.*, round(coalesce(gold_weight.weight, 1 / gold.inclusion_probability), 9) AS weight
FROM gold
LEFT JOIN gold_weight USING (text_hash)
ORDER BY text_hash, coder
