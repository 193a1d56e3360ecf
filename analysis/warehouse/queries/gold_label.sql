-- What people said, one row a text and coder.
SELECT * FROM gold ORDER BY text_hash, coder
