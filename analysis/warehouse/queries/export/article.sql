-- What an article is, without its text. Numbers of 64 bits are sixteen digits of
-- hexadecimal: R, and readers that guess at CSV, would bend them.
SELECT
    printf('%016x', article_id) AS article_id,
    outlet,
    url,
    language,
    published_at,
    published_on,
    date_source,
    date_flag,
    fetched_at,
    extraction,
    word_count,
    agency,
    printf('%016x', story_id) AS story_id
FROM article
ORDER BY article_id
