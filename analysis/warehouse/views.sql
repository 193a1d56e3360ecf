-- The measures of an article: the mean over its sentences of each probability.
-- A sentence is framed where its escalation or diplomacy is at least .5; balance is NULL
-- where no sentence is framed, since noise alone would then decide its sign. What a
-- model does not answer is NULL here too: framed_sentences needs both its answers.

CREATE OR REPLACE VIEW article_score AS
SELECT
    article.article_id,
    score.model_id,
    article.outlet,
    article.published_on,
    article.story_id,
    count(*) AS sentences,
    CASE WHEN count(score.escalation) > 0 AND count(score.diplomacy) > 0 THEN
        count(*) FILTER (score.escalation >= 0.5 OR score.diplomacy >= 0.5)
    END AS framed_sentences,
    avg(score.positive - score.negative) AS sentiment,
    avg(score.escalation) AS escalation,
    avg(score.diplomacy) AS diplomacy,
    CASE WHEN framed_sentences > 0 THEN
        (sum(score.diplomacy) - sum(score.escalation))
        / (sum(score.diplomacy) + sum(score.escalation))
    END AS balance,
    avg(score.escalation + score.diplomacy) AS intensity,
    avg(sentence.is_quote::INTEGER) AS quoted_share,
    avg(score.escalation) FILTER (sentence.section = 'headline') AS headline_escalation,
    avg(score.diplomacy) FILTER (sentence.section = 'headline') AS headline_diplomacy,
    avg(score.escalation) FILTER (sentence.section <> 'headline') AS body_escalation,
    avg(score.diplomacy) FILTER (sentence.section <> 'headline') AS body_diplomacy,
    avg(score.escalation) FILTER (sentence.is_quote) AS quoted_escalation,
    avg(score.diplomacy) FILTER (sentence.is_quote) AS quoted_diplomacy,
    avg(score.escalation) FILTER (NOT sentence.is_quote) AS own_escalation,
    avg(score.diplomacy) FILTER (NOT sentence.is_quote) AS own_diplomacy
FROM article
JOIN sentence USING (article_id)
JOIN sentence_score AS score ON score.text_hash = sentence.text_hash
GROUP BY ALL;

COMMENT ON VIEW article_score IS 'The measures of one article under one model: means over its sentences; NULL where the model does not answer';
COMMENT ON COLUMN article_score.article_id IS 'The article';
COMMENT ON COLUMN article_score.model_id IS 'The model whose scores these are';
COMMENT ON COLUMN article_score.outlet IS 'Who published it';
COMMENT ON COLUMN article_score.published_on IS 'The day in the outlet''s time zone; NULL if undated';
COMMENT ON COLUMN article_score.story_id IS 'The same number for articles that carry the same body';
COMMENT ON COLUMN article_score.sentences IS 'Its scored sentences';
COMMENT ON COLUMN article_score.framed_sentences IS 'Sentences whose escalation or diplomacy is .5 or more; NULL where the model does not answer both';
COMMENT ON COLUMN article_score.sentiment IS 'Mean of positive minus negative, -1 … +1';
COMMENT ON COLUMN article_score.escalation IS 'Mean escalation, 0 … 1';
COMMENT ON COLUMN article_score.diplomacy IS 'Mean diplomacy, 0 … 1';
COMMENT ON COLUMN article_score.balance IS '(diplomacy - escalation) / (diplomacy + escalation), -1 … +1; NULL where no sentence is framed';
COMMENT ON COLUMN article_score.intensity IS 'Mean of escalation plus diplomacy, 0 … 2';
COMMENT ON COLUMN article_score.quoted_share IS 'Share of sentences that are quotation, 0 … 1';
COMMENT ON COLUMN article_score.headline_escalation IS 'Mean escalation of its headline, NULL without one';
COMMENT ON COLUMN article_score.headline_diplomacy IS 'Mean diplomacy of its headline, NULL without one';
COMMENT ON COLUMN article_score.body_escalation IS 'Mean escalation of everything below the headline, NULL without it';
COMMENT ON COLUMN article_score.body_diplomacy IS 'Mean diplomacy of everything below the headline, NULL without it';
COMMENT ON COLUMN article_score.quoted_escalation IS 'Mean escalation of its quoted sentences, NULL without any';
COMMENT ON COLUMN article_score.quoted_diplomacy IS 'Mean diplomacy of its quoted sentences, NULL without any';
COMMENT ON COLUMN article_score.own_escalation IS 'Mean escalation of its sentences outside quotation, NULL without any';
COMMENT ON COLUMN article_score.own_diplomacy IS 'Mean diplomacy of its sentences outside quotation, NULL without any';
