-- Addresses that need not be fetched again; a feed shows nothing older than the window.
SELECT url FROM article WHERE source = $source AND url IS NOT NULL AND fetched_at >= $since
