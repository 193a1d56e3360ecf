-- Outlets and sources that a person should look at: the fault, and its figures in the
-- last week and before. The words are the doctor's and the pages'.
FROM (
    SELECT
        'outlet' AS kind,
        outlet AS name,
        CASE
            WHEN words < 0.5 * words_before OR words > 2 * words_before THEN 'words'
            WHEN beginnings > beginnings_before + 0.3 THEN 'beginnings'
            WHEN doubtful_dates > doubtful_dates_before + 0.3 THEN 'dates'
        END AS fault,
        CASE fault
            WHEN 'words' THEN words
            WHEN 'beginnings' THEN beginnings
            WHEN 'dates' THEN doubtful_dates
        END AS lately,
        CASE fault
            WHEN 'words' THEN words_before
            WHEN 'beginnings' THEN beginnings_before
            WHEN 'dates' THEN doubtful_dates_before
        END AS earlier,
        NULL::DATE AS since,
        NULL::TIMESTAMPTZ AS next_at
    FROM outlet_health
    WHERE articles >= 10 AND articles_before >= 5
    UNION ALL
    SELECT
        'source' AS kind,
        source AS name,
        CASE
            WHEN gone THEN 'gone'
            WHEN failures >= 3 THEN 'failures'
            WHEN articles + rejects >= 10
                AND articles_before + rejects_before >= 20
                AND rejects / (articles + rejects)
                    > rejects_before / (articles_before + rejects_before) + 0.25 THEN 'rejected'
            WHEN articles = 0 AND articles_before >= 8 THEN 'silent'
            WHEN turned_over THEN 'turned_over'
        END AS fault,
        CASE fault
            WHEN 'failures' THEN failures
            WHEN 'rejected' THEN rejects / (articles + rejects)
        END AS lately,
        CASE fault WHEN 'rejected' THEN rejects_before / (articles_before + rejects_before) END AS earlier,
        CASE fault WHEN 'silent' THEN last_article_at::DATE END AS since,
        next_at
    FROM source_health
)
WHERE fault IS NOT NULL
ORDER BY kind, name
