SELECT
    min(published_on) AS first_day,
    max(published_on) AS last_day,
    count(*) AS articles,
    count(*) FILTER (published_on IS NULL) AS undated,
    count(DISTINCT story_id) AS distinct_stories,
    (SELECT count(*) FROM sentence) AS sentences,
    (SELECT coalesce(sum(repeats), 0) FROM run) AS repeats,
    (SELECT count(*) FROM reject) AS rejects
FROM article
