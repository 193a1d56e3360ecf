-- Each series' measures day by day, as the model has them, of days that are over; of an
-- outlet complete days only.
WITH known AS (
    SELECT
        level,
        value.member,
        value.period AS day,
        sentiment,
        escalation,
        diplomacy,
        CASE WHEN framed_articles > 0 THEN find_balance(escalation, diplomacy) END AS balance
    FROM series_value AS value
    LEFT JOIN collection_day AS known_day
        ON known_day.model_id = value.model_id
        AND known_day.outlet = value.member
        AND known_day.day = value.period
    WHERE value.model_id = $model_id
        AND grain = 'day'
        AND level <> 'language'
        AND part = 'all'
        AND copies = 'all'
        AND topic = ''
        AND (level <> 'outlet' OR known_day.status = 'complete')
        AND value.period <= (
            SELECT max(day) FROM collection_day WHERE model_id = $model_id AND status <> 'partial'
        )
)
FROM known UNPIVOT (value FOR measure IN (sentiment, escalation, diplomacy, balance))
ORDER BY level, member, measure, day
