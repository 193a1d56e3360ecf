-- What repeats across an outlet's articles: a paragraph that heads or ends at least five
-- different stories on at least two days, and a fifth of the outlet's newest two hundred.
-- A paragraph of background that recurs in the middle of articles is theirs and stays.
WITH newest AS (
    SELECT article_id
    FROM article
    WHERE outlet IN (SELECT outlet FROM incoming) AND published_on >= $since
    QUALIFY row_number() OVER (
        PARTITION BY outlet ORDER BY published_at DESC, article_id
    ) <= 200
),
parted AS (
    SELECT outlet, story_id, published_on, string_split(body, E'\n\n') AS paragraphs
    FROM article SEMI JOIN newest USING (article_id)
    WHERE published_on >= $since
),
edge AS (
    SELECT
        outlet,
        story_id,
        published_on,
        unnest(list_distinct(paragraphs[:2] || paragraphs[-3:])) AS text
    FROM parted
    WHERE len(paragraphs) >= 3
),
size AS (
    SELECT outlet, count(DISTINCT story_id) AS stories FROM parted GROUP BY outlet
)
SELECT edge.outlet, edge.text, count(DISTINCT edge.story_id) AS articles
FROM edge JOIN size USING (outlet)
WHERE length(edge.text) <= 600
GROUP BY edge.outlet, edge.text, size.stories
HAVING articles >= 5
    AND articles >= 0.2 * size.stories
    AND count(DISTINCT edge.published_on) >= 2
ORDER BY edge.outlet, edge.text
