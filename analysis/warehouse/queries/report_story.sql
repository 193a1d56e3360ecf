-- The stories that most outlets carried in a week, with the means over their articles of
-- it; the headline is that of the first article that has one. Who had the story first is
-- told over all its articles, and not where several outlets had it on its first day and
-- one of them gives no time of day (midnight).
WITH told AS (
    SELECT
        story_id,
        count(DISTINCT outlet)::UINTEGER AS outlets,
        count(*)::UINTEGER AS articles,
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
),
dated AS (
    SELECT
        story_id, article_id, outlet, published_at,
        published_on = min(published_on) OVER (PARTITION BY story_id) AS is_early,
        coalesce(
            published_at AT TIME ZONE 'UTC' <> published_on
            AND published_at AT TIME ZONE outlet.time_zone <> published_on,
            false
        ) AS has_time
    FROM article SEMI JOIN told USING (story_id) JOIN outlet USING (outlet)
    WHERE published_on IS NOT NULL
),
begun AS (
    SELECT
        story_id,
        CASE WHEN count(DISTINCT outlet) = 1 OR bool_and(has_time) THEN
            arg_min(outlet, (published_at, article_id))
        END AS first_outlet
    FROM dated
    WHERE is_early
    GROUP BY story_id
)
SELECT
    story_id, outlets, articles, first_outlet, title, url, agencies,
    escalation, diplomacy, sentiment
FROM told JOIN begun USING (story_id)
ORDER BY outlets DESC, articles DESC, story_id
