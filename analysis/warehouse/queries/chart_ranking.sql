-- Each outlet's means over a period as if it were one day or week: from sums over whole
-- stories, corrected by its line of gold where it has one (formulas as in the view
-- series; tests hold that a period of one week gives that week).
WITH told AS (
    SELECT story_id, min(outlet) <> max(outlet) OR count(agency) > 0 AS shared
    FROM article
    GROUP BY story_id
),
due AS (
    SELECT article_id, outlet, story_id
    FROM article
    WHERE published_on BETWEEN coalesce($since::DATE, DATE '0001-01-01') AND coalesce($until::DATE, DATE '9999-12-31')
        AND ($topic = '' OR article_id IN (SELECT article_id FROM article_topic WHERE topic = $topic))
),
story AS (
    SELECT
        outlet,
        story_id,
        count(*) AS articles,
        CASE $copies WHEN 'once' THEN 1.0 ELSE count(*)::DOUBLE END AS n,
        sum(part.scored) AS sentences,
        count(part.framed_sentences) AS answered,
        count(*) FILTER (part.framed_sentences > 0) AS framed_articles,
        sum(find_mean(part.sentiment_sum, part.scored)) * n / articles AS s,
        sum(find_mean(part.escalation_sum, part.scored)) * n / articles AS e,
        sum(find_mean(part.diplomacy_sum, part.scored)) * n / articles AS d
    FROM due
    JOIN told USING (story_id)
    JOIN article_part AS part USING (article_id)
    WHERE part.model_id = $model_id AND part.part = $part AND part.scored = part.sentences
        AND NOT ($copies = 'without' AND shared)
    GROUP BY outlet, story_id
),
total AS (
    SELECT
        outlet,
        sum(articles)::BIGINT AS articles,
        count(*) AS stories,
        sum(sentences)::BIGINT AS sentences,
        sum(framed_articles) AS framed_articles,
        sum(n) AS units,
        find_sampling_degrees(count_draws(units, sum(n * n)), 1) AS degrees,
        find_mean(sum(s), units) AS sentiment,
        find_mean(sum(e), units) AS escalation,
        find_mean(sum(d), units) AS diplomacy,
        spread(stories, units, sum(n * n), sentiment, sum(s * n), sentiment, sum(s * n), sum(s * s)) AS sentiment_var,
        spread(stories, units, sum(n * n), escalation, sum(e * n), escalation, sum(e * n), sum(e * e)) AS escalation_var,
        spread(stories, units, sum(n * n), diplomacy, sum(d * n), diplomacy, sum(d * n), sum(d * d)) AS diplomacy_var,
        spread(stories, units, sum(n * n), escalation, sum(e * n), diplomacy, sum(d * n), sum(e * d)) AS frames_cov
    FROM story
    GROUP BY outlet
),
coefficient AS (
    SELECT * FROM correction WHERE model_id = $model_id AND level = 'outlet' AND $part = 'all'
),
corrected AS (
    SELECT
        total.*,
        CASE WHEN framed_articles > 0 THEN find_balance(escalation, diplomacy) END AS balance,
        find_balance_var(escalation, diplomacy, escalation_var, diplomacy_var, frames_cov) AS balance_var,
        find_intensity(escalation, diplomacy) AS intensity,
        find_intensity_var(escalation_var, diplomacy_var, frames_cov) AS intensity_var,
        correct_mean(sentiment, s.intercept, s.slope) AS s_value,
        sentiment_var / s.slope ** 2 AS s_var,
        correct_var(s_value, s.intercept_var, s.slope_var, s.covariance, s.slope) AS s_gold_var,
        find_degrees(s_var, total.degrees, s_gold_var, s.degrees) AS s_degrees,
        correct_mean(escalation, e.intercept, e.slope) AS e_value,
        escalation_var / e.slope ** 2 AS e_var,
        correct_var(e_value, e.intercept_var, e.slope_var, e.covariance, e.slope) AS e_gold_var,
        find_degrees(e_var, total.degrees, e_gold_var, e.degrees) AS e_degrees,
        correct_mean(diplomacy, d.intercept, d.slope) AS d_value,
        diplomacy_var / d.slope ** 2 AS d_var,
        correct_var(d_value, d.intercept_var, d.slope_var, d.covariance, d.slope) AS d_gold_var,
        find_degrees(d_var, total.degrees, d_gold_var, d.degrees) AS d_degrees,
        CASE WHEN framed_articles > 0 AND e_value > 0 AND d_value > 0 THEN find_balance(e_value, d_value) END AS b_value,
        find_balance_var(e_value, d_value, e_var + e_gold_var, d_var + d_gold_var, frames_cov / (e.slope * d.slope)) AS b_var,
        least(e_degrees, d_degrees) AS b_degrees
    FROM total
    LEFT JOIN coefficient AS s ON s.question = 'sentiment' AND s.member = outlet
    LEFT JOIN coefficient AS e ON e.question = 'escalation' AND e.member = outlet
    LEFT JOIN coefficient AS d ON d.question = 'diplomacy' AND d.member = outlet
)
SELECT
    outlet, articles, stories, sentences,
    round(sentiment, 6) AS sentiment,
    round(find_low(sentiment, sentiment_var, degrees, -1, 1), 6) AS sentiment_low,
    round(find_high(sentiment, sentiment_var, degrees, -1, 1), 6) AS sentiment_high,
    round(escalation, 6) AS escalation,
    round(find_low(escalation, escalation_var, degrees, 0, 1), 6) AS escalation_low,
    round(find_high(escalation, escalation_var, degrees, 0, 1), 6) AS escalation_high,
    round(diplomacy, 6) AS diplomacy,
    round(find_low(diplomacy, diplomacy_var, degrees, 0, 1), 6) AS diplomacy_low,
    round(find_high(diplomacy, diplomacy_var, degrees, 0, 1), 6) AS diplomacy_high,
    round(balance, 6) AS balance,
    round(find_low(balance, balance_var, degrees, -1, 1), 6) AS balance_low,
    round(find_high(balance, balance_var, degrees, -1, 1), 6) AS balance_high,
    round(intensity, 6) AS intensity,
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
    round(find_high(b_value, b_var, b_degrees, -1, 1), 6) AS balance_corrected_high
FROM corrected
ORDER BY outlet
