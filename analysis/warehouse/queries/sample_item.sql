SELECT * FROM sample_item ORDER BY sample_id, item
