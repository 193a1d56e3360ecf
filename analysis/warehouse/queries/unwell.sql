-- Outlets and sources that a person should look at, each with what was seen.
SELECT 'outlet ' || outlet AS subject, detail
FROM (
    SELECT
        outlet,
        CASE
            WHEN words < 0.5 * words_before OR words > 2 * words_before THEN
                format(
                    'articles have {:d} words in the middle, {:d} in the weeks before: look '
                    'at a page, its layout may have changed',
                    words::BIGINT,
                    words_before::BIGINT
                )
            WHEN beginnings > beginnings_before + 0.3 THEN
                format(
                    'of {:d} % of its articles only the beginning could be had, {:d} % in the '
                    'weeks before: look at a page, it may have a new wall',
                    (100 * beginnings)::BIGINT,
                    (100 * beginnings_before)::BIGINT
                )
            WHEN doubtful_dates > doubtful_dates_before + 0.3 THEN
                format(
                    'dates of {:d} % of its articles are missing or in doubt, {:d} % in the weeks '
                    'before: see article.date_detail',
                    (100 * doubtful_dates)::BIGINT,
                    (100 * doubtful_dates_before)::BIGINT
                )
        END AS detail
    FROM outlet_health
    WHERE articles >= 10 AND articles_before >= 5
)
WHERE detail IS NOT NULL
UNION ALL
SELECT 'source ' || source AS subject, detail
FROM (
    SELECT
        source,
        CASE
            WHEN gone THEN 'answered that it is gone for good (410): remove it or name its new address'
            WHEN failures >= 3 THEN
                format('has not answered {:d} times, see "fetch"; asked again {}', failures, next_at)
            WHEN articles + rejects >= 10
                AND articles_before + rejects_before >= 20
                AND rejects / (articles + rejects)
                    > rejects_before / (articles_before + rejects_before) + 0.25 THEN
                format(
                    '{:d} % of what is new in it was rejected, {:d} % in the weeks before: see reject',
                    (100 * rejects / (articles + rejects))::BIGINT,
                    (100 * rejects_before / (articles_before + rejects_before))::BIGINT
                )
            WHEN articles = 0 AND articles_before >= 8 THEN
                format('has given no article since {}: look whether it still lives', last_article_at::DATE)
            WHEN turned_over THEN
                'showed nothing of what it showed at the visit before: run more often, entries may be missed'
        END AS detail
    FROM source_health
)
WHERE detail IS NOT NULL
ORDER BY subject
