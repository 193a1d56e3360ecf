-- The stories that most outlets carry; the headline is that of the earliest article.
WITH most_carried AS (
    SELECT story_id
    FROM article
    GROUP BY story_id
    HAVING min(outlet) <> max(outlet)
    ORDER BY count(DISTINCT outlet) DESC, count(*) DESC, min(published_on) DESC, story_id
    LIMIT 15
)
SELECT
    story_id,
    min(published_on) AS first_day,
    count(*) AS articles,
    list_sort(list(DISTINCT outlet)) AS outlets,
    left(arg_min(title, (published_at, article_id)), 300) AS title,
    string_agg(DISTINCT agency, ', ' ORDER BY agency) AS agency
FROM article
SEMI JOIN most_carried USING (story_id)
GROUP BY story_id
ORDER BY len(outlets) DESC, articles DESC, first_day DESC, story_id
