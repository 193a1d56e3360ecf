-- Only articles that have both count; the site adds intervals.
SELECT
    outlet,
    round(avg(find_mean(own.escalation_sum, own.scored)), 3) AS own_voice,
    round(avg(find_mean(said.escalation_sum, said.scored)), 3) AS quoted,
    round(own_voice - quoted, 3) AS difference,
    count(*) AS articles,
    model_id AS model
FROM article_part AS own
JOIN article_part AS said USING (model_id, article_id)
JOIN article USING (article_id)
WHERE own.part = 'own' AND own.scored = own.sentences
    AND said.part = 'quoted' AND said.scored = said.sentences
GROUP BY outlet, model_id
ORDER BY articles DESC, outlet, model
LIMIT 8
