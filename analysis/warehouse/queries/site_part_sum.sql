-- What an outlet's page compares within the same articles: headline with body, lead with
-- body, what it reports others to say with its own voice. For each week the sums over
-- stories from which means, their errors and that of their difference follow for any
-- period, since sums add up (formula `spread`). `part` and `other` are means of an
-- article, x and y their sums over a story's articles, n its articles that have both.
-- Beside them the articles of shared or credited stories ('shared') and all others
-- ('alone'), which have no article in common: there is no `other`.
WITH mean AS (
    SELECT
        article_id,
        part,
        {
            'sentiment': find_mean(sentiment_sum, scored),
            'escalation': find_mean(escalation_sum, scored),
            'diplomacy': find_mean(diplomacy_sum, scored),
            'intensity': find_intensity(escalation_sum, diplomacy_sum) / scored
        } AS measured
    FROM article_part
    WHERE model_id = $model_id AND scored = sentences
),
told AS (
    SELECT story_id, min(outlet) <> max(outlet) OR count(agency) > 0 AS shared
    FROM article
    GROUP BY story_id
),
compared AS (
    SELECT article_id, mean.part, other.part AS other, mean.measured AS x, other.measured AS y
    FROM mean
    JOIN mean AS other USING (article_id)
    WHERE (mean.part, other.part) IN (('headline', 'body'), ('lead', 'body'), ('quoted', 'own'))
    UNION ALL
    SELECT article_id, CASE WHEN shared THEN 'shared' ELSE 'alone' END, '', measured, NULL
    FROM mean
    JOIN article USING (article_id)
    JOIN told USING (story_id)
    WHERE part = 'all'
),
story AS (
    SELECT
        outlet,
        date_trunc('week', published_on)::DATE AS week,
        part,
        other,
        story_id,
        count(*)::DOUBLE AS n,
        unnest([
            {'measure': 'sentiment', 'x': sum(x.sentiment), 'y': sum(y.sentiment), 'x2': sum(x.sentiment), 'y2': sum(y.sentiment)},
            {'measure': 'escalation', 'x': sum(x.escalation), 'y': sum(y.escalation), 'x2': sum(x.escalation), 'y2': sum(y.escalation)},
            {'measure': 'diplomacy', 'x': sum(x.diplomacy), 'y': sum(y.diplomacy), 'x2': sum(x.diplomacy), 'y2': sum(y.diplomacy)},
            {'measure': 'intensity', 'x': sum(x.intensity), 'y': sum(y.intensity), 'x2': sum(x.intensity), 'y2': sum(y.intensity)},
            {'measure': 'frames', 'x': sum(x.escalation), 'y': sum(y.escalation), 'x2': sum(x.diplomacy), 'y2': sum(y.diplomacy)}
        ], recursive := true)
    FROM compared
    JOIN article USING (article_id)
    WHERE published_on IS NOT NULL
    GROUP BY outlet, week, part, other, story_id
)
SELECT
    outlet, week, part, other, measure,
    sum(n)::BIGINT AS n,
    count(*) AS stories,
    sum(n * n)::BIGINT AS nn,
    round(sum(x), 5) AS x,
    round(sum(x * n), 5) AS xn,
    round(sum(x * x2), 5) AS xx,
    round(sum(y), 5) AS y,
    round(sum(y * n), 5) AS yn,
    round(sum(y * y2), 5) AS yy,
    round(sum(x * y2), 5) AS xy,
    round(sum(y * x2), 5) AS yx
FROM story
WHERE x IS NOT NULL AND x2 IS NOT NULL
GROUP BY outlet, week, part, other, measure
ORDER BY outlet, part, other, measure, week
