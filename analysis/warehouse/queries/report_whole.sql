-- All outlets together, week by week: article by article (pooled) and outlets alike
-- (balanced), in the shape of outlet_week.
SELECT
    level AS outlet,
    period AS week,
    model_id,
    status,
    articles,
    stories AS distinct_stories,
    * EXCLUDE (level, period, model_id, status, articles, stories, grain, member, part, copies, topic, outlets, draws)
FROM series
WHERE model_id = $model_id
    AND grain = 'week'
    AND level IN ('pooled', 'balanced')
    AND part = 'all'
    AND copies = 'all'
    AND topic = ''
ORDER BY outlet, week
