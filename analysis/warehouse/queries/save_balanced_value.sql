-- All outlets alike: the mean of the outlets' values in series_value of the weeks handed
-- in. Outlets of fewer than three stories have no error of their own; theirs is taken
-- from the spread of a story elsewhere. Stories that outlets share err together.
INSERT INTO series_value BY NAME
WITH outlet_value AS (
    SELECT * FROM series_value
    WHERE model_id = $model_id
        AND level = 'outlet'
        AND part = 'all'
        AND date_trunc('week', period)::DATE IN (SELECT week FROM incoming)
),
due AS (
    SELECT
        article_id,
        story_id,
        outlet AS member,
        published_on AS day,
        date_trunc('week', published_on)::DATE AS week
    FROM article
    WHERE date_trunc('week', published_on)::DATE IN (SELECT week FROM incoming)
),
shared AS (
    SELECT story_id FROM due GROUP BY story_id HAVING min(member) <> max(member)
),
chosen AS (
    SELECT
        due.*,
        find_mean(part.sentiment_sum, part.scored) AS s,
        find_mean(part.escalation_sum, part.scored) AS e,
        find_mean(part.diplomacy_sum, part.scored) AS d,
        topic
    FROM due
    SEMI JOIN shared USING (story_id)
    JOIN article_part AS part USING (article_id)
    JOIN (SELECT article_id, '' AS topic FROM due UNION ALL SELECT article_id, topic FROM article_topic) AS tagged
        USING (article_id)
    WHERE part.model_id = $model_id AND part.part = 'all' AND part.scored = part.sentences
),
told AS (
    SELECT
        CASE grouping(day) WHEN 0 THEN 'day' ELSE 'week' END AS grain,
        coalesce(day, week) AS period,
        member,
        topic,
        story_id,
        count(*) AS n,
        sum(s) AS s,
        sum(e) AS e,
        sum(d) AS d
    FROM chosen
    GROUP BY GROUPING SETS ((story_id, topic, day, member), (story_id, topic, week, member))
),
unit AS (
    SELECT *, 'all' AS copies FROM told
    UNION ALL BY NAME
    SELECT
        * REPLACE (1 AS n, find_mean(s, n) AS s, find_mean(e, n) AS e, find_mean(d, n) AS d),
        'once' AS copies
    FROM told
),
spread AS (
    SELECT
        *,
        avg(sentiment_se ** 2 * stories) OVER same AS other_s,
        avg(escalation_se ** 2 * stories) OVER same AS other_e,
        avg(diplomacy_se ** 2 * stories) OVER same AS other_d,
        avg(frames_cov * stories) OVER same AS other_ed
    FROM outlet_value
    WINDOW same AS (PARTITION BY grain, period, copies, topic)
),
pull AS (
    SELECT
        grain, period, copies, topic, story_id, other_s, other_e, other_d, other_ed,
        stories >= 3 AS known,
        CASE copies WHEN 'once' THEN stories ELSE articles END AS units,
        n / units AS part,
        CASE WHEN known THEN find_pull(stories, units, s, n, sentiment) END AS s,
        CASE WHEN known THEN find_pull(stories, units, e, n, escalation) END AS e,
        CASE WHEN known THEN find_pull(stories, units, d, n, diplomacy) END AS d
    FROM unit
    JOIN spread USING (grain, period, member, copies, topic)
),
together AS (
    SELECT
        grain, period, copies, topic,
        -- Pairs of which one has no error of its own, in products of the story's parts.
        find_common(sum(part), sum(part), sum(part * part))
            - coalesce(
                find_common(
                    sum(part) FILTER (known), sum(part) FILTER (known), sum(part * part) FILTER (known)
                ),
                0
            )
            AS parts,
        find_common(sum(part), sum(part), sum(part * part)) AS all_parts,
        coalesce(find_common(sum(s), sum(s), sum(s * s)), 0) + parts * any_value(other_s) AS ss,
        coalesce(find_common(sum(e), sum(e), sum(e * e)), 0) + parts * any_value(other_e) AS ee,
        coalesce(find_common(sum(d), sum(d), sum(d * d)), 0) + parts * any_value(other_d) AS dd,
        coalesce(find_common(sum(e), sum(d), sum(e * d)), 0) + parts * any_value(other_ed) AS ed
    FROM pull
    GROUP BY grain, period, copies, topic, story_id
),
common AS (
    SELECT grain, period, copies, topic, sum(ss) AS ss, sum(ee) AS ee, sum(dd) AS dd, sum(ed) AS ed, sum(all_parts) AS parts
    FROM together
    GROUP BY ALL
),
mean AS (
    SELECT
        grain, period, copies, topic,
        count(*) AS outlets,
        sum(articles) AS articles,
        sum(sentences) AS sentences,
        sum(framed_articles) AS framed_articles,
        sum(1 / draws) AS parts,
        find_mean(sum(sentiment), count(sentiment)) AS sentiment,
        find_mean(sum(escalation), count(escalation)) AS escalation,
        find_mean(sum(diplomacy), count(diplomacy)) AS diplomacy,
        sum(borrow_var(sentiment_se ** 2, other_s, stories)) AS s_var,
        sum(borrow_var(escalation_se ** 2, other_e, stories)) AS e_var,
        sum(borrow_var(diplomacy_se ** 2, other_d, stories)) AS d_var,
        sum(borrow_var(frames_cov, other_ed, stories)) AS ed_cov
    FROM spread
    GROUP BY ALL
)
SELECT
    $model_id AS model_id,
    grain, period, 'balanced' AS level, '' AS member, 'all' AS part, copies, topic,
    mean.outlets,
    mean.articles, pooled.stories, mean.sentences, mean.framed_articles,
    round(count_draws(mean.outlets, mean.parts + coalesce(common.parts, 0)), 6) AS draws,
    round(mean.sentiment, 9) AS sentiment,
    round(root(find_balanced_var(s_var, coalesce(ss, 0), mean.outlets)), 9) AS sentiment_se,
    round(mean.escalation, 9) AS escalation,
    round(root(find_balanced_var(e_var, coalesce(ee, 0), mean.outlets)), 9) AS escalation_se,
    round(mean.diplomacy, 9) AS diplomacy,
    round(root(find_balanced_var(d_var, coalesce(dd, 0), mean.outlets)), 9) AS diplomacy_se,
    round(find_balanced_var(ed_cov, coalesce(ed, 0), mean.outlets), 12) AS frames_cov
FROM mean
JOIN (SELECT * FROM series_value WHERE model_id = $model_id AND level = 'pooled' AND part = 'all') AS pooled
    USING (grain, period, copies, topic)
LEFT JOIN common USING (grain, period, copies, topic)
