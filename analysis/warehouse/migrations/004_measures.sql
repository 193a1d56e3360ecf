-- What the measures stand on: who speaks, topics, sums of articles, series, the gold
-- sample, and what is found in the series. outlet_day, outlet_week and day are views now.

ALTER TABLE sentence ADD COLUMN voice VARCHAR DEFAULT 'own';
ALTER TABLE sentence ADD COLUMN speaker VARCHAR;
UPDATE sentence SET voice = 'direct' WHERE is_quote;
COMMENT ON COLUMN sentence.voice IS 'Whose words they are: own (the outlet''s), direct (quotation), indirect (reported speech)';
COMMENT ON COLUMN sentence.speaker IS 'Who is said to speak, as the text names them; NULL if own voice or not said';

CREATE TABLE layer (layer VARCHAR PRIMARY KEY, content_hash UBIGINT NOT NULL);
COMMENT ON TABLE layer IS 'Which formulas and views this file holds, and by which its measures were made; where the code has others, they are made anew';
COMMENT ON COLUMN layer.layer IS 'Name of the SQL file they come from; measuring for all that measures are made by';
COMMENT ON COLUMN layer.content_hash IS 'Number made from its text';

CREATE TABLE topic (topic VARCHAR PRIMARY KEY, query VARCHAR NOT NULL, code VARCHAR NOT NULL);
COMMENT ON TABLE topic IS 'A named query over title and body, as in the config';
COMMENT ON COLUMN topic.topic IS 'Its name';
COMMENT ON COLUMN topic.query IS 'The query, as written';
COMMENT ON COLUMN topic.code IS 'Version of the rules it was matched by';

CREATE TABLE article_topic (article_id UBIGINT NOT NULL, topic VARCHAR NOT NULL);
COMMENT ON TABLE article_topic IS 'Which articles a topic''s query finds; key article_id, topic';
COMMENT ON COLUMN article_topic.article_id IS 'The article';
COMMENT ON COLUMN article_topic.topic IS 'The topic: topic.topic';

CREATE TABLE tagged_article (article_id UBIGINT NOT NULL, text_hash UBIGINT NOT NULL);
COMMENT ON TABLE tagged_article IS 'Which articles the topics were looked for in; key article_id';
COMMENT ON COLUMN tagged_article.article_id IS 'The article';
COMMENT ON COLUMN tagged_article.text_hash IS 'The text of it that was searched: article.text_hash';

CREATE TABLE article_part (
    article_id UBIGINT NOT NULL,
    model_id VARCHAR NOT NULL,
    text_hash UBIGINT NOT NULL,
    part VARCHAR NOT NULL,
    sentences UINTEGER NOT NULL,
    scored UINTEGER NOT NULL,
    framed_sentences UINTEGER,
    sentiment_sum DOUBLE,
    escalation_sum DOUBLE,
    diplomacy_sum DOUBLE
);
COMMENT ON TABLE article_part IS 'Sums over the sentences of a part of an article; key article_id, model_id, part';
COMMENT ON COLUMN article_part.article_id IS 'The article';
COMMENT ON COLUMN article_part.model_id IS 'The model whose scores are summed';
COMMENT ON COLUMN article_part.text_hash IS 'The text of the article they are of: article.text_hash';
COMMENT ON COLUMN article_part.part IS 'all, headline, lead, body (below the lead), own (the outlet''s voice) or quoted (direct and indirect)';
COMMENT ON COLUMN article_part.sentences IS 'Its sentences';
COMMENT ON COLUMN article_part.scored IS 'Those that have a score; the sums are over these';
COMMENT ON COLUMN article_part.framed_sentences IS 'Those whose escalation or diplomacy is .5 or more; NULL where the model does not answer both';
COMMENT ON COLUMN article_part.sentiment_sum IS 'Sum of positive minus negative; NULL where the model does not answer';
COMMENT ON COLUMN article_part.escalation_sum IS 'Sum of escalation; NULL where the model does not answer';
COMMENT ON COLUMN article_part.diplomacy_sum IS 'Sum of diplomacy; NULL where the model does not answer';

DROP TABLE outlet_day;
DROP TABLE outlet_week;
DROP TABLE day;

CREATE TABLE collection_day (
    model_id VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    day DATE NOT NULL,
    status VARCHAR NOT NULL,
    fingerprint UBIGINT NOT NULL
);
COMMENT ON TABLE collection_day IS 'What is known of an outlet''s day; key model_id, outlet, day';
COMMENT ON COLUMN collection_day.model_id IS 'The model under which its articles are scored';
COMMENT ON COLUMN collection_day.outlet IS 'The outlet';
COMMENT ON COLUMN collection_day.day IS 'The day, in the outlet''s time zone';
COMMENT ON COLUMN collection_day.status IS 'complete (read from files, or from a feed on the day and on the day after), partial (today, a day of which something may lack, or unscored articles) or missing (not collected)';
COMMENT ON COLUMN collection_day.fingerprint IS 'Number made from its articles: the same number, the same measures';

CREATE TABLE series_value (
    model_id VARCHAR NOT NULL,
    grain VARCHAR NOT NULL,
    period DATE NOT NULL,
    level VARCHAR NOT NULL,
    member VARCHAR NOT NULL,
    part VARCHAR NOT NULL,
    copies VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    outlets UINTEGER,
    articles UINTEGER NOT NULL,
    stories UINTEGER NOT NULL,
    sentences UINTEGER NOT NULL,
    framed_articles UINTEGER,
    draws DOUBLE NOT NULL,
    sentiment DOUBLE,
    sentiment_se DOUBLE,
    escalation DOUBLE,
    escalation_se DOUBLE,
    diplomacy DOUBLE,
    diplomacy_se DOUBLE,
    frames_cov DOUBLE
);
COMMENT ON TABLE series_value IS 'The measures of every series and period that has articles, before intervals (view series); key model_id, grain, period, level, member, part, copies, topic';
COMMENT ON COLUMN series_value.model_id IS 'The model whose scores these are';
COMMENT ON COLUMN series_value.grain IS 'day or week';
COMMENT ON COLUMN series_value.period IS 'The day, or the week''s Monday';
COMMENT ON COLUMN series_value.level IS 'outlet, language, pooled (all articles alike) or balanced (all outlets alike)';
COMMENT ON COLUMN series_value.member IS 'The outlet or language; empty for pooled and balanced';
COMMENT ON COLUMN series_value.part IS 'all, headline, lead, body (below the lead), own (the outlet''s voice) or quoted (direct and indirect)';
COMMENT ON COLUMN series_value.copies IS 'all (every article counts), once (every story counts once) or without (only stories of one outlet alone that credit no agency)';
COMMENT ON COLUMN series_value.topic IS 'The topic; empty for all articles';
COMMENT ON COLUMN series_value.outlets IS 'Outlets with articles; NULL for a language';
COMMENT ON COLUMN series_value.articles IS 'Articles that have the part';
COMMENT ON COLUMN series_value.stories IS 'Distinct stories among them';
COMMENT ON COLUMN series_value.sentences IS 'Scored sentences';
COMMENT ON COLUMN series_value.framed_articles IS 'Articles with a sentence in the part whose escalation or diplomacy is .5 or more; NULL where the model does not answer both';
COMMENT ON COLUMN series_value.draws IS 'How many stories of equal size the mean is worth (Kish)';
COMMENT ON COLUMN series_value.sentiment IS 'Mean sentiment, -1 … +1; NULL where the model does not answer';
COMMENT ON COLUMN series_value.sentiment_se IS 'Its standard error over stories; NULL below three stories';
COMMENT ON COLUMN series_value.escalation IS 'Mean escalation, 0 … 1; NULL where the model does not answer';
COMMENT ON COLUMN series_value.escalation_se IS 'Its standard error over stories; NULL below three stories';
COMMENT ON COLUMN series_value.diplomacy IS 'Mean diplomacy, 0 … 1; NULL where the model does not answer';
COMMENT ON COLUMN series_value.diplomacy_se IS 'Its standard error over stories; NULL below three stories';
COMMENT ON COLUMN series_value.frames_cov IS 'Covariance over stories of mean escalation and mean diplomacy; NULL below three stories';

CREATE TABLE sample (
    sample_id VARCHAR PRIMARY KEY,
    model_id VARCHAR NOT NULL,
    drawn_at TIMESTAMPTZ NOT NULL,
    since DATE NOT NULL,
    until DATE NOT NULL,
    frame UINTEGER NOT NULL,
    items UINTEGER NOT NULL,
    seed UBIGINT NOT NULL
);
COMMENT ON TABLE sample IS 'A probability sample of sentences for coding by people';
COMMENT ON COLUMN sample.sample_id IS 'Its name: when it was drawn and a random part';
COMMENT ON COLUMN sample.model_id IS 'The model whose answers stratify it';
COMMENT ON COLUMN sample.drawn_at IS 'When it was drawn, UTC';
COMMENT ON COLUMN sample.since IS 'First day it was drawn from';
COMMENT ON COLUMN sample.until IS 'Last day it was drawn from';
COMMENT ON COLUMN sample.frame IS 'Distinct sentences it was drawn from';
COMMENT ON COLUMN sample.items IS 'Sentences drawn';
COMMENT ON COLUMN sample.seed IS 'Seed of its random numbers';

CREATE TABLE sample_item (
    sample_id VARCHAR NOT NULL,
    item UINTEGER NOT NULL,
    text_hash UBIGINT NOT NULL,
    outlet VARCHAR NOT NULL,
    language VARCHAR,
    week DATE NOT NULL,
    predicted VARCHAR NOT NULL,
    inclusion_probability DOUBLE NOT NULL,
    PRIMARY KEY (sample_id, item)
);
COMMENT ON TABLE sample_item IS 'A sentence that a sample drew';
COMMENT ON COLUMN sample_item.sample_id IS 'The sample';
COMMENT ON COLUMN sample_item.item IS 'Its number on the coding sheet, from 1';
COMMENT ON COLUMN sample_item.text_hash IS 'The text: sentence.text_hash';
COMMENT ON COLUMN sample_item.outlet IS 'Outlet of the first article that carries it, by which it was stratified';
COMMENT ON COLUMN sample_item.language IS 'Language of that article';
COMMENT ON COLUMN sample_item.week IS 'Monday of the week of that article';
COMMENT ON COLUMN sample_item.predicted IS 'The model''s class: ESCALATION, DIPLOMACY or NEITHER';
COMMENT ON COLUMN sample_item.inclusion_probability IS 'Chance with which the sample drew it, 0 … 1';

ALTER TABLE gold ADD COLUMN sample_id VARCHAR;
ALTER TABLE gold ADD COLUMN sure BOOLEAN DEFAULT true;
ALTER TABLE gold ADD COLUMN note VARCHAR;
ALTER TABLE gold ADD COLUMN imported_at TIMESTAMPTZ;
COMMENT ON COLUMN gold.sample_id IS 'The sample it was drawn by: sample.sample_id';
COMMENT ON COLUMN gold.sure IS 'Whether the coder was sure';
COMMENT ON COLUMN gold.note IS 'What the coder remarked; NULL if nothing';
COMMENT ON COLUMN gold.imported_at IS 'When it was read in, UTC';

CREATE TABLE gold_agreement (
    model_id VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    grouping VARCHAR NOT NULL,
    member VARCHAR NOT NULL,
    class VARCHAR NOT NULL,
    figure VARCHAR NOT NULL,
    value DOUBLE,
    low DOUBLE,
    high DOUBLE,
    n UINTEGER NOT NULL
);
COMMENT ON TABLE gold_agreement IS 'How far coders agree with each other and the model with them; key all columns before value';
COMMENT ON COLUMN gold_agreement.model_id IS 'The model; empty for figures among coders alone';
COMMENT ON COLUMN gold_agreement.question IS 'escalation, diplomacy or sentiment';
COMMENT ON COLUMN gold_agreement.grouping IS 'all, language, outlet or voice';
COMMENT ON COLUMN gold_agreement.member IS 'Which of them; empty for all';
COMMENT ON COLUMN gold_agreement.class IS 'The answer the figure is of: yes, or negative, neutral, positive; empty where it is of the question';
COMMENT ON COLUMN gold_agreement.figure IS 'alpha (Krippendorff) and agreement (share of pairs of codings that are alike) among coders; precision, recall, f1 and share, which are weighted by inclusion probability';
COMMENT ON COLUMN gold_agreement.value IS 'The figure; NULL where it is not defined';
COMMENT ON COLUMN gold_agreement.low IS 'Lower end of its 95 % interval; NULL where there is none';
COMMENT ON COLUMN gold_agreement.high IS 'Upper end of its 95 % interval; NULL where there is none';
COMMENT ON COLUMN gold_agreement.n IS 'Coded sentences it rests on';

CREATE TABLE correction (
    model_id VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    member VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    intercept DOUBLE NOT NULL,
    slope DOUBLE NOT NULL,
    intercept_var DOUBLE NOT NULL,
    slope_var DOUBLE NOT NULL,
    covariance DOUBLE NOT NULL,
    degrees DOUBLE NOT NULL,
    gold UINTEGER NOT NULL
);
COMMENT ON TABLE correction IS 'How a model''s mean answer hangs together with the share that people see, by the gold sample: mean = intercept + slope × share; key model_id, level, member, question';
COMMENT ON COLUMN correction.model_id IS 'The model';
COMMENT ON COLUMN correction.level IS 'outlet, language, pooled or balanced, as in series';
COMMENT ON COLUMN correction.member IS 'The outlet or language; empty for pooled and balanced';
COMMENT ON COLUMN correction.question IS 'escalation, diplomacy or sentiment';
COMMENT ON COLUMN correction.intercept IS 'Mean answer where people see none';
COMMENT ON COLUMN correction.slope IS 'How much more it is where people see it everywhere';
COMMENT ON COLUMN correction.intercept_var IS 'Variance of the intercept';
COMMENT ON COLUMN correction.slope_var IS 'Variance of the slope';
COMMENT ON COLUMN correction.covariance IS 'Covariance of the two';
COMMENT ON COLUMN correction.degrees IS 'Degrees of freedom of the variances';
COMMENT ON COLUMN correction.gold IS 'Coded sentences of this member';

CREATE TABLE change_point (
    model_id VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    member VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    week DATE NOT NULL,
    week_low DATE NOT NULL,
    week_high DATE NOT NULL,
    before DOUBLE NOT NULL,
    after DOUBLE NOT NULL,
    weeks_before UINTEGER NOT NULL,
    weeks_after UINTEGER NOT NULL
);
COMMENT ON TABLE change_point IS 'Where the level of a weekly series changed, never across weeks that were not collected; key model_id, level, member, measure, week';
COMMENT ON COLUMN change_point.model_id IS 'The model';
COMMENT ON COLUMN change_point.level IS 'outlet, pooled or balanced, as in series';
COMMENT ON COLUMN change_point.member IS 'The outlet; empty for pooled and balanced';
COMMENT ON COLUMN change_point.measure IS 'escalation, diplomacy, balance or sentiment';
COMMENT ON COLUMN change_point.week IS 'First week of the new level';
COMMENT ON COLUMN change_point.week_low IS 'Earliest week of the 95 % interval for it';
COMMENT ON COLUMN change_point.week_high IS 'Latest week of the 95 % interval for it';
COMMENT ON COLUMN change_point.before IS 'Mean of the weeks between the change before and this one, weighted by their precision; corrected where all weeks are';
COMMENT ON COLUMN change_point.after IS 'The same from this change to the next';
COMMENT ON COLUMN change_point.weeks_before IS 'Weeks that the mean before is of';
COMMENT ON COLUMN change_point.weeks_after IS 'Weeks that the mean after is of';

CREATE TABLE weekday_effect (
    model_id VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    member VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    weekday UTINYINT NOT NULL,
    effect DOUBLE NOT NULL,
    effect_low DOUBLE,
    effect_high DOUBLE,
    days UINTEGER NOT NULL
);
COMMENT ON TABLE weekday_effect IS 'How far a weekday usually lies from the mean of its week; key model_id, level, member, measure, weekday';
COMMENT ON COLUMN weekday_effect.model_id IS 'The model';
COMMENT ON COLUMN weekday_effect.level IS 'outlet, pooled or balanced, as in series';
COMMENT ON COLUMN weekday_effect.member IS 'The outlet; empty for pooled and balanced';
COMMENT ON COLUMN weekday_effect.measure IS 'escalation, diplomacy, balance or sentiment';
COMMENT ON COLUMN weekday_effect.weekday IS '1 Monday … 7 Sunday';
COMMENT ON COLUMN weekday_effect.effect IS 'Mean distance from the week''s mean, as the model has it (uncorrected); the seven sum to zero';
COMMENT ON COLUMN weekday_effect.effect_low IS 'Lower end of its 95 % interval; NULL where there is none';
COMMENT ON COLUMN weekday_effect.effect_high IS 'Upper end of its 95 % interval; NULL where there is none';
COMMENT ON COLUMN weekday_effect.days IS 'Days it rests on';

CREATE TABLE contrast (
    model_id VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    since DATE NOT NULL,
    until DATE NOT NULL,
    articles UINTEGER NOT NULL,
    value DOUBLE NOT NULL,
    others DOUBLE NOT NULL,
    difference DOUBLE NOT NULL,
    low DOUBLE NOT NULL,
    high DOUBLE NOT NULL,
    p DOUBLE NOT NULL,
    p_adjusted DOUBLE NOT NULL,
    corrected BOOLEAN NOT NULL
);
COMMENT ON TABLE contrast IS 'Each outlet against all other outlets that were collected through the same period; key model_id, outlet, measure, since, until';
COMMENT ON COLUMN contrast.model_id IS 'The model';
COMMENT ON COLUMN contrast.outlet IS 'The outlet';
COMMENT ON COLUMN contrast.measure IS 'escalation, diplomacy, balance or sentiment';
COMMENT ON COLUMN contrast.since IS 'First day of what is compared';
COMMENT ON COLUMN contrast.until IS 'Last day of what is compared';
COMMENT ON COLUMN contrast.articles IS 'Articles of the outlet';
COMMENT ON COLUMN contrast.value IS 'The outlet''s value';
COMMENT ON COLUMN contrast.others IS 'The value of the articles of all other compared outlets together';
COMMENT ON COLUMN contrast.difference IS 'The first minus the second';
COMMENT ON COLUMN contrast.low IS 'Lower end of its interval: 95 % for all compared outlets of a measure together';
COMMENT ON COLUMN contrast.high IS 'Upper end of its interval';
COMMENT ON COLUMN contrast.p IS 'Chance of a difference at least so large if there were none, for this outlet alone';
COMMENT ON COLUMN contrast.p_adjusted IS 'The same, adjusted for the number of outlets compared (Holm)';
COMMENT ON COLUMN contrast.corrected IS 'Whether values are corrected by gold and the interval holds the classifier''s error';

CREATE TABLE model_overlap (
    model_id VARCHAR NOT NULL,
    earlier_id VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    sentences UINTEGER NOT NULL,
    articles UINTEGER NOT NULL,
    alpha DOUBLE,
    correlation DOUBLE,
    mean_difference DOUBLE NOT NULL,
    article_correlation DOUBLE,
    intercept DOUBLE,
    slope DOUBLE,
    residual_sd DOUBLE,
    fingerprint UBIGINT NOT NULL
);
COMMENT ON TABLE model_overlap IS 'Two models on the same sentences, when last compared, and the line that links their series: model_id''s value = intercept + slope × earlier_id''s; key model_id, earlier_id, question';
COMMENT ON COLUMN model_overlap.model_id IS 'The newer model (it came into the warehouse later), on whose scale the line puts the other';
COMMENT ON COLUMN model_overlap.earlier_id IS 'The earlier model';
COMMENT ON COLUMN model_overlap.question IS 'escalation, diplomacy or sentiment';
COMMENT ON COLUMN model_overlap.sentences IS 'Distinct sentences that both scored';
COMMENT ON COLUMN model_overlap.articles IS 'Articles that both scored whole';
COMMENT ON COLUMN model_overlap.alpha IS 'Krippendorff''s alpha of their answers, nominal; NULL where all are one';
COMMENT ON COLUMN model_overlap.correlation IS 'Pearson correlation of their probabilities over sentences (of sentiment: positive minus negative); NULL where one does not vary';
COMMENT ON COLUMN model_overlap.mean_difference IS 'Mean of newer minus earlier over sentences';
COMMENT ON COLUMN model_overlap.article_correlation IS 'Pearson correlation of their article means; NULL where one does not vary';
COMMENT ON COLUMN model_overlap.intercept IS 'Newer article mean where the earlier is zero, by linear equating; NULL below 30 articles or where the two do not rise together';
COMMENT ON COLUMN model_overlap.slope IS 'Standard deviation of the newer article means by that of the earlier; NULL like intercept';
COMMENT ON COLUMN model_overlap.residual_sd IS 'Standard deviation over articles of what the line leaves; NULL like intercept';
COMMENT ON COLUMN model_overlap.fingerprint IS 'Number made from the articles: the same number, the same figures';
