-- calendar, article (measured_article) and spread (intervals) are handed in as frames.
INSERT OR REPLACE INTO outlet_week BY NAME
WITH week AS (
    SELECT
        outlet,
        date_trunc('week', day)::DATE AS week,
        count(*) FILTER (status = 'missing') AS days_missing,
        CASE
            WHEN bool_and(status = 'missing') THEN 'missing'
            WHEN bool_and(status = 'complete') THEN 'complete'
            ELSE 'partial'
        END AS status
    FROM calendar
    GROUP BY ALL
)
SELECT
    week.outlet,
    week.week,
    $model_id AS model_id,
    any_value(week.status) AS status,
    any_value(week.days_missing) AS days_missing,
    count(article.story_id) AS articles,
    count(DISTINCT article.story_id) AS distinct_stories,
    coalesce(sum(article.sentences), 0) AS sentences,
    count(*) FILTER (article.framed) AS framed_articles,
    round(avg(article.sentiment), 6) AS sentiment,
    any_value(spread.sentiment_low) AS sentiment_low,
    any_value(spread.sentiment_high) AS sentiment_high,
    round(avg(article.escalation), 6) AS escalation,
    any_value(spread.escalation_low) AS escalation_low,
    any_value(spread.escalation_high) AS escalation_high,
    round(avg(article.diplomacy), 6) AS diplomacy,
    any_value(spread.diplomacy_low) AS diplomacy_low,
    any_value(spread.diplomacy_high) AS diplomacy_high,
    CASE WHEN framed_articles > 0 THEN round(
        (sum(article.diplomacy) - sum(article.escalation))
        / (sum(article.diplomacy) + sum(article.escalation)), 6)
    END AS balance,
    CASE WHEN framed_articles > 0 THEN any_value(spread.balance_low) END AS balance_low,
    CASE WHEN framed_articles > 0 THEN any_value(spread.balance_high) END AS balance_high
FROM week
LEFT JOIN article USING (outlet, week)
LEFT JOIN spread USING (outlet, week)
GROUP BY week.outlet, week.week
