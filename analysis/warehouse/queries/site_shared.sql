-- How many stories two outlets both carry, and how many of each one's dated articles
-- those are; a row for each pair that carries one.
WITH dated AS (
    SELECT story_id, outlet FROM article WHERE published_on IS NOT NULL
),
told AS (
    SELECT outlet, count(*) AS articles FROM dated GROUP BY outlet
),
carried AS (
    SELECT story_id, outlet, count(*) AS articles
    FROM dated
    SEMI JOIN (
        SELECT story_id FROM dated GROUP BY story_id HAVING min(outlet) <> max(outlet)
    ) USING (story_id)
    GROUP BY story_id, outlet
),
pair AS (
    SELECT
        one.outlet,
        other.outlet AS other,
        count(*) AS stories,
        sum(one.articles)::BIGINT AS articles,
        sum(other.articles)::BIGINT AS other_articles
    FROM carried AS one
    JOIN carried AS other ON other.story_id = one.story_id AND one.outlet < other.outlet
    GROUP BY one.outlet, other.outlet
)
SELECT
    pair.*,
    told.articles AS of_articles,
    other_told.articles AS of_other
FROM pair
JOIN told ON told.outlet = pair.outlet
JOIN told AS other_told ON other_told.outlet = pair.other
ORDER BY stories DESC, pair.outlet, pair.other
