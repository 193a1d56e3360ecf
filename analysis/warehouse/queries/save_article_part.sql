-- Sums over the sentences of each part of an article; an article that is not scored
-- whole has no parts yet. Rounded, so that the order in which sentences are met cannot
-- show. Articles are taken in $pieces pieces by their numbers.
INSERT INTO article_part BY NAME
WITH due AS (
    FROM unsummed_article($model_id, $again) WHERE article_id % $pieces = $piece
),
spoken AS (
    SELECT article_id, text_hash, section, voice = 'own' AS own
    FROM sentence
    SEMI JOIN due USING (article_id)
),
-- Of few articles only their texts are looked up, of many all texts are taken.
known AS (
    SELECT * FROM sentence_score WHERE NOT $few AND model_id = $model_id
    UNION ALL
    SELECT *
    FROM sentence_score
    WHERE $few AND model_id = $model_id AND text_hash IN (SELECT text_hash FROM spoken)
),
told AS (
    SELECT
        article_id, section, own, escalation, diplomacy,
        find_sentiment(positive, negative) AS sentiment,
        is_framed(escalation, diplomacy) AS framed,
        known.text_hash AS scored
    FROM spoken
    LEFT JOIN known USING (text_hash)
),
part AS (
    SELECT
        article_id,
        coalesce(section, CASE own WHEN true THEN 'own' WHEN false THEN 'quoted' ELSE 'all' END) AS part,
        count(*) AS sentences,
        count(scored) AS scored,
        CASE WHEN count(framed) > 0 THEN count(*) FILTER (framed) END AS framed_sentences,
        sum(sentiment) AS sentiment_sum,
        sum(escalation) AS escalation_sum,
        sum(diplomacy) AS diplomacy_sum
    FROM told
    GROUP BY GROUPING SETS ((article_id), (article_id, section), (article_id, own))
),
waiting AS (
    SELECT article_id FROM part WHERE part = 'all' AND scored < sentences
)
SELECT
    article_id,
    $model_id AS model_id,
    text_hash,
    part,
    sentences,
    scored,
    framed_sentences,
    round(sentiment_sum, 6) AS sentiment_sum,
    round(escalation_sum, 6) AS escalation_sum,
    round(diplomacy_sum, 6) AS diplomacy_sum
FROM part
JOIN due USING (article_id)
WHERE part = 'all' OR article_id NOT IN (SELECT article_id FROM waiting)
