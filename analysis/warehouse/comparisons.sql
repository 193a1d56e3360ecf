-- Series beside each other: days without their weekday, periods, models.

-- Days of an outlet less what their weekday usually adds.

CREATE OR REPLACE VIEW outlet_day_even AS
WITH effect AS (
    SELECT
        model_id,
        member AS outlet,
        weekday,
        any_value(effect) FILTER (measure = 'sentiment') AS sentiment,
        any_value(effect) FILTER (measure = 'escalation') AS escalation,
        any_value(effect) FILTER (measure = 'diplomacy') AS diplomacy,
        any_value(effect) FILTER (measure = 'balance') AS balance
    FROM weekday_effect
    WHERE level = 'outlet'
    GROUP BY model_id, member, weekday
)
SELECT
    day.outlet,
    day.day,
    day.model_id,
    day.status,
    day.articles,
    round(day.sentiment - effect.sentiment, 6) AS sentiment,
    round(day.escalation - effect.escalation, 6) AS escalation,
    round(day.diplomacy - effect.diplomacy, 6) AS diplomacy,
    round(day.balance - effect.balance, 6) AS balance
FROM outlet_day AS day
LEFT JOIN effect
    ON effect.outlet = day.outlet
    AND effect.model_id = day.model_id
    AND effect.weekday = isodow(day.day);

COMMENT ON VIEW outlet_day_even IS 'outlet_day less the effect of its weekday, so that days of one outlet compare; a value can leave the measure''s range';
COMMENT ON COLUMN outlet_day_even.outlet IS 'The outlet';
COMMENT ON COLUMN outlet_day_even.day IS 'The day in the outlet''s time zone';
COMMENT ON COLUMN outlet_day_even.model_id IS 'The model whose scores these are';
COMMENT ON COLUMN outlet_day_even.status IS 'complete, partial or missing, as in outlet_day';
COMMENT ON COLUMN outlet_day_even.articles IS 'Articles of the day';
COMMENT ON COLUMN outlet_day_even.sentiment IS 'Sentiment less the weekday''s effect; NULL where either is unknown';
COMMENT ON COLUMN outlet_day_even.escalation IS 'Escalation less the weekday''s effect; NULL where either is unknown';
COMMENT ON COLUMN outlet_day_even.diplomacy IS 'Diplomacy less the weekday''s effect; NULL where either is unknown';
COMMENT ON COLUMN outlet_day_even.balance IS 'Balance less the weekday''s effect; NULL where either is unknown';

-- Why all articles' mean differs between two periods (from … and to …): because of how
-- many articles each outlet has (mix_part), because outlets write otherwise
-- (within_part), and because outlets came and went (turnover_part). The three sum to the
-- difference. A row per measure and outlet, and one without outlet for all together.
--
-- Of the outlets of both periods, after Kitagawa 1955, both periods weighted alike: the
-- shares that changed, times how far the outlet lies from the mean; the values that
-- changed, times the share. Of others: their share, times how far they lie from the
-- mean of those outlets. Each measure is a weighted mean of the outlets' values: the
-- weights are articles, for the balance articles times intensity.

CREATE OR REPLACE MACRO composition(model, from_since, from_until, to_since, to_until) AS TABLE
WITH outlet_sum AS (
    SELECT
        member AS outlet,
        later,
        sum(articles) AS articles,
        sum(framed_articles) AS framed,
        sum(articles * sentiment) AS s,
        sum(articles * escalation) AS e,
        sum(articles * diplomacy) AS d
    FROM series_value
    -- A day of both periods counts in both.
    JOIN (VALUES (false, from_since, from_until), (true, to_since, to_until)) AS span (later, since, until)
        ON period BETWEEN since AND until
    WHERE model_id = model
        AND grain = 'day'
        AND level = 'outlet'
        AND part = 'all'
        AND copies = 'all'
        AND topic = ''
    GROUP BY ALL
),
weighed AS (
    SELECT outlet, later, 'sentiment' AS measure, articles::DOUBLE AS weight, s AS total FROM outlet_sum
    UNION ALL
    SELECT outlet, later, 'escalation', articles, e FROM outlet_sum
    UNION ALL
    SELECT outlet, later, 'diplomacy', articles, d FROM outlet_sum
    UNION ALL
    SELECT outlet, later, 'balance', e + d, d - e
    FROM outlet_sum
    WHERE later IN (SELECT later FROM outlet_sum GROUP BY later HAVING sum(framed) > 0)
),
matched AS (
    SELECT
        measure,
        outlet,
        any_value(weight) FILTER (NOT later) AS weight_0,
        any_value(weight) FILTER (later) AS weight_1,
        any_value(total) FILTER (NOT later) AS total_0,
        any_value(total) FILTER (later) AS total_1,
        weight_0 IS NOT NULL AND weight_1 IS NOT NULL AS stays
    FROM weighed
    WHERE weight > 0 AND total IS NOT NULL
    GROUP BY measure, outlet
),
pooled AS (
    SELECT
        *,
        sum(weight_0) OVER same AS whole_0,
        sum(weight_1) OVER same AS whole_1,
        sum(total_0) OVER same / whole_0 AS mean_0,
        sum(total_1) OVER same / whole_1 AS mean_1,
        sum(weight_0) FILTER (stays) OVER same AS staying_0,
        sum(weight_1) FILTER (stays) OVER same AS staying_1,
        -- Where no outlet stays, all of the change is of those that came and went.
        coalesce(sum(total_0) FILTER (stays) OVER same / staying_0, (mean_0 + mean_1) / 2) AS core_0,
        coalesce(sum(total_1) FILTER (stays) OVER same / staying_1, (mean_0 + mean_1) / 2) AS core_1
    FROM matched
    WINDOW same AS (PARTITION BY measure)
),
parted AS (
    SELECT
        *,
        weight_0 / whole_0 AS share_0,
        weight_1 / whole_1 AS share_1,
        total_0 / weight_0 AS value_0,
        total_1 / weight_1 AS value_1,
        CASE WHEN stays THEN
            (weight_1 / staying_1 - weight_0 / staying_0)
            * ((value_0 + value_1) / 2 - (core_0 + core_1) / 2)
        ELSE 0 END AS mix_part,
        CASE WHEN stays THEN
            (value_1 - value_0) * (weight_0 / staying_0 + weight_1 / staying_1) / 2
        ELSE 0 END AS within_part,
        CASE WHEN stays THEN 0 ELSE
            coalesce(share_1 * (value_1 - core_1), 0)
            - coalesce(share_0 * (value_0 - core_0), 0)
        END AS turnover_part
    FROM pooled
    WHERE whole_0 > 0 AND whole_1 > 0
)
SELECT
    measure,
    outlet,
    coalesce(sum(share_0), 0) AS share_from,
    coalesce(sum(share_1), 0) AS share_to,
    CASE WHEN grouping(outlet) = 0 THEN any_value(value_0) ELSE any_value(mean_0) END AS value_from,
    CASE WHEN grouping(outlet) = 0 THEN any_value(value_1) ELSE any_value(mean_1) END AS value_to,
    round(sum(mix_part), 9) AS mix_part,
    round(sum(within_part), 9) AS within_part,
    round(sum(turnover_part), 9) AS turnover_part
FROM parted
GROUP BY GROUPING SETS ((measure, outlet), (measure))
ORDER BY measure, outlet NULLS FIRST;
COMMENT ON MACRO TABLE composition IS 'Why the mean of all articles differs between two periods, by outlet and together: how many articles outlets have, what they write, and outlets that came or went (Kitagawa 1955)';

-- A model's weekly series and, where it has none, those of earlier models put on its
-- scale by the line of model_overlap. The newer model's own value counts where it rests
-- on at least as many articles: a week that was rescored in part is not a week.

CREATE OR REPLACE VIEW linked_week AS
WITH known AS (
    SELECT
        *,
        find_sampling_degrees(draws, CASE level WHEN 'balanced' THEN outlets ELSE 1 END) AS degrees
    FROM series_value
    WHERE grain = 'week' AND part = 'all'
),
line AS (
    SELECT
        model_id,
        earlier_id,
        max(articles) AS overlap,
        any_value(intercept) FILTER (question = 'sentiment') AS s_intercept,
        any_value(slope) FILTER (question = 'sentiment') AS s_slope,
        any_value(residual_sd) FILTER (question = 'sentiment') AS s_residual,
        any_value(intercept) FILTER (question = 'escalation') AS e_intercept,
        any_value(slope) FILTER (question = 'escalation') AS e_slope,
        any_value(residual_sd) FILTER (question = 'escalation') AS e_residual,
        any_value(intercept) FILTER (question = 'diplomacy') AS d_intercept,
        any_value(slope) FILTER (question = 'diplomacy') AS d_slope,
        any_value(residual_sd) FILTER (question = 'diplomacy') AS d_residual
    FROM model_overlap
    WHERE slope IS NOT NULL
    GROUP BY model_id, earlier_id
),
candidate AS (
    SELECT
        model_id, period, level, member, copies, topic, articles, stories, degrees,
        NULL::VARCHAR AS linked_from,
        0 AS overlap,
        sentiment,
        escalation,
        diplomacy,
        sentiment_se ** 2 AS sentiment_var,
        escalation_se ** 2 AS escalation_var,
        diplomacy_se ** 2 AS diplomacy_var
    FROM known
    UNION ALL BY NAME
    SELECT
        line.model_id, period, level, member, copies, topic, articles, stories, degrees,
        line.earlier_id AS linked_from,
        overlap,
        link_mean(sentiment, s_intercept, s_slope) AS sentiment,
        link_mean(escalation, e_intercept, e_slope) AS escalation,
        link_mean(diplomacy, d_intercept, d_slope) AS diplomacy,
        link_var(sentiment_se ** 2, s_slope, s_residual, stories, overlap) AS sentiment_var,
        link_var(escalation_se ** 2, e_slope, e_residual, stories, overlap) AS escalation_var,
        link_var(diplomacy_se ** 2, d_slope, d_residual, stories, overlap) AS diplomacy_var
    FROM known JOIN line ON known.model_id = line.earlier_id
)
SELECT
    model_id, period AS week, level, member, copies, topic, linked_from, articles, stories,
    clip(sentiment, -1, 1) AS sentiment,
    find_low(sentiment, sentiment_var, degrees, -1, 1) AS sentiment_low,
    find_high(sentiment, sentiment_var, degrees, -1, 1) AS sentiment_high,
    clip(escalation, 0, 1) AS escalation,
    find_low(escalation, escalation_var, degrees, 0, 1) AS escalation_low,
    find_high(escalation, escalation_var, degrees, 0, 1) AS escalation_high,
    clip(diplomacy, 0, 1) AS diplomacy,
    find_low(diplomacy, diplomacy_var, degrees, 0, 1) AS diplomacy_low,
    find_high(diplomacy, diplomacy_var, degrees, 0, 1) AS diplomacy_high
FROM candidate
QUALIFY row_number() OVER (
    PARTITION BY model_id, period, level, member, copies, topic
    ORDER BY articles DESC, linked_from IS NOT NULL, overlap DESC, linked_from
) = 1;

COMMENT ON VIEW linked_week IS 'Weekly series of a model; a week of which an earlier model scored more articles is that model''s, put on the scale by the line of model_overlap; whole articles only (part all)';
COMMENT ON COLUMN linked_week.model_id IS 'The model whose scale it is';
COMMENT ON COLUMN linked_week.week IS 'The week''s Monday';
COMMENT ON COLUMN linked_week.level IS 'outlet, language, pooled or balanced, as in series';
COMMENT ON COLUMN linked_week.member IS 'The outlet or language; empty for pooled and balanced';
COMMENT ON COLUMN linked_week.copies IS 'all, once or without, as in series';
COMMENT ON COLUMN linked_week.topic IS 'The topic; empty for all articles';
COMMENT ON COLUMN linked_week.linked_from IS 'The earlier model whose values were put on the scale; NULL where they are the model''s own';
COMMENT ON COLUMN linked_week.articles IS 'Articles it rests on';
COMMENT ON COLUMN linked_week.stories IS 'Distinct stories among them';
COMMENT ON COLUMN linked_week.sentiment IS 'Mean sentiment, -1 … +1; NULL where there is no answer or no line';
COMMENT ON COLUMN linked_week.sentiment_low IS 'Lower end of the 95 % interval of sentiment, which holds what the line leaves of single articles';
COMMENT ON COLUMN linked_week.sentiment_high IS 'Upper end of the 95 % interval of sentiment';
COMMENT ON COLUMN linked_week.escalation IS 'Mean escalation, 0 … 1; NULL where there is no answer or no line';
COMMENT ON COLUMN linked_week.escalation_low IS 'Lower end of the 95 % interval of escalation, which holds what the line leaves of single articles';
COMMENT ON COLUMN linked_week.escalation_high IS 'Upper end of the 95 % interval of escalation';
COMMENT ON COLUMN linked_week.diplomacy IS 'Mean diplomacy, 0 … 1; NULL where there is no answer or no line';
COMMENT ON COLUMN linked_week.diplomacy_low IS 'Lower end of the 95 % interval of diplomacy, which holds what the line leaves of single articles';
COMMENT ON COLUMN linked_week.diplomacy_high IS 'Upper end of the 95 % interval of diplomacy';
