-- Articles whose sums are missing or of an earlier text, and again those of which some
-- sentences had no score when they were summed.

CREATE OR REPLACE MACRO unsummed_article(model, again) AS TABLE
SELECT article_id, text_hash
FROM article
ANTI JOIN (
    SELECT article_id, text_hash
    FROM article_part
    WHERE model_id = model AND part = 'all' AND (scored = sentences OR NOT again)
) USING (article_id, text_hash);
COMMENT ON MACRO TABLE unsummed_article IS 'Articles whose sums under a model are missing or of an earlier text, and again those of which some sentences had no score';

-- The measures of an article: the mean over its sentences of each probability, from the
-- sums in article_part. What a model does not answer is NULL here too.

CREATE OR REPLACE VIEW article_score AS
WITH mean AS (
    SELECT
        article_id,
        model_id,
        part,
        scored AS sentences,
        framed_sentences,
        sentiment_sum / scored AS sentiment,
        escalation_sum / scored AS escalation,
        diplomacy_sum / scored AS diplomacy
    FROM article_part
    WHERE scored = sentences
)
SELECT
    article_id,
    model_id,
    any_value(article.outlet) AS outlet,
    any_value(article.published_on) AS published_on,
    any_value(article.story_id) AS story_id,
    any_value(sentences) FILTER (part = 'all') AS sentences,
    any_value(framed_sentences) FILTER (part = 'all') AS framed_sentences,
    any_value(mean.sentiment) FILTER (part = 'all') AS sentiment,
    any_value(mean.escalation) FILTER (part = 'all') AS escalation,
    any_value(mean.diplomacy) FILTER (part = 'all') AS diplomacy,
    CASE WHEN any_value(framed_sentences) FILTER (part = 'all') > 0 THEN
        any_value(find_balance(mean.escalation, mean.diplomacy)) FILTER (part = 'all')
    END AS balance,
    any_value(find_intensity(mean.escalation, mean.diplomacy)) FILTER (part = 'all') AS intensity,
    coalesce(any_value(sentences) FILTER (part = 'quoted'), 0)
        / any_value(sentences) FILTER (part = 'all') AS quoted_share,
    any_value(mean.escalation) FILTER (part = 'headline') AS headline_escalation,
    any_value(mean.diplomacy) FILTER (part = 'headline') AS headline_diplomacy,
    any_value(mean.escalation) FILTER (part = 'lead') AS lead_escalation,
    any_value(mean.diplomacy) FILTER (part = 'lead') AS lead_diplomacy,
    any_value(mean.escalation) FILTER (part = 'body') AS body_escalation,
    any_value(mean.diplomacy) FILTER (part = 'body') AS body_diplomacy,
    any_value(mean.escalation) FILTER (part = 'quoted') AS quoted_escalation,
    any_value(mean.diplomacy) FILTER (part = 'quoted') AS quoted_diplomacy,
    any_value(mean.escalation) FILTER (part = 'own') AS own_escalation,
    any_value(mean.diplomacy) FILTER (part = 'own') AS own_diplomacy
FROM mean JOIN article USING (article_id)
GROUP BY article_id, model_id;

COMMENT ON VIEW article_score IS 'The measures of one article under one model, once all its sentences are scored: means over them; NULL where the model does not answer; filled when publishing';
COMMENT ON COLUMN article_score.article_id IS 'The article';
COMMENT ON COLUMN article_score.model_id IS 'The model whose scores these are';
COMMENT ON COLUMN article_score.outlet IS 'Who published it';
COMMENT ON COLUMN article_score.published_on IS 'The day in the outlet''s time zone; NULL if undated';
COMMENT ON COLUMN article_score.story_id IS 'The same number for articles that carry nearly the same text';
COMMENT ON COLUMN article_score.sentences IS 'Its scored sentences';
COMMENT ON COLUMN article_score.framed_sentences IS 'Sentences whose escalation or diplomacy is .5 or more; NULL where the model does not answer both';
COMMENT ON COLUMN article_score.sentiment IS 'Mean of positive minus negative, -1 … +1';
COMMENT ON COLUMN article_score.escalation IS 'Mean escalation, 0 … 1';
COMMENT ON COLUMN article_score.diplomacy IS 'Mean diplomacy, 0 … 1';
COMMENT ON COLUMN article_score.balance IS '(diplomacy - escalation) / (diplomacy + escalation), -1 … +1; NULL where no sentence is framed';
COMMENT ON COLUMN article_score.intensity IS 'Mean of escalation plus diplomacy, 0 … 2';
COMMENT ON COLUMN article_score.quoted_share IS 'Share of sentences that are quoted, directly or indirectly, 0 … 1';
COMMENT ON COLUMN article_score.headline_escalation IS 'Mean escalation of its headline; NULL without any';
COMMENT ON COLUMN article_score.headline_diplomacy IS 'Mean diplomacy of its headline; NULL without any';
COMMENT ON COLUMN article_score.lead_escalation IS 'Mean escalation of its lead; NULL without any';
COMMENT ON COLUMN article_score.lead_diplomacy IS 'Mean diplomacy of its lead; NULL without any';
COMMENT ON COLUMN article_score.body_escalation IS 'Mean escalation of everything below headline and lead; NULL without any';
COMMENT ON COLUMN article_score.body_diplomacy IS 'Mean diplomacy of everything below headline and lead; NULL without any';
COMMENT ON COLUMN article_score.quoted_escalation IS 'Mean escalation of its quoted sentences, direct and indirect; NULL without any';
COMMENT ON COLUMN article_score.quoted_diplomacy IS 'Mean diplomacy of its quoted sentences, direct and indirect; NULL without any';
COMMENT ON COLUMN article_score.own_escalation IS 'Mean escalation of its sentences in the outlet''s own voice; NULL without any';
COMMENT ON COLUMN article_score.own_diplomacy IS 'Mean diplomacy of its sentences in the outlet''s own voice; NULL without any';

-- How an outlet's articles have come in during the week before the newest one, and in
-- the four weeks before that week: a jump tells that its pages have changed.

CREATE OR REPLACE VIEW outlet_health AS
WITH aged AS (
    SELECT
        outlet,
        word_count,
        extraction,
        published_on,
        date_flag,
        max(fetched_at) OVER () - fetched_at AS age
    FROM article
)
SELECT
    outlet,
    count(*) FILTER (age < INTERVAL 7 DAY) AS articles,
    count(*) FILTER (age >= INTERVAL 7 DAY) / 4 AS articles_before,
    median(word_count) FILTER (age < INTERVAL 7 DAY) AS words,
    median(word_count) FILTER (age >= INTERVAL 7 DAY) AS words_before,
    avg((extraction IN ('teaser', 'feed'))::INTEGER) FILTER (age < INTERVAL 7 DAY) AS beginnings,
    avg((extraction IN ('teaser', 'feed'))::INTEGER) FILTER (age >= INTERVAL 7 DAY) AS beginnings_before,
    avg((published_on IS NULL OR date_flag IS NOT NULL)::INTEGER) FILTER (age < INTERVAL 7 DAY) AS doubtful_dates,
    avg((published_on IS NULL OR date_flag IS NOT NULL)::INTEGER) FILTER (age >= INTERVAL 7 DAY) AS doubtful_dates_before
FROM aged
WHERE age < INTERVAL 35 DAY
GROUP BY outlet;

COMMENT ON VIEW outlet_health IS 'How an outlet''s articles came in during the last week, and in the four weeks before it';
COMMENT ON COLUMN outlet_health.outlet IS 'The outlet';
COMMENT ON COLUMN outlet_health.articles IS 'Articles read in the seven days before the newest reading';
COMMENT ON COLUMN outlet_health.articles_before IS 'Articles a week in the four weeks before';
COMMENT ON COLUMN outlet_health.words IS 'Median words of their bodies';
COMMENT ON COLUMN outlet_health.words_before IS 'The same in the four weeks before';
COMMENT ON COLUMN outlet_health.beginnings IS 'Share of them of which only the beginning could be had, 0 … 1';
COMMENT ON COLUMN outlet_health.beginnings_before IS 'The same in the four weeks before';
COMMENT ON COLUMN outlet_health.doubtful_dates IS 'Share of them undated or with a date_flag, 0 … 1';
COMMENT ON COLUMN outlet_health.doubtful_dates_before IS 'The same in the four weeks before';

CREATE OR REPLACE VIEW source_health AS
WITH aged AS (
    SELECT
        run_source.*,
        max(run.started_at) OVER () - run.started_at AS age,
        run.started_at
    FROM run_source JOIN run USING (run_id)
)
SELECT
    source,
    max(started_at) FILTER (articles > 0) AS last_article_at,
    coalesce(sum(articles) FILTER (age < INTERVAL 7 DAY), 0)::UBIGINT AS articles,
    coalesce(sum(rejects) FILTER (age < INTERVAL 7 DAY), 0)::UBIGINT AS rejects,
    coalesce(sum(articles) FILTER (age >= INTERVAL 7 DAY), 0)::UBIGINT AS articles_before,
    coalesce(sum(rejects) FILTER (age >= INTERVAL 7 DAY), 0)::UBIGINT AS rejects_before,
    any_value(poll.failures) AS failures,
    any_value(poll.gone) AS gone,
    any_value(poll.turned_over) AS turned_over,
    any_value(poll.asked_at) AS asked_at,
    any_value(poll.next_at) AS next_at
FROM aged LEFT JOIN poll USING (source)
WHERE age < INTERVAL 35 DAY
GROUP BY source;

COMMENT ON VIEW source_health IS 'What a source gave in the last week and in the four weeks before it, and how its last visit went';
COMMENT ON COLUMN source_health.source IS 'Name of the source in the config';
COMMENT ON COLUMN source_health.last_article_at IS 'Start of the last run that got an article from it, within five weeks';
COMMENT ON COLUMN source_health.articles IS 'New articles in the seven days before the newest run';
COMMENT ON COLUMN source_health.rejects IS 'Rejects in these days; the same fault in two runs counts twice';
COMMENT ON COLUMN source_health.articles_before IS 'New articles in the four weeks before';
COMMENT ON COLUMN source_health.rejects_before IS 'Rejects in the four weeks before';
COMMENT ON COLUMN source_health.failures IS 'Visits without an answer since the last one with one; NULL for files';
COMMENT ON COLUMN source_health.gone IS 'Whether it answered that it is gone for good';
COMMENT ON COLUMN source_health.turned_over IS 'Whether its last visit found nothing of the visit before: entries may have been missed';
COMMENT ON COLUMN source_health.asked_at IS 'When it was asked last, UTC';
COMMENT ON COLUMN source_health.next_at IS 'Before this it is not asked again, UTC';

-- How much of each drawn sample is coded. A sample of which nothing has come back is none,
-- and an outlet of it none of whose items has is not coded: the few of its texts that
-- others drew too would stand for it.

CREATE OR REPLACE VIEW sample_cell AS
WITH returned AS (
    SELECT DISTINCT sample_id, outlet FROM sample_item SEMI JOIN gold USING (sample_id, text_hash)
),
coded AS (
    SELECT sample_id, text_hash
    FROM sample_item
    SEMI JOIN returned USING (sample_id, outlet)
    SEMI JOIN gold USING (text_hash)
)
SELECT
    sample_id,
    outlet,
    predicted,
    since,
    until,
    count(*) AS items,
    count(coded.text_hash) AS coded
FROM sample_item
JOIN sample USING (sample_id)
SEMI JOIN gold USING (sample_id)
LEFT JOIN coded USING (sample_id, text_hash)
GROUP BY ALL;

COMMENT ON VIEW sample_cell IS 'How many sentences of each outlet and class a sample drew, and how many of them are coded, of samples that have come back';
COMMENT ON COLUMN sample_cell.sample_id IS 'The sample';
COMMENT ON COLUMN sample_cell.outlet IS 'The outlet';
COMMENT ON COLUMN sample_cell.predicted IS 'The class its model gave: ESCALATION, DIPLOMACY or NEITHER';
COMMENT ON COLUMN sample_cell.since IS 'First day of the sample';
COMMENT ON COLUMN sample_cell.until IS 'Last day of the sample';
COMMENT ON COLUMN sample_cell.items IS 'Sentences that were drawn';
COMMENT ON COLUMN sample_cell.coded IS 'Of these, sentences that somebody has coded; 0 where none of the outlet has come back';

-- How many distinct texts a coded one stands for: 1 by its chance of being drawn, times
-- the drawn sentences of its outlet and class that each coded one stands for where a
-- sheet is coded in part. A text that k samples could have drawn counts a k-th in each,
-- of those alone that have something coded of its outlet and class.

CREATE OR REPLACE VIEW gold_weight AS
WITH coded_item AS (
    SELECT
        sample_id,
        outlet,
        predicted,
        text_hash,
        cell.items / cell.coded / inclusion_probability AS weight
    FROM sample_item
    JOIN sample_cell AS cell USING (sample_id, outlet, predicted)
    SEMI JOIN gold USING (text_hash)
    WHERE cell.coded > 0
),
drawable AS (
    SELECT text_hash, sample_id FROM coded_item
    UNION
    SELECT item.text_hash, cell.sample_id
    FROM (SELECT DISTINCT text_hash, outlet, predicted FROM coded_item) AS item
    JOIN sentence USING (text_hash)
    JOIN article USING (article_id)
    JOIN sample_cell AS cell
        ON cell.outlet = item.outlet
        AND cell.predicted = item.predicted
        AND published_on BETWEEN cell.since AND cell.until
    WHERE cell.coded > 0
)
SELECT text_hash, sum(weight) / any_value(samples) AS weight
FROM coded_item
JOIN (SELECT text_hash, count(*) AS samples FROM drawable GROUP BY text_hash) USING (text_hash)
GROUP BY text_hash;

COMMENT ON VIEW gold_weight IS 'How many distinct sentences a coded one stands for, by its chance of being drawn in each sample that could have drawn it; those that no sample drew are not in it';
COMMENT ON COLUMN gold_weight.text_hash IS 'The text: sentence.text_hash';
COMMENT ON COLUMN gold_weight.weight IS 'So many sentences';
