SELECT outlet, text_hash FROM furniture
