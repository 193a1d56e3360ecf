-- The strongest sentences of the last day and of the last seven days (today_stretch.sql
-- says which they are): for each answer three, one for each story and text, from
-- different outlets as far as there are any, so that one wire text does not fill them.
-- Only answers that are more likely than not.
WITH newest AS (
    SELECT coalesce(max(day) FILTER (2 * complete >= outlets), max(day) FILTER (complete > 0)) AS day
    FROM (
        SELECT day, count(*) FILTER (status = 'complete') AS complete, count(*) AS outlets
        FROM collection_day
        WHERE model_id = $model_id
        GROUP BY day
    )
),
due AS (
    SELECT article_id, outlet, story_id, published_on, published_on = day AS is_last
    FROM article JOIN newest ON published_on BETWEEN day - 6 AND day
),
said AS (
    SELECT DISTINCT due.*, position, text_hash
    FROM sentence JOIN due USING (article_id)
),
scored AS (
    FROM (
        SELECT said.*, escalation, diplomacy, positive, negative
        FROM said JOIN (
            SELECT *
            FROM sentence_score
            WHERE model_id = $model_id AND text_hash IN (SELECT text_hash FROM said)
        ) USING (text_hash)
    )
    UNPIVOT (probability FOR answer IN (escalation, diplomacy, positive, negative))
),
likely AS (
    SELECT scored.*, stretch
    FROM scored JOIN (VALUES ('day', true), ('week', false)) AS way (stretch, last_alone)
        ON is_last OR NOT last_alone
    WHERE probability >= 0.5
),
told AS (
    FROM likely
    QUALIFY row_number() OVER (
        PARTITION BY stretch, answer, story_id
        ORDER BY probability DESC, published_on, outlet, article_id, position
    ) = 1
),
distinct_text AS (
    FROM told
    QUALIFY row_number() OVER (
        PARTITION BY stretch, answer, text_hash
        ORDER BY published_on, outlet, article_id
    ) = 1
),
turn AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY stretch, answer, outlet ORDER BY probability DESC, article_id, position
        ) AS of_outlet
    FROM distinct_text
),
chosen AS (
    FROM turn
    QUALIFY row_number() OVER (
        PARTITION BY stretch, answer ORDER BY of_outlet, probability DESC, article_id, position
    ) <= 3
)
SELECT
    stretch,
    answer,
    round(probability::DOUBLE, 4) AS probability,
    chosen.outlet,
    chosen.published_on,
    title,
    url,
    text,
    voice,
    speaker,
    (SELECT count(*) - 1 FROM article AS copy WHERE copy.story_id = chosen.story_id)::UINTEGER AS copies
FROM chosen
JOIN article USING (article_id)
JOIN sentence USING (article_id, position)
ORDER BY stretch, answer, probability DESC, chosen.outlet, position
