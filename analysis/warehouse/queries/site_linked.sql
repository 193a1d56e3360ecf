-- Weeks that the model in use has not scored, filled from earlier models.
SELECT
    level, member, week, linked_from, articles, stories,
    COLUMNS('^(escalation|diplomacy|sentiment)(_low|_high)?$')
FROM linked_week
WHERE model_id = $model_id AND copies = 'all' AND topic = '' AND linked_from IS NOT NULL
ORDER BY level, member, week
