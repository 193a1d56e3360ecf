-- Pairs of articles that share enough marks within two weeks, and are not yet known to
-- be of one story; one of each pair has just come in.
WITH shared AS (
    SELECT fresh.article_id, other.article_id AS other_id
    FROM incoming AS fresh
    JOIN story_band AS other
        ON other.band = fresh.band
        AND abs(other.day - fresh.day) <= $most_days
        AND other.article_id <> fresh.article_id
    WHERE other.day BETWEEN $since AND $until
    GROUP BY ALL
    HAVING count(*) >= $shared_bands
)
SELECT DISTINCT
    least(shared.article_id, shared.other_id) AS one,
    greatest(shared.article_id, shared.other_id) AS other
FROM shared
JOIN article AS first ON first.article_id = shared.article_id
JOIN article AS second ON second.article_id = shared.other_id
WHERE first.story_id <> second.story_id
ORDER BY one, other
