-- The pairs of outlets that have most stories in common.
WITH carried AS (
    SELECT DISTINCT story_id, outlet
    FROM article
    SEMI JOIN (
        SELECT story_id FROM article GROUP BY story_id HAVING min(outlet) <> max(outlet)
    ) USING (story_id)
),
told AS (
    SELECT outlet, count(DISTINCT story_id) AS stories FROM article GROUP BY outlet
)
SELECT
    one.outlet,
    other.outlet AS other,
    count(*) AS shared,
    any_value(told.stories) AS stories,
    any_value(other_told.stories) AS other_stories
FROM carried AS one
JOIN carried AS other ON other.story_id = one.story_id AND one.outlet < other.outlet
JOIN told ON told.outlet = one.outlet
JOIN told AS other_told ON other_told.outlet = other.outlet
GROUP BY one.outlet, other.outlet
ORDER BY shared DESC, one.outlet, other.outlet
LIMIT 15
