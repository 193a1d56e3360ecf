-- How much of an outlet's week is not its own alone: articles that credit a news agency
-- and articles whose story stands elsewhere too. `alone` are those of copies = 'without'.
WITH story AS (
    SELECT story_id, min(outlet) <> max(outlet) AS shared, count(agency) > 0 AS credited
    FROM article
    GROUP BY story_id
)
SELECT
    article.outlet,
    date_trunc('week', published_on)::DATE AS week,
    count(*) AS articles,
    count(article.agency) AS credited,
    count(*) FILTER (story.shared) AS shared,
    count(*) FILTER (NOT story.shared AND NOT story.credited) AS alone
FROM article
JOIN story USING (story_id)
WHERE published_on IS NOT NULL
GROUP BY ALL
ORDER BY article.outlet, week
