-- Each series' measures day by day, as the model has them: of an outlet complete days, of
-- all outlets also other days that are over everywhere (week_measure.sql says when).
WITH known AS (
    SELECT
        value.level,
        value.member,
        value.period AS day,
        sentiment,
        escalation,
        diplomacy,
        CASE WHEN framed_articles > 0 THEN find_balance(escalation, diplomacy) END AS balance
    FROM series_value AS value
    JOIN collection
        ON collection.model_id = value.model_id
        AND collection.grain = value.grain
        AND collection.period = value.period
        AND collection.level = CASE value.level WHEN 'outlet' THEN 'outlet' ELSE 'pooled' END
        AND collection.member = value.member
    WHERE value.model_id = $model_id
        AND value.grain = 'day'
        AND value.level <> 'language'
        AND value.part = 'all'
        AND value.copies = 'all'
        AND value.topic = ''
        AND (
            status = 'complete'
            OR value.level <> 'outlet' AND value.period < (
                SELECT max(day) - 2 FROM collection_day WHERE model_id = $model_id
            )
        )
)
FROM known UNPIVOT (value FOR measure IN (sentiment, escalation, diplomacy, balance))
ORDER BY level, member, measure, day
