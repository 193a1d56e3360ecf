-- Sums over the sentences of each part of an article; an article that is not scored
-- whole has no parts yet. Rounded, so that the order in which sentences are met cannot
-- show. Articles are taken in $pieces pieces by their numbers.
INSERT INTO article_part BY NAME
WITH due AS (
    FROM unsummed_article($model_id, $again) WHERE article_id % $pieces = $piece
),
answered AS (
    SELECT
        text_hash,
        find_sentiment(positive, negative) AS sentiment,
        escalation,
        diplomacy,
        is_framed(escalation, diplomacy) AS framed,
        true AS scored
    FROM sentence_score
    WHERE model_id = $model_id
),
piece AS (
    SELECT
        article_id,
        section,
        CASE WHEN voice = 'own' THEN 'own' ELSE 'quoted' END AS voice,
        count(*) AS sentences,
        count(scored) AS scored,
        count(framed) AS answered,
        count(*) FILTER (framed) AS framed_sentences,
        sum(sentiment) AS sentiment_sum,
        sum(escalation) AS escalation_sum,
        sum(diplomacy) AS diplomacy_sum
    FROM sentence
    SEMI JOIN due USING (article_id)
    LEFT JOIN answered USING (text_hash)
    GROUP BY ALL
),
whole AS (
    SELECT article_id, sum(scored) = sum(sentences) AS whole FROM piece GROUP BY article_id
)
SELECT
    article_id,
    $model_id AS model_id,
    any_value(text_hash) AS text_hash,
    coalesce(section, voice, 'all') AS part,
    sum(sentences) AS sentences,
    sum(scored) AS scored,
    CASE WHEN sum(answered) > 0 THEN sum(framed_sentences) END AS framed_sentences,
    round(sum(sentiment_sum), 6) AS sentiment_sum,
    round(sum(escalation_sum), 6) AS escalation_sum,
    round(sum(diplomacy_sum), 6) AS diplomacy_sum
FROM piece
JOIN whole USING (article_id)
JOIN due USING (article_id)
GROUP BY GROUPING SETS ((article_id), (article_id, section), (article_id, voice))
HAVING part = 'all' OR bool_and(whole)
