-- Pages that need not be fetched again.
SELECT url FROM article
WHERE source = $source AND outlet = coalesce($outlet, outlet) AND url IS NOT NULL
