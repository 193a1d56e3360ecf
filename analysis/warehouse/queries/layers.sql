SELECT layer, content_hash FROM layer
