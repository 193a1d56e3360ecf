-- Every series of the weeks handed in, from sums over articles: a week is never a mean
-- of days. A story is one draw, so the spread is that of whole stories (formulas.sql).
-- The units of a group are its articles; with copies once its stories, each the mean of
-- its articles there. Stories of one article alone, which are most, need no summing.
INSERT INTO series_value BY NAME
WITH place AS (
    SELECT outlet, row_number() OVER (ORDER BY outlet)::USMALLINT AS outlet_number FROM outlet
),
tongue AS (
    SELECT language, row_number() OVER (ORDER BY language)::USMALLINT AS language_number
    FROM (SELECT DISTINCT language FROM article)
),
due AS (
    SELECT
        article_id,
        story_id,
        outlet_number,
        language_number,
        published_on AS day,
        date_trunc('week', published_on)::DATE AS week
    FROM article
    JOIN place USING (outlet)
    JOIN tongue ON tongue.language IS NOT DISTINCT FROM article.language
    WHERE date_trunc('week', published_on)::DATE IN (SELECT week FROM incoming)
),
known_story AS (
    SELECT
        story_id,
        count(*) = 1 AS lone,
        min(outlet) <> max(outlet) OR count(agency) > 0 AS shared
    FROM article
    WHERE story_id IN (SELECT story_id FROM due)
    GROUP BY story_id
),
-- Picked first: the join after it would else be planned around all articles.
part AS (
    SELECT *
    FROM article_part
    WHERE model_id = $model_id
        AND scored = sentences
        AND article_id IN (
            SELECT article_id
            FROM article
            WHERE date_trunc('week', published_on)::DATE IN (SELECT week FROM incoming)
        )
),
measured AS (
    SELECT
        due.*,
        lone,
        shared,
        part.part,
        part.scored AS sentences,
        part.framed_sentences > 0 AS framed,
        find_mean(part.sentiment_sum, part.scored) AS s,
        find_mean(part.escalation_sum, part.scored) AS e,
        find_mean(part.diplomacy_sum, part.scored) AS d
    FROM due
    JOIN known_story USING (story_id)
    JOIN part USING (article_id)
),
chosen AS (
    SELECT *, '' AS topic FROM measured
    UNION ALL BY NAME
    SELECT measured.*, topic
    FROM measured JOIN article_topic USING (article_id)
    WHERE part = 'all'
),
lone_place AS (
    SELECT
        part, topic, shared, day, week, outlet_number, language_number,
        count(*) AS articles,
        sum(sentences) AS sentences,
        count(framed) AS answered,
        count(*) FILTER (framed) AS framed_articles,
        sum(s) AS s, sum(s * s) AS ss,
        sum(e) AS e, sum(e * e) AS ee,
        sum(d) AS d, sum(d * d) AS dd,
        sum(e * d) AS ed
    FROM chosen
    WHERE lone
    GROUP BY ALL
),
lone AS (
    SELECT
        part, topic, shared, day, week, outlet_number, language_number,
        sum(articles) AS articles, sum(articles) AS stories,
        sum(sentences) AS sentences,
        sum(answered) AS answered,
        sum(framed_articles) AS framed_articles,
        sum(articles) AS n, sum(articles) AS nn,
        sum(s) AS s, sum(s) AS sn, sum(ss) AS ss,
        sum(e) AS e, sum(e) AS en, sum(ee) AS ee,
        sum(d) AS d, sum(d) AS dn, sum(dd) AS dd,
        sum(ed) AS ed
    FROM lone_place
    GROUP BY GROUPING SETS (
        (part, topic, shared, day, outlet_number),
        (part, topic, shared, week, outlet_number),
        (part, topic, shared, day, language_number),
        (part, topic, shared, week, language_number),
        (part, topic, shared, day),
        (part, topic, shared, week)
    )
),
told AS (
    SELECT
        part, topic, story_id, day, week, outlet_number, language_number,
        any_value(shared) AS shared,
        count(*) AS articles,
        sum(sentences) AS sentences,
        count(framed) AS answered,
        count(*) FILTER (framed) AS framed_articles,
        sum(s) AS s,
        sum(e) AS e,
        sum(d) AS d
    FROM chosen
    WHERE NOT lone
    GROUP BY GROUPING SETS (
        (part, topic, story_id, day, outlet_number),
        (part, topic, story_id, week, outlet_number),
        (part, topic, story_id, day, language_number),
        (part, topic, story_id, week, language_number),
        (part, topic, story_id, day),
        (part, topic, story_id, week)
    )
),
unit AS (
    SELECT *, 'all' AS copies, articles::DOUBLE AS n FROM told
    UNION ALL BY NAME
    SELECT
        * REPLACE (find_mean(s, articles) AS s, find_mean(e, articles) AS e, find_mean(d, articles) AS d),
        'once' AS copies,
        1.0 AS n
    FROM told
    UNION ALL BY NAME
    SELECT *, 'without' AS copies, articles::DOUBLE AS n FROM told WHERE NOT shared
),
joint AS (
    SELECT
        part, topic, copies, day, week, outlet_number, language_number,
        sum(articles) AS articles,
        count(*) AS stories,
        sum(sentences) AS sentences,
        sum(answered) AS answered,
        sum(framed_articles) AS framed_articles,
        sum(n) AS n, sum(n * n) AS nn,
        sum(s) AS s, sum(s * n) AS sn, sum(s * s) AS ss,
        sum(e) AS e, sum(e * n) AS en, sum(e * e) AS ee,
        sum(d) AS d, sum(d * n) AS dn, sum(d * d) AS dd,
        sum(e * d) AS ed
    FROM unit
    GROUP BY ALL
),
piece AS (
    SELECT lone.* EXCLUDE (shared), copies
    FROM lone JOIN (VALUES ('all'), ('once'), ('without')) AS way (copies)
        ON way.copies <> 'without' OR NOT lone.shared
    UNION ALL BY NAME
    SELECT * FROM joint
),
total AS (
    SELECT
        part, topic, copies, day, week, outlet_number, language_number,
        sum(articles) AS articles,
        sum(stories) AS stories,
        sum(sentences) AS sentences,
        CASE WHEN sum(answered) > 0 THEN sum(framed_articles) END AS framed_articles,
        sum(n) AS units,
        count_draws(units, sum(nn)) AS draws,
        find_mean(sum(s), units) AS sentiment,
        find_mean(sum(e), units) AS escalation,
        find_mean(sum(d), units) AS diplomacy,
        spread(sum(stories), units, sum(nn), sentiment, sum(sn), sentiment, sum(sn), sum(ss)) AS sentiment_var,
        spread(sum(stories), units, sum(nn), escalation, sum(en), escalation, sum(en), sum(ee)) AS escalation_var,
        spread(sum(stories), units, sum(nn), diplomacy, sum(dn), diplomacy, sum(dn), sum(dd)) AS diplomacy_var,
        spread(sum(stories), units, sum(nn), escalation, sum(en), diplomacy, sum(dn), sum(ed)) AS frames_cov
    FROM piece
    GROUP BY ALL
),
present AS (
    SELECT part, topic, copies, coalesce(day, week) AS period, week IS NULL AS daily, count(*) AS outlets
    FROM total
    WHERE outlet_number IS NOT NULL
    GROUP BY ALL
)
SELECT
    $model_id AS model_id,
    CASE WHEN daily THEN 'day' ELSE 'week' END AS grain,
    period,
    CASE
        WHEN outlet_number IS NOT NULL THEN 'outlet'
        WHEN language_number IS NOT NULL THEN 'language'
        ELSE 'pooled'
    END AS level,
    coalesce(outlet, language, '') AS member,
    total.part, total.copies, total.topic,
    CASE
        WHEN outlet_number IS NOT NULL THEN 1
        WHEN language_number IS NULL THEN outlets
    END AS outlets,
    articles, stories, sentences, framed_articles,
    round(draws, 6) AS draws,
    round(sentiment, 9) AS sentiment,
    round(root(sentiment_var), 9) AS sentiment_se,
    round(escalation, 9) AS escalation,
    round(root(escalation_var), 9) AS escalation_se,
    round(diplomacy, 9) AS diplomacy,
    round(root(diplomacy_var), 9) AS diplomacy_se,
    round(frames_cov, 12) AS frames_cov
FROM total
JOIN present
    ON present.part = total.part AND present.topic = total.topic AND present.copies = total.copies
    AND present.period = coalesce(total.day, total.week) AND present.daily = (total.week IS NULL)
LEFT JOIN place USING (outlet_number)
LEFT JOIN tongue USING (language_number)
WHERE language_number IS NULL OR language IS NOT NULL
