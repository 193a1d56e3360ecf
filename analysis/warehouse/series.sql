-- Series as readers see them, made of series_value, collection_day and correction.

-- What is known of each period of an outlet, and of all outlets together.

CREATE OR REPLACE VIEW collection AS
SELECT
    model_id,
    CASE grouping(day) WHEN 0 THEN 'day' ELSE 'week' END AS grain,
    coalesce(day, week) AS period,
    CASE grouping(outlet) WHEN 0 THEN 'outlet' ELSE 'pooled' END AS level,
    coalesce(outlet, '') AS member,
    count(*) FILTER (status = 'missing')::UINTEGER AS days_missing,
    count(*) FILTER (status <> 'missing')::UINTEGER AS days_known,
    -- Before its first and after its last known day an outlet has no rows.
    (CASE grouping(day) WHEN 0 THEN 1 ELSE 7 END * count(DISTINCT outlet))::UINTEGER AS days,
    CASE
        WHEN bool_and(status = 'missing') THEN 'missing'
        WHEN bool_and(status = 'complete') AND count(*) = days THEN 'complete'
        ELSE 'partial'
    END AS status
FROM (SELECT *, date_trunc('week', day)::DATE AS week FROM collection_day)
GROUP BY GROUPING SETS (
    (model_id, day, outlet), (model_id, week, outlet), (model_id, day), (model_id, week)
);

COMMENT ON VIEW collection IS 'What is known of each day and week of an outlet, and of all outlets together, whether or not it has articles';
COMMENT ON COLUMN collection.model_id IS 'The model under which articles are scored';
COMMENT ON COLUMN collection.grain IS 'day or week';
COMMENT ON COLUMN collection.period IS 'The day, or the week''s Monday';
COMMENT ON COLUMN collection.level IS 'outlet or pooled';
COMMENT ON COLUMN collection.member IS 'The outlet; empty for pooled';
COMMENT ON COLUMN collection.days_missing IS 'Its days (of pooled: days of any outlet) that were not collected; those before an outlet''s first and after its last known day are not counted';
COMMENT ON COLUMN collection.days_known IS 'Its days (of pooled: days of any outlet) that were collected, also in part';
COMMENT ON COLUMN collection.days IS 'Days it has: 1, of a week 7; of pooled so many for each outlet of the period';
COMMENT ON COLUMN collection.status IS 'complete where each of its days is, of a week all seven; missing where no day was collected; else partial';

-- Every series with its intervals: _low and _high hold what other stories would have
-- given; _corrected is the value that the gold sample leads to, and its interval holds
-- both sources of error. Of the parts only the whole is corrected: gold is not split.

CREATE OR REPLACE VIEW series AS
WITH known AS (
    SELECT
        *,
        CASE WHEN framed_articles > 0 THEN find_balance(escalation, diplomacy) END AS balance,
        find_intensity(escalation, diplomacy) AS intensity,
        sentiment_se ** 2 AS sentiment_var,
        escalation_se ** 2 AS escalation_var,
        diplomacy_se ** 2 AS diplomacy_var,
        find_sampling_degrees(draws, CASE level WHEN 'balanced' THEN outlets ELSE 1 END) AS degrees
    FROM series_value
),
sampled AS (
    SELECT min(since) AS since, max(until) AS until FROM sample SEMI JOIN gold USING (sample_id)
),
coefficient AS (
    SELECT model_id, level, member, 'all' AS part, intercept, slope, intercept_var, slope_var, covariance, degrees, question
    FROM correction
),
corrected AS (
    SELECT
        known.*,
        collection.status,
        known.period >= sampled.since
            AND known.period + CASE known.grain WHEN 'week' THEN 6 ELSE 0 END <= sampled.until AS in_sample,
        find_balance_var(escalation, diplomacy, escalation_var, diplomacy_var, frames_cov) AS balance_var,
        find_intensity_var(escalation_var, diplomacy_var, frames_cov) AS intensity_var,
        correct_mean(sentiment, s.intercept, s.slope) AS s_value,
        sentiment_var / s.slope ** 2 AS s_var,
        correct_var(s_value, s.intercept_var, s.slope_var, s.covariance, s.slope) AS s_gold_var,
        find_degrees(s_var, known.degrees, s_gold_var, s.degrees) AS s_degrees,
        correct_mean(escalation, e.intercept, e.slope) AS e_value,
        escalation_var / e.slope ** 2 AS e_var,
        correct_var(e_value, e.intercept_var, e.slope_var, e.covariance, e.slope) AS e_gold_var,
        find_degrees(e_var, known.degrees, e_gold_var, e.degrees) AS e_degrees,
        correct_mean(diplomacy, d.intercept, d.slope) AS d_value,
        diplomacy_var / d.slope ** 2 AS d_var,
        correct_var(d_value, d.intercept_var, d.slope_var, d.covariance, d.slope) AS d_gold_var,
        find_degrees(d_var, known.degrees, d_gold_var, d.degrees) AS d_degrees,
        frames_cov / (e.slope * d.slope) AS ed_cov,
        CASE WHEN framed_articles > 0 AND e_value > 0 AND d_value > 0 THEN
            find_balance(e_value, d_value)
        END AS b_value,
        find_balance_var(e_value, d_value, e_var + e_gold_var, d_var + d_gold_var, ed_cov) AS b_var,
        least(e_degrees, d_degrees) AS b_degrees
    FROM known
    CROSS JOIN sampled
    LEFT JOIN collection
        ON collection.model_id = known.model_id AND collection.grain = known.grain
        AND collection.period = known.period
        AND collection.level = CASE known.level WHEN 'outlet' THEN 'outlet' ELSE 'pooled' END
        AND collection.member = CASE known.level WHEN 'outlet' THEN known.member ELSE '' END
    LEFT JOIN coefficient AS s
        ON s.question = 'sentiment' AND s.model_id = known.model_id AND s.level = known.level
        AND s.member = known.member AND s.part = known.part
    LEFT JOIN coefficient AS e
        ON e.question = 'escalation' AND e.model_id = known.model_id AND e.level = known.level
        AND e.member = known.member AND e.part = known.part
    LEFT JOIN coefficient AS d
        ON d.question = 'diplomacy' AND d.model_id = known.model_id AND d.level = known.level
        AND d.member = known.member AND d.part = known.part
)
SELECT
    model_id, grain, period, level, member, part, copies, topic, status,
    outlets, articles, stories, sentences, framed_articles, draws,
    round(sentiment, 6) AS sentiment,
    round(sentiment_se, 6) AS sentiment_se,
    round(find_low(sentiment, sentiment_var, degrees, -1, 1), 6) AS sentiment_low,
    round(find_high(sentiment, sentiment_var, degrees, -1, 1), 6) AS sentiment_high,
    round(escalation, 6) AS escalation,
    round(escalation_se, 6) AS escalation_se,
    round(find_low(escalation, escalation_var, degrees, 0, 1), 6) AS escalation_low,
    round(find_high(escalation, escalation_var, degrees, 0, 1), 6) AS escalation_high,
    round(diplomacy, 6) AS diplomacy,
    round(diplomacy_se, 6) AS diplomacy_se,
    round(find_low(diplomacy, diplomacy_var, degrees, 0, 1), 6) AS diplomacy_low,
    round(find_high(diplomacy, diplomacy_var, degrees, 0, 1), 6) AS diplomacy_high,
    round(balance, 6) AS balance,
    round(root(balance_var), 6) AS balance_se,
    round(find_low(balance, balance_var, degrees, -1, 1), 6) AS balance_low,
    round(find_high(balance, balance_var, degrees, -1, 1), 6) AS balance_high,
    round(intensity, 6) AS intensity,
    round(root(intensity_var), 6) AS intensity_se,
    round(find_low(intensity, intensity_var, degrees, 0, 2), 6) AS intensity_low,
    round(find_high(intensity, intensity_var, degrees, 0, 2), 6) AS intensity_high,
    round(clip(s_value, -1, 1), 6) AS sentiment_corrected,
    round(find_low(clip(s_value, -1, 1), s_var + s_gold_var, s_degrees, -1, 1), 6) AS sentiment_corrected_low,
    round(find_high(clip(s_value, -1, 1), s_var + s_gold_var, s_degrees, -1, 1), 6) AS sentiment_corrected_high,
    round(clip(e_value, 0, 1), 6) AS escalation_corrected,
    round(find_low(clip(e_value, 0, 1), e_var + e_gold_var, e_degrees, 0, 1), 6) AS escalation_corrected_low,
    round(find_high(clip(e_value, 0, 1), e_var + e_gold_var, e_degrees, 0, 1), 6) AS escalation_corrected_high,
    round(clip(d_value, 0, 1), 6) AS diplomacy_corrected,
    round(find_low(clip(d_value, 0, 1), d_var + d_gold_var, d_degrees, 0, 1), 6) AS diplomacy_corrected_low,
    round(find_high(clip(d_value, 0, 1), d_var + d_gold_var, d_degrees, 0, 1), 6) AS diplomacy_corrected_high,
    round(b_value, 6) AS balance_corrected,
    round(find_low(b_value, b_var, b_degrees, -1, 1), 6) AS balance_corrected_low,
    round(find_high(b_value, b_var, b_degrees, -1, 1), 6) AS balance_corrected_high,
    CASE WHEN coalesce(e_value, d_value, s_value) IS NOT NULL THEN in_sample END AS sampled
FROM corrected;

COMMENT ON VIEW series IS 'The measures of every series and period that has articles, with 95 % intervals; key model_id, grain, period, level, member, part, copies, topic';
COMMENT ON COLUMN series.model_id IS 'The model whose scores these are';
COMMENT ON COLUMN series.grain IS 'day or week';
COMMENT ON COLUMN series.period IS 'The day, or the week''s Monday';
COMMENT ON COLUMN series.level IS 'outlet, language, pooled (all articles alike) or balanced (all outlets alike)';
COMMENT ON COLUMN series.member IS 'The outlet or language; empty for pooled and balanced';
COMMENT ON COLUMN series.part IS 'all, headline, lead, body (below the lead), own (the outlet''s voice) or quoted (direct and indirect)';
COMMENT ON COLUMN series.copies IS 'all (every article counts), once (every story counts once) or without (only stories of one outlet alone that credit no agency)';
COMMENT ON COLUMN series.topic IS 'The topic; empty for all articles';
COMMENT ON COLUMN series.status IS 'complete or partial: what is known of the periods collection';
COMMENT ON COLUMN series.outlets IS 'Outlets with articles; NULL for a language';
COMMENT ON COLUMN series.articles IS 'Articles that have the part';
COMMENT ON COLUMN series.stories IS 'Distinct stories among them';
COMMENT ON COLUMN series.sentences IS 'Scored sentences';
COMMENT ON COLUMN series.framed_articles IS 'Articles with a sentence in the part whose escalation or diplomacy is .5 or more; NULL where the model does not answer both';
COMMENT ON COLUMN series.draws IS 'How many stories of equal size the mean is worth (Kish)';
COMMENT ON COLUMN series.sentiment IS 'Mean sentiment, -1 … +1; NULL where the model does not answer';
COMMENT ON COLUMN series.sentiment_se IS 'Standard error of sentiment over stories; NULL below three stories';
COMMENT ON COLUMN series.sentiment_low IS 'Lower end of the 95 % interval of sentiment over stories; NULL below three stories';
COMMENT ON COLUMN series.sentiment_high IS 'Upper end of the 95 % interval of sentiment over stories';
COMMENT ON COLUMN series.escalation IS 'Mean escalation, 0 … 1; NULL where the model does not answer';
COMMENT ON COLUMN series.escalation_se IS 'Standard error of escalation over stories; NULL below three stories';
COMMENT ON COLUMN series.escalation_low IS 'Lower end of the 95 % interval of escalation over stories; NULL below three stories';
COMMENT ON COLUMN series.escalation_high IS 'Upper end of the 95 % interval of escalation over stories';
COMMENT ON COLUMN series.diplomacy IS 'Mean diplomacy, 0 … 1; NULL where the model does not answer';
COMMENT ON COLUMN series.diplomacy_se IS 'Standard error of diplomacy over stories; NULL below three stories';
COMMENT ON COLUMN series.diplomacy_low IS 'Lower end of the 95 % interval of diplomacy over stories; NULL below three stories';
COMMENT ON COLUMN series.diplomacy_high IS 'Upper end of the 95 % interval of diplomacy over stories';
COMMENT ON COLUMN series.balance IS '(diplomacy - escalation) / (diplomacy + escalation), -1 … +1; NULL where no article is framed';
COMMENT ON COLUMN series.balance_se IS 'Standard error of balance over stories; NULL below three stories';
COMMENT ON COLUMN series.balance_low IS 'Lower end of the 95 % interval of balance over stories; NULL below three stories';
COMMENT ON COLUMN series.balance_high IS 'Upper end of the 95 % interval of balance over stories';
COMMENT ON COLUMN series.intensity IS 'Mean of escalation plus diplomacy, 0 … 2; NULL where the model does not answer';
COMMENT ON COLUMN series.intensity_se IS 'Standard error of intensity over stories; NULL below three stories';
COMMENT ON COLUMN series.intensity_low IS 'Lower end of the 95 % interval of intensity over stories; NULL below three stories';
COMMENT ON COLUMN series.intensity_high IS 'Upper end of the 95 % interval of intensity over stories';
COMMENT ON COLUMN series.sentiment_corrected IS 'Sentiment, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN series.sentiment_corrected_low IS 'Lower end of the 95 % interval of corrected sentiment, over stories and gold; NULL below three stories';
COMMENT ON COLUMN series.sentiment_corrected_high IS 'Upper end of the 95 % interval of corrected sentiment, over stories and gold';
COMMENT ON COLUMN series.escalation_corrected IS 'Escalation, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN series.escalation_corrected_low IS 'Lower end of the 95 % interval of corrected escalation, over stories and gold; NULL below three stories';
COMMENT ON COLUMN series.escalation_corrected_high IS 'Upper end of the 95 % interval of corrected escalation, over stories and gold';
COMMENT ON COLUMN series.diplomacy_corrected IS 'Diplomacy, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN series.diplomacy_corrected_low IS 'Lower end of the 95 % interval of corrected diplomacy, over stories and gold; NULL below three stories';
COMMENT ON COLUMN series.diplomacy_corrected_high IS 'Upper end of the 95 % interval of corrected diplomacy, over stories and gold';
COMMENT ON COLUMN series.balance_corrected IS 'Balance, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN series.balance_corrected_low IS 'Lower end of the 95 % interval of corrected balance, over stories and gold; NULL below three stories';
COMMENT ON COLUMN series.balance_corrected_high IS 'Upper end of the 95 % interval of corrected balance, over stories and gold';

-- The series of all articles, with a row for each period, also those without articles.

CREATE OR REPLACE MACRO whole_series(of_grain, of_level) AS TABLE
SELECT
    member,
    period,
    model_id,
    collection.status,
    collection.days_missing,
    coalesce(series.outlets, 0) AS outlets,
    coalesce(series.articles, 0) AS articles,
    coalesce(series.stories, 0) AS distinct_stories,
    coalesce(series.sentences, 0) AS sentences,
    CASE WHEN series.articles > 0 THEN series.framed_articles
         WHEN model.task LIKE 'framing%' IS NOT FALSE THEN 0 END AS framed_articles,
    series.sentiment,
    series.sentiment_low,
    series.sentiment_high,
    series.escalation,
    series.escalation_low,
    series.escalation_high,
    series.diplomacy,
    series.diplomacy_low,
    series.diplomacy_high,
    series.balance,
    series.balance_low,
    series.balance_high,
    series.intensity,
    series.intensity_low,
    series.intensity_high,
    series.sentiment_corrected,
    series.sentiment_corrected_low,
    series.sentiment_corrected_high,
    series.escalation_corrected,
    series.escalation_corrected_low,
    series.escalation_corrected_high,
    series.diplomacy_corrected,
    series.diplomacy_corrected_low,
    series.diplomacy_corrected_high,
    series.balance_corrected,
    series.balance_corrected_low,
    series.balance_corrected_high
FROM collection
LEFT JOIN model USING (model_id)
LEFT JOIN (SELECT * FROM series WHERE part = 'all' AND copies = 'all' AND topic = '') AS series
    USING (model_id, grain, period, level, member)
WHERE collection.grain = of_grain AND collection.level = of_level;

CREATE OR REPLACE VIEW outlet_day AS
SELECT member AS outlet, period AS day, * EXCLUDE (member, period, days_missing, outlets)
FROM whole_series('day', 'outlet');

CREATE OR REPLACE VIEW outlet_week AS
SELECT member AS outlet, period AS week, * EXCLUDE (member, period, outlets)
FROM whole_series('week', 'outlet');

CREATE OR REPLACE VIEW day AS
SELECT
    period AS day,
    model_id,
    status,
    outlets,
    days_missing AS outlets_missing,
    * EXCLUDE (member, period, model_id, status, outlets, days_missing)
FROM whole_series('day', 'pooled');


COMMENT ON COLUMN series.sampled IS 'Whether coded samples span the period; elsewhere corrected values carry the same line on, and nothing shows that it holds there; NULL where not corrected';

COMMENT ON VIEW outlet_day IS 'The measures of one outlet''s articles of one day under one model; key outlet, day, model_id';
COMMENT ON COLUMN outlet_day.outlet IS 'The outlet';
COMMENT ON COLUMN outlet_day.day IS 'Day in the outlet''s time zone';
COMMENT ON COLUMN outlet_day.status IS 'complete, partial (today, an unfinished day or unscored articles) or missing (not collected)';
COMMENT ON COLUMN outlet_day.model_id IS 'The model whose scores these are';
COMMENT ON COLUMN outlet_day.articles IS 'Scored articles published in it';
COMMENT ON COLUMN outlet_day.distinct_stories IS 'Distinct stories among them';
COMMENT ON COLUMN outlet_day.sentences IS 'Their scored sentences';
COMMENT ON COLUMN outlet_day.framed_articles IS 'Articles with at least one sentence whose escalation or diplomacy is .5 or more; NULL where the model does not answer both';
COMMENT ON COLUMN outlet_day.sentiment IS 'Mean sentiment, -1 … +1; NULL without articles or where the model does not answer';
COMMENT ON COLUMN outlet_day.sentiment_low IS 'Lower end of the 95 % interval of sentiment over stories; NULL below three stories';
COMMENT ON COLUMN outlet_day.sentiment_high IS 'Upper end of the 95 % interval of sentiment over stories';
COMMENT ON COLUMN outlet_day.escalation IS 'Mean escalation, 0 … 1; NULL without articles or where the model does not answer';
COMMENT ON COLUMN outlet_day.escalation_low IS 'Lower end of the 95 % interval of escalation over stories; NULL below three stories';
COMMENT ON COLUMN outlet_day.escalation_high IS 'Upper end of the 95 % interval of escalation over stories';
COMMENT ON COLUMN outlet_day.diplomacy IS 'Mean diplomacy, 0 … 1; NULL without articles or where the model does not answer';
COMMENT ON COLUMN outlet_day.diplomacy_low IS 'Lower end of the 95 % interval of diplomacy over stories; NULL below three stories';
COMMENT ON COLUMN outlet_day.diplomacy_high IS 'Upper end of the 95 % interval of diplomacy over stories';
COMMENT ON COLUMN outlet_day.balance IS '(diplomacy - escalation) / (diplomacy + escalation), -1 … +1; NULL without articles or where no article is framed';
COMMENT ON COLUMN outlet_day.balance_low IS 'Lower end of the 95 % interval of balance over stories; NULL below three stories';
COMMENT ON COLUMN outlet_day.balance_high IS 'Upper end of the 95 % interval of balance over stories';
COMMENT ON COLUMN outlet_day.intensity IS 'Mean of escalation plus diplomacy, 0 … 2; NULL without articles or where the model does not answer';
COMMENT ON COLUMN outlet_day.intensity_low IS 'Lower end of the 95 % interval of intensity over stories; NULL below three stories';
COMMENT ON COLUMN outlet_day.intensity_high IS 'Upper end of the 95 % interval of intensity over stories';
COMMENT ON COLUMN outlet_day.sentiment_corrected IS 'Sentiment, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN outlet_day.sentiment_corrected_low IS 'Lower end of the 95 % interval of corrected sentiment, over stories and gold; NULL below three stories';
COMMENT ON COLUMN outlet_day.sentiment_corrected_high IS 'Upper end of the 95 % interval of corrected sentiment, over stories and gold';
COMMENT ON COLUMN outlet_day.escalation_corrected IS 'Escalation, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN outlet_day.escalation_corrected_low IS 'Lower end of the 95 % interval of corrected escalation, over stories and gold; NULL below three stories';
COMMENT ON COLUMN outlet_day.escalation_corrected_high IS 'Upper end of the 95 % interval of corrected escalation, over stories and gold';
COMMENT ON COLUMN outlet_day.diplomacy_corrected IS 'Diplomacy, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN outlet_day.diplomacy_corrected_low IS 'Lower end of the 95 % interval of corrected diplomacy, over stories and gold; NULL below three stories';
COMMENT ON COLUMN outlet_day.diplomacy_corrected_high IS 'Upper end of the 95 % interval of corrected diplomacy, over stories and gold';
COMMENT ON COLUMN outlet_day.balance_corrected IS 'Balance, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN outlet_day.balance_corrected_low IS 'Lower end of the 95 % interval of corrected balance, over stories and gold; NULL below three stories';
COMMENT ON COLUMN outlet_day.balance_corrected_high IS 'Upper end of the 95 % interval of corrected balance, over stories and gold';
COMMENT ON VIEW outlet_week IS 'The same for a week, from its articles, never from its days; key outlet, week, model_id';
COMMENT ON COLUMN outlet_week.outlet IS 'The outlet';
COMMENT ON COLUMN outlet_week.week IS 'Monday of the week';
COMMENT ON COLUMN outlet_week.status IS 'complete where each of its seven days is, missing where none was collected, else partial';
COMMENT ON COLUMN outlet_week.days_missing IS 'Its days that were not collected; those before the outlet''s first and after its last known day are not counted';
COMMENT ON COLUMN outlet_week.model_id IS 'The model whose scores these are';
COMMENT ON COLUMN outlet_week.articles IS 'Scored articles published in it';
COMMENT ON COLUMN outlet_week.distinct_stories IS 'Distinct stories among them';
COMMENT ON COLUMN outlet_week.sentences IS 'Their scored sentences';
COMMENT ON COLUMN outlet_week.framed_articles IS 'Articles with at least one sentence whose escalation or diplomacy is .5 or more; NULL where the model does not answer both';
COMMENT ON COLUMN outlet_week.sentiment IS 'Mean sentiment, -1 … +1; NULL without articles or where the model does not answer';
COMMENT ON COLUMN outlet_week.sentiment_low IS 'Lower end of the 95 % interval of sentiment over stories; NULL below three stories';
COMMENT ON COLUMN outlet_week.sentiment_high IS 'Upper end of the 95 % interval of sentiment over stories';
COMMENT ON COLUMN outlet_week.escalation IS 'Mean escalation, 0 … 1; NULL without articles or where the model does not answer';
COMMENT ON COLUMN outlet_week.escalation_low IS 'Lower end of the 95 % interval of escalation over stories; NULL below three stories';
COMMENT ON COLUMN outlet_week.escalation_high IS 'Upper end of the 95 % interval of escalation over stories';
COMMENT ON COLUMN outlet_week.diplomacy IS 'Mean diplomacy, 0 … 1; NULL without articles or where the model does not answer';
COMMENT ON COLUMN outlet_week.diplomacy_low IS 'Lower end of the 95 % interval of diplomacy over stories; NULL below three stories';
COMMENT ON COLUMN outlet_week.diplomacy_high IS 'Upper end of the 95 % interval of diplomacy over stories';
COMMENT ON COLUMN outlet_week.balance IS '(diplomacy - escalation) / (diplomacy + escalation), -1 … +1; NULL without articles or where no article is framed';
COMMENT ON COLUMN outlet_week.balance_low IS 'Lower end of the 95 % interval of balance over stories; NULL below three stories';
COMMENT ON COLUMN outlet_week.balance_high IS 'Upper end of the 95 % interval of balance over stories';
COMMENT ON COLUMN outlet_week.intensity IS 'Mean of escalation plus diplomacy, 0 … 2; NULL without articles or where the model does not answer';
COMMENT ON COLUMN outlet_week.intensity_low IS 'Lower end of the 95 % interval of intensity over stories; NULL below three stories';
COMMENT ON COLUMN outlet_week.intensity_high IS 'Upper end of the 95 % interval of intensity over stories';
COMMENT ON COLUMN outlet_week.sentiment_corrected IS 'Sentiment, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN outlet_week.sentiment_corrected_low IS 'Lower end of the 95 % interval of corrected sentiment, over stories and gold; NULL below three stories';
COMMENT ON COLUMN outlet_week.sentiment_corrected_high IS 'Upper end of the 95 % interval of corrected sentiment, over stories and gold';
COMMENT ON COLUMN outlet_week.escalation_corrected IS 'Escalation, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN outlet_week.escalation_corrected_low IS 'Lower end of the 95 % interval of corrected escalation, over stories and gold; NULL below three stories';
COMMENT ON COLUMN outlet_week.escalation_corrected_high IS 'Upper end of the 95 % interval of corrected escalation, over stories and gold';
COMMENT ON COLUMN outlet_week.diplomacy_corrected IS 'Diplomacy, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN outlet_week.diplomacy_corrected_low IS 'Lower end of the 95 % interval of corrected diplomacy, over stories and gold; NULL below three stories';
COMMENT ON COLUMN outlet_week.diplomacy_corrected_high IS 'Upper end of the 95 % interval of corrected diplomacy, over stories and gold';
COMMENT ON COLUMN outlet_week.balance_corrected IS 'Balance, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN outlet_week.balance_corrected_low IS 'Lower end of the 95 % interval of corrected balance, over stories and gold; NULL below three stories';
COMMENT ON COLUMN outlet_week.balance_corrected_high IS 'Upper end of the 95 % interval of corrected balance, over stories and gold';
COMMENT ON VIEW day IS 'All outlets together, every article alike; key day, model_id';
COMMENT ON COLUMN day.day IS 'The day';
COMMENT ON COLUMN day.status IS 'complete or missing where all outlets are, else partial';
COMMENT ON COLUMN day.outlets IS 'Outlets with articles on the day';
COMMENT ON COLUMN day.outlets_missing IS 'Outlets for which the day is missing';
COMMENT ON COLUMN day.model_id IS 'The model whose scores these are';
COMMENT ON COLUMN day.articles IS 'Scored articles published in it';
COMMENT ON COLUMN day.distinct_stories IS 'Distinct stories among them';
COMMENT ON COLUMN day.sentences IS 'Their scored sentences';
COMMENT ON COLUMN day.framed_articles IS 'Articles with at least one sentence whose escalation or diplomacy is .5 or more; NULL where the model does not answer both';
COMMENT ON COLUMN day.sentiment IS 'Mean sentiment, -1 … +1; NULL without articles or where the model does not answer';
COMMENT ON COLUMN day.sentiment_low IS 'Lower end of the 95 % interval of sentiment over stories; NULL below three stories';
COMMENT ON COLUMN day.sentiment_high IS 'Upper end of the 95 % interval of sentiment over stories';
COMMENT ON COLUMN day.escalation IS 'Mean escalation, 0 … 1; NULL without articles or where the model does not answer';
COMMENT ON COLUMN day.escalation_low IS 'Lower end of the 95 % interval of escalation over stories; NULL below three stories';
COMMENT ON COLUMN day.escalation_high IS 'Upper end of the 95 % interval of escalation over stories';
COMMENT ON COLUMN day.diplomacy IS 'Mean diplomacy, 0 … 1; NULL without articles or where the model does not answer';
COMMENT ON COLUMN day.diplomacy_low IS 'Lower end of the 95 % interval of diplomacy over stories; NULL below three stories';
COMMENT ON COLUMN day.diplomacy_high IS 'Upper end of the 95 % interval of diplomacy over stories';
COMMENT ON COLUMN day.balance IS '(diplomacy - escalation) / (diplomacy + escalation), -1 … +1; NULL without articles or where no article is framed';
COMMENT ON COLUMN day.balance_low IS 'Lower end of the 95 % interval of balance over stories; NULL below three stories';
COMMENT ON COLUMN day.balance_high IS 'Upper end of the 95 % interval of balance over stories';
COMMENT ON COLUMN day.intensity IS 'Mean of escalation plus diplomacy, 0 … 2; NULL without articles or where the model does not answer';
COMMENT ON COLUMN day.intensity_low IS 'Lower end of the 95 % interval of intensity over stories; NULL below three stories';
COMMENT ON COLUMN day.intensity_high IS 'Upper end of the 95 % interval of intensity over stories';
COMMENT ON COLUMN day.sentiment_corrected IS 'Sentiment, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN day.sentiment_corrected_low IS 'Lower end of the 95 % interval of corrected sentiment, over stories and gold; NULL below three stories';
COMMENT ON COLUMN day.sentiment_corrected_high IS 'Upper end of the 95 % interval of corrected sentiment, over stories and gold';
COMMENT ON COLUMN day.escalation_corrected IS 'Escalation, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN day.escalation_corrected_low IS 'Lower end of the 95 % interval of corrected escalation, over stories and gold; NULL below three stories';
COMMENT ON COLUMN day.escalation_corrected_high IS 'Upper end of the 95 % interval of corrected escalation, over stories and gold';
COMMENT ON COLUMN day.diplomacy_corrected IS 'Diplomacy, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN day.diplomacy_corrected_low IS 'Lower end of the 95 % interval of corrected diplomacy, over stories and gold; NULL below three stories';
COMMENT ON COLUMN day.diplomacy_corrected_high IS 'Upper end of the 95 % interval of corrected diplomacy, over stories and gold';
COMMENT ON COLUMN day.balance_corrected IS 'Balance, corrected by the gold sample; NULL without one';
COMMENT ON COLUMN day.balance_corrected_low IS 'Lower end of the 95 % interval of corrected balance, over stories and gold; NULL below three stories';
COMMENT ON COLUMN day.balance_corrected_high IS 'Upper end of the 95 % interval of corrected balance, over stories and gold';
