-- Models that answer only sentiment or only framing: what they do not answer is NULL.

ALTER TABLE model ALTER COLUMN created_at DROP NOT NULL;
COMMENT ON COLUMN model.model_id IS 'Name, the first twelve digits of the revision and, where labels are mapped to ours, six of how';
COMMENT ON COLUMN model.revision IS 'SHA-256 over the files of the weights, or the hub''s commit; where labels are mapped to ours, a point and the SHA-256 of how';
COMMENT ON COLUMN model.codebook IS 'Version of the codebook the labels followed, or what the config says of another scheme';
COMMENT ON COLUMN model.task IS 'What it answers: framing+sentiment, framing (escalation and diplomacy), escalation, diplomacy, sentiment';
COMMENT ON COLUMN model.created_at IS 'When the weights were made, UTC; NULL if they do not say';

ALTER TABLE sentence_score ALTER COLUMN negative DROP NOT NULL;
ALTER TABLE sentence_score ALTER COLUMN neutral DROP NOT NULL;
ALTER TABLE sentence_score ALTER COLUMN positive DROP NOT NULL;
ALTER TABLE sentence_score ALTER COLUMN escalation DROP NOT NULL;
ALTER TABLE sentence_score ALTER COLUMN diplomacy DROP NOT NULL;
COMMENT ON TABLE sentence_score IS 'What a model says of one distinct text; key text_hash, model_id; never overwritten; NULL where the model does not answer (model.task)';

ALTER TABLE outlet_day ALTER COLUMN framed_articles DROP NOT NULL;
ALTER TABLE outlet_week ALTER COLUMN framed_articles DROP NOT NULL;
ALTER TABLE day ALTER COLUMN framed_articles DROP NOT NULL;
COMMENT ON COLUMN outlet_day.framed_articles IS 'Articles with at least one sentence whose escalation or diplomacy is .5 or more; NULL where the model does not answer both';
COMMENT ON COLUMN outlet_week.framed_articles IS 'Articles with at least one sentence whose escalation or diplomacy is .5 or more; NULL where the model does not answer both';
COMMENT ON COLUMN day.framed_articles IS 'Articles with at least one sentence whose escalation or diplomacy is .5 or more; NULL where the model does not answer both';
COMMENT ON COLUMN outlet_day.sentiment IS 'Mean sentiment of the articles, -1 … +1; NULL without articles or answers';
COMMENT ON COLUMN outlet_day.escalation IS 'Mean escalation of the articles, 0 … 1; NULL without articles or answers';
COMMENT ON COLUMN outlet_day.diplomacy IS 'Mean diplomacy of the articles, 0 … 1; NULL without articles or answers';
COMMENT ON COLUMN outlet_week.sentiment IS 'Mean sentiment of the articles, -1 … +1; NULL without articles or answers';
COMMENT ON COLUMN outlet_week.escalation IS 'Mean escalation of the articles, 0 … 1; NULL without articles or answers';
COMMENT ON COLUMN outlet_week.diplomacy IS 'Mean diplomacy of the articles, 0 … 1; NULL without articles or answers';
COMMENT ON COLUMN day.sentiment IS 'Mean sentiment of the articles, -1 … +1; NULL without articles or answers';
COMMENT ON COLUMN day.escalation IS 'Mean escalation of the articles, 0 … 1; NULL without articles or answers';
COMMENT ON COLUMN day.diplomacy IS 'Mean diplomacy of the articles, 0 … 1; NULL without articles or answers';
