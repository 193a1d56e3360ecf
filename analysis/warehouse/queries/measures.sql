-- The measures of outlet-days, outlet-weeks and days, each from its articles: a week is
-- never a mean of days. The balance needs a framed article; without one, noise alone
-- would decide its sign. framed is NULL where the model does not answer it.
SELECT
    outlet,
    day,
    week,
    count(*) AS articles,
    count(DISTINCT story_id) AS distinct_stories,
    sum(sentences) AS sentences,
    CASE WHEN count(framed) > 0 THEN count(*) FILTER (framed) END AS framed_articles,
    round(avg(sentiment), 6) AS sentiment,
    round(avg(escalation), 6) AS escalation,
    round(avg(diplomacy), 6) AS diplomacy,
    CASE WHEN framed_articles > 0 THEN round(
        (sum(diplomacy) - sum(escalation)) / (sum(diplomacy) + sum(escalation)), 6)
    END AS balance,
    count(DISTINCT outlet) AS outlets
FROM incoming
GROUP BY GROUPING SETS ((outlet, day), (outlet, week), (day))
