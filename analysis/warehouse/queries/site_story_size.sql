-- How many stories stand in so many outlets, and how many articles they are.
SELECT outlets, count(*) AS stories, sum(articles)::BIGINT AS articles
FROM (
    SELECT count(DISTINCT outlet) AS outlets, count(*) AS articles
    FROM article
    GROUP BY story_id
)
GROUP BY outlets
ORDER BY outlets
