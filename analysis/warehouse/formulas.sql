-- The formulas of the measures, each with its meaning. Queries and views call them, the
-- method page is made from them, and readers may call them too. Shares and means are
-- 0 … 1, sentiment and balance -1 … +1; _var is a variance, _cov a covariance.

CREATE OR REPLACE MACRO is_framed(escalation, diplomacy) AS
    CASE WHEN escalation + diplomacy IS NOT NULL THEN
        escalation >= 0.5 OR diplomacy >= 0.5
    END;
COMMENT ON MACRO is_framed IS 'A sentence is framed where one of its two probabilities is at least a half; an article, where one of its sentences is';

CREATE OR REPLACE MACRO find_sentiment(positive, negative) AS positive - negative;
COMMENT ON MACRO find_sentiment IS 'Sentiment of a sentence: its probability of being positive minus that of being negative';

CREATE OR REPLACE MACRO find_mean(total, units) AS total / units;
COMMENT ON MACRO find_mean IS 'A mean: of an article over its sentences, of a story over its articles, of a day or week over its articles or stories, of all outlets alike over their means. A week is never a mean of its days';

CREATE OR REPLACE MACRO find_intensity(escalation, diplomacy) AS escalation + diplomacy;
COMMENT ON MACRO find_intensity IS 'How much conflict is spoken of, either way: 0 … 2';

CREATE OR REPLACE MACRO find_balance(escalation, diplomacy) AS
    CASE WHEN escalation + diplomacy > 0 THEN
        (diplomacy - escalation) / (diplomacy + escalation)
    END;
COMMENT ON MACRO find_balance IS 'Which of the two outweighs: -1 escalation alone, +1 diplomacy alone; asked only where an article is framed, since noise alone would decide its sign';

CREATE OR REPLACE MACRO spread(stories, units, nn, a, an, b, bn, ab) AS
    CASE WHEN stories >= 3 THEN
        stories / (stories - 1) * ((ab - a * bn - b * an + a * b * nn) / units ** 2)
    END;
COMMENT ON MACRO spread IS 'Covariance of two means a and b if other stories had come (a variance, where they are one): stories are drawn whole. units: articles, or stories where each counts once; nn, an, bn, ab: sums over stories of the products of its units and its totals. None below three stories. Linearised ratio over ultimate clusters (Särndal, Swensson and Wretman 1992, section 5.6)';

CREATE OR REPLACE MACRO count_draws(units, nn) AS units ** 2 / nn;
COMMENT ON MACRO count_draws IS 'How many stories of equal size a mean is worth: fewer than there are, where some have more articles than others (Kish 1965, section 8.2)';

CREATE OR REPLACE MACRO find_sampling_degrees(draws, means) AS greatest(draws - means, 2);
COMMENT ON MACRO find_sampling_degrees IS 'Degrees of freedom of an error over stories: what the mean is worth in stories, less the means it is made of (the outlets, where all count alike, else one); not below the two of three equal stories';

CREATE OR REPLACE MACRO find_pull(stories, units, story_total, n, mean) AS
    sqrt(stories / (stories - 1)) * ((story_total - mean * n) / units);
COMMENT ON MACRO find_pull IS 'How far one story pulls its outlet''s mean: the squares of the pulls of all its stories sum to the variance. n: its units there';

CREATE OR REPLACE MACRO find_common(pulls, other_pulls, products) AS pulls * other_pulls - products;
COMMENT ON MACRO find_common IS 'What a story adds to a covariance because several outlets carry it: the products of its pulls at every two different outlets. pulls, other_pulls: sums over outlets of its pulls in the one measure and in the other, products: sum of their products';

CREATE OR REPLACE MACRO borrow_var(variance, others, stories) AS
    coalesce(variance, others / stories);
COMMENT ON MACRO borrow_var IS 'Variance of an outlet''s mean; with fewer than three stories it has none of its own and takes that of a story elsewhere (others: mean over outlets of variance times stories)';

CREATE OR REPLACE MACRO find_balanced_var(outlets_var, common, outlets) AS
    (outlets_var + common) / outlets ** 2;
COMMENT ON MACRO find_balanced_var IS 'Variance of the mean of all outlets alike: the sum of their variances and of what shared stories add';

CREATE OR REPLACE MACRO root(variance) AS
    sqrt(CASE WHEN variance < 0 THEN 0 ELSE variance END);
COMMENT ON MACRO root IS 'Standard error of a variance; rounding may leave a little less than nothing, and unknown stays unknown';

CREATE OR REPLACE MACRO find_intensity_var(escalation_var, diplomacy_var, frames_cov) AS
    escalation_var + diplomacy_var + 2 * frames_cov;
COMMENT ON MACRO find_intensity_var IS 'Variance of the intensity';

CREATE OR REPLACE MACRO find_balance_var(escalation, diplomacy, escalation_var, diplomacy_var, frames_cov) AS
    CASE WHEN escalation + diplomacy > 0 THEN
        4 * (
            escalation ** 2 * diplomacy_var
            + diplomacy ** 2 * escalation_var
            - 2 * escalation * diplomacy * frames_cov
        ) / (escalation + diplomacy) ** 4
    END;
COMMENT ON MACRO find_balance_var IS 'Variance of the balance, by the delta method';

CREATE OR REPLACE MACRO student(degrees) AS
    CASE
        WHEN degrees < 31 THEN list_extract([
            12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004,
            2.262157, 2.228139, 2.200985, 2.178813, 2.160369, 2.144787, 2.131450, 2.119905,
            2.109816, 2.100922, 2.093024, 2.085963, 2.079614, 2.073873, 2.068658, 2.063899,
            2.059539, 2.055529, 2.051831, 2.048407, 2.045230, 2.042272
        ]::DOUBLE[], greatest(floor(degrees), 1)::INTEGER)
        ELSE 1.959964 + 2.372271 / degrees + 2.822499 / degrees ** 2 + 2.555850 / degrees ** 3
    END;
COMMENT ON MACRO student IS 'The 97.5th percentile of Student''s t: from a table to 30 degrees of freedom, then by the first terms of its expansion (Abramowitz and Stegun 1964, 26.7.5)';

CREATE OR REPLACE MACRO clip(value, lowest, highest) AS
    CASE WHEN value IS NOT NULL THEN greatest(lowest, least(highest, value)) END;
COMMENT ON MACRO clip IS 'The value, no further out than the measure can be';

CREATE OR REPLACE MACRO find_low(value, variance, degrees, lowest, highest) AS
    clip(value - student(degrees) * root(variance), lowest, highest);
COMMENT ON MACRO find_low IS 'Lower end of a 95 % interval, within what the measure can be';

CREATE OR REPLACE MACRO find_high(value, variance, degrees, lowest, highest) AS
    clip(value + student(degrees) * root(variance), lowest, highest);
COMMENT ON MACRO find_high IS 'Upper end of a 95 % interval, within what the measure can be';

CREATE OR REPLACE MACRO correct_mean(value, intercept, slope) AS
    (value - intercept) / slope;
COMMENT ON MACRO correct_mean IS 'The share that people would see, where gold shows that the model''s mean is intercept + slope × share (Rogan and Gladen 1978, with means of probabilities)';

CREATE OR REPLACE MACRO correct_var(corrected, intercept_var, slope_var, covariance, slope) AS
    (intercept_var + 2 * corrected * covariance + corrected ** 2 * slope_var) / slope ** 2;
COMMENT ON MACRO correct_var IS 'The part of the corrected mean''s variance that comes from the gold sample being small';

CREATE OR REPLACE MACRO find_degrees(sampling_var, sampling_degrees, gold_var, gold_degrees) AS
    CASE WHEN sampling_var + gold_var > 0 THEN
        (sampling_var + gold_var) ** 2
        / (sampling_var ** 2 / sampling_degrees + gold_var ** 2 / gold_degrees)
    ELSE sampling_degrees END;
COMMENT ON MACRO find_degrees IS 'Degrees of freedom of a sum of two variances (Satterthwaite 1946)';

CREATE OR REPLACE MACRO link_mean(value, intercept, slope) AS
    intercept + slope * value;
COMMENT ON MACRO link_mean IS 'An earlier model''s mean on a newer model''s scale: values as far from their mean, in standard deviations of articles, are the same (linear equating, single group; Kolen and Brennan 2014, chapter 2)';

CREATE OR REPLACE MACRO link_var(variance, slope, residual_sd, stories, overlap) AS
    slope ** 2 * variance + residual_sd ** 2 * (1 / stories + 1 / overlap);
COMMENT ON MACRO link_var IS 'Variance of a linked mean: its own, and what the line leaves of single articles, over the stories of the mean and the articles that the line was drawn from';
