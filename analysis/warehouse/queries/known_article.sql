-- Articles that incoming ones are: by number, by the number of the address they were
-- delivered under, by another address met before, or by the same long text of the same
-- outlet within two weeks.
WITH match AS (
    SELECT incoming.place, article.article_id, 1 AS rank
    FROM incoming JOIN article ON article.article_id = incoming.article_id
    UNION ALL
    SELECT incoming.place, article.article_id, 2
    FROM incoming JOIN article ON article.article_id = incoming.delivered_id
    UNION ALL
    SELECT incoming.place, alias.article_id, 3
    FROM incoming
    JOIN alias
        ON alias.outlet = incoming.outlet AND alias.url IN (incoming.url, incoming.delivered_url)
    UNION ALL
    SELECT incoming.place, article.article_id, 4
    FROM incoming
    JOIN article
        ON article.text_hash = incoming.text_hash
        AND article.outlet = incoming.outlet
        AND abs(article.published_on - incoming.published_on) <= $same_text_days
    WHERE incoming.is_long
),
best AS (
    SELECT place, arg_min(article_id, {rank: rank, number: article_id}) AS article_id
    FROM match
    GROUP BY place
),
earlier AS (
    SELECT article_id, list(text_hash) AS earlier
    FROM revision SEMI JOIN best USING (article_id)
    GROUP BY article_id
)
SELECT best.place, best.article_id, coalesce(earlier.earlier, []) AS earlier
FROM best
LEFT JOIN earlier USING (article_id)
ORDER BY best.place
