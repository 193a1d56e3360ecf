SELECT DISTINCT receipt FROM "fetch" WHERE source = $source AND receipt IS NOT NULL
