-- calendar, article (measured_article) and spread (intervals) are handed in as frames.
INSERT OR REPLACE INTO day BY NAME
WITH due AS (
    SELECT
        day,
        count(*) FILTER (status = 'missing') AS outlets_missing,
        CASE
            WHEN bool_and(status = 'missing') THEN 'missing'
            WHEN bool_and(status = 'complete') THEN 'complete'
            ELSE 'partial'
        END AS status
    FROM calendar
    GROUP BY day
)
SELECT
    due.day,
    $model_id AS model_id,
    any_value(due.status) AS status,
    count(DISTINCT article.outlet) AS outlets,
    any_value(due.outlets_missing) AS outlets_missing,
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
FROM due
LEFT JOIN article USING (day)
LEFT JOIN spread USING (day)
GROUP BY due.day
