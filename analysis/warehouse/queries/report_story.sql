-- The stories that most outlets carried in a week, with the means over their articles;
-- the headline is that of the first article that has one.
SELECT
    story_id,
    count(DISTINCT outlet)::UINTEGER AS outlets,
    count(*)::UINTEGER AS articles,
    arg_min(outlet, (coalesce(published_at, published_on::TIMESTAMPTZ), article_id)) AS first_outlet,
    arg_min(title, (coalesce(published_at, published_on::TIMESTAMPTZ), article_id)) AS title,
    arg_min(url, (coalesce(published_at, published_on::TIMESTAMPTZ), article_id)) AS url,
    list_aggregate(
        list_sort(list_distinct(flatten(list(string_split(agency, ', ')) FILTER (agency IS NOT NULL)))),
        'string_agg', ', '
    ) AS agencies,
    round(avg(escalation), 6) AS escalation,
    round(avg(diplomacy), 6) AS diplomacy,
    round(avg(sentiment), 6) AS sentiment
FROM article
LEFT JOIN (
    SELECT article_id, escalation, diplomacy, sentiment
    FROM article_score
    WHERE model_id = $model_id
) USING (article_id)
WHERE published_on BETWEEN $week AND $week::DATE + 6
GROUP BY story_id
HAVING count(DISTINCT outlet) > 1
ORDER BY outlets DESC, articles DESC, story_id
LIMIT 5
