WITH most_carried AS (
    SELECT story_id
    FROM article
    GROUP BY story_id
    HAVING min(outlet) <> max(outlet)
    ORDER BY count(DISTINCT outlet) DESC, count(*) DESC, story_id
    LIMIT 8
)
SELECT
    min(published_on) AS first_day,
    count(DISTINCT outlet) AS outlets,
    count(*) AS articles,
    min_by(title, published_at) AS earliest_headline,
    string_agg(DISTINCT outlet, ', ' ORDER BY outlet) AS carried_by
FROM article
SEMI JOIN most_carried USING (story_id)
GROUP BY story_id
ORDER BY outlets DESC, articles DESC, first_day DESC, story_id
