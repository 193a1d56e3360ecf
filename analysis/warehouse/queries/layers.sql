SELECT layer, content_hash FROM layer ORDER BY rowid
