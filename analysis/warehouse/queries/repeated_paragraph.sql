-- What repeats across an outlet's articles: a paragraph that heads or ends at least five
-- different articles on at least two days, and a fifth of the outlet's newest two hundred.
-- A paragraph of background that recurs in the middle of articles is theirs and stays.
-- Articles are told apart by the longest paragraph of their own, not by their stories,
-- which a long box may have joined; a quarter of the text must be their own, which of the
-- copies of one text it is not.
WITH newest AS (
    SELECT article_id
    FROM article
    WHERE outlet IN (SELECT outlet FROM incoming) AND published_on >= $since
    QUALIFY row_number() OVER (
        PARTITION BY outlet ORDER BY published_at DESC, article_id
    ) <= 200
),
parted AS (
    SELECT article_id, outlet, story_id, published_on, string_split(body, E'\n\n') AS paragraphs
    FROM article SEMI JOIN newest USING (article_id)
    WHERE published_on >= $since
),
paragraph AS (
    SELECT article_id, outlet, unnest(list_distinct(paragraphs)) AS text
    FROM parted
),
counted AS (
    SELECT article_id, text, count(*) OVER (PARTITION BY outlet, text) < 5 AS is_own
    FROM paragraph
),
own AS (
    SELECT
        article_id,
        arg_max(text, {length: length(text), text: text}) FILTER (is_own) AS longest
    FROM counted
    GROUP BY article_id
    HAVING sum(length(text)) FILTER (is_own) >= 0.25 * sum(length(text))
),
edge AS (
    SELECT
        outlet,
        article_id,
        published_on,
        unnest(list_distinct(paragraphs[:2] || paragraphs[-3:])) AS text
    FROM parted
    WHERE len(paragraphs) >= 3
),
size AS (
    SELECT outlet, count(DISTINCT story_id) AS stories FROM parted GROUP BY outlet
)
SELECT edge.outlet, edge.text, count(DISTINCT own.longest) AS articles
FROM edge JOIN own USING (article_id) JOIN size ON size.outlet = edge.outlet
WHERE length(edge.text) <= 600
GROUP BY edge.outlet, edge.text, size.stories
HAVING articles >= 5
    AND articles >= 0.2 * size.stories
    AND count(DISTINCT edge.published_on) >= 2
ORDER BY edge.outlet, edge.text
