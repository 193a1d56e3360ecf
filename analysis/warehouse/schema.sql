-- The warehouse at version 1. Later versions are reached through migrations/NNN_*.sql.
-- Keys of sentence and sentence_score are kept by the one writer, not by an index:
-- an index over twenty million rows would cost more than everything else together.

CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL);
COMMENT ON TABLE schema_version IS 'Which changes of the tables this file has seen';
COMMENT ON COLUMN schema_version.version IS 'Number of the change; 1 is the first shape';
COMMENT ON COLUMN schema_version.applied_at IS 'When it was made, UTC';

CREATE TABLE outlet (
    outlet VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    country VARCHAR,
    language VARCHAR,
    time_zone VARCHAR NOT NULL
);
COMMENT ON TABLE outlet IS 'A publication with a name';
COMMENT ON COLUMN outlet.outlet IS 'The name that other tables refer to, as in the config or in the articles';
COMMENT ON COLUMN outlet.name IS 'The name shown to readers';
COMMENT ON COLUMN outlet.country IS 'Country as configured, NULL if unknown';
COMMENT ON COLUMN outlet.language IS 'Main language, ISO 639-1, NULL if unknown';
COMMENT ON COLUMN outlet.time_zone IS 'IANA zone that decides on which day an article that is read now was published';

CREATE TABLE article (
    article_id UBIGINT PRIMARY KEY,
    outlet VARCHAR NOT NULL,
    url VARCHAR,
    title VARCHAR,
    body VARCHAR NOT NULL,
    language VARCHAR,
    published_at TIMESTAMPTZ,
    published_on DATE,
    date_source VARCHAR,
    fetched_at TIMESTAMPTZ NOT NULL,
    source VARCHAR NOT NULL,
    extraction VARCHAR NOT NULL,
    place VARCHAR,
    word_count UINTEGER NOT NULL,
    story_id UBIGINT NOT NULL,
    text_hash UBIGINT NOT NULL
);
COMMENT ON TABLE article IS 'One published text of one outlet';
COMMENT ON COLUMN article.article_id IS 'Number made from outlet and address, or from outlet and text where there is no address';
COMMENT ON COLUMN article.outlet IS 'Who published it: outlet.outlet';
COMMENT ON COLUMN article.url IS 'Address, NULL if the source gave none';
COMMENT ON COLUMN article.title IS 'Headline, NULL if there is none';
COMMENT ON COLUMN article.body IS 'Clean prose, paragraphs parted by an empty line; empty for a bare headline';
COMMENT ON COLUMN article.language IS 'Language of the text, ISO 639-1, NULL if it could not be told';
COMMENT ON COLUMN article.published_at IS 'When it was published, UTC; NULL if undated';
COMMENT ON COLUMN article.published_on IS 'The day of published_at in the outlet''s time zone; NULL if undated';
COMMENT ON COLUMN article.date_source IS 'Where the date came from: feed, page, record; NULL if undated';
COMMENT ON COLUMN article.fetched_at IS 'When Detente read it, UTC';
COMMENT ON COLUMN article.source IS 'Name of the source in the config';
COMMENT ON COLUMN article.extraction IS 'How the text was won: jsonl, csv, html, feed …';
COMMENT ON COLUMN article.place IS 'Place line (dateline) that headed the text, NULL if none';
COMMENT ON COLUMN article.word_count IS 'Words of the body';
COMMENT ON COLUMN article.story_id IS 'The same number for articles that carry the same body, across outlets';
COMMENT ON COLUMN article.text_hash IS 'Number made from title and body';

CREATE TABLE sentence (
    article_id UBIGINT NOT NULL,
    position USMALLINT NOT NULL,
    section VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    text_hash UBIGINT NOT NULL,
    is_quote BOOLEAN NOT NULL
);
COMMENT ON TABLE sentence IS 'The unit that is scored; key article_id, position';
COMMENT ON COLUMN sentence.article_id IS 'Article it stands in';
COMMENT ON COLUMN sentence.position IS 'Place in the article, from 0; the headline comes first';
COMMENT ON COLUMN sentence.section IS 'headline, lead (first paragraph of several) or body';
COMMENT ON COLUMN sentence.text IS 'The sentence';
COMMENT ON COLUMN sentence.text_hash IS 'Number made from the sentence; key of its scores';
COMMENT ON COLUMN sentence.is_quote IS 'Whether at least half of its letters stand inside quotation marks';

CREATE TABLE model (
    model_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    revision VARCHAR NOT NULL,
    codebook VARCHAR NOT NULL,
    task VARCHAR NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE model IS 'Weights with a name, a revision and a codebook version';
COMMENT ON COLUMN model.model_id IS 'Name and the first twelve digits of the revision';
COMMENT ON COLUMN model.name IS 'Name of the weights';
COMMENT ON COLUMN model.revision IS 'SHA-256 over the files of the weights';
COMMENT ON COLUMN model.codebook IS 'Version of the codebook the labels followed';
COMMENT ON COLUMN model.task IS 'What it measures';
COMMENT ON COLUMN model.created_at IS 'When the weights were made, UTC';

CREATE TABLE sentence_score (
    text_hash UBIGINT NOT NULL,
    model_id VARCHAR NOT NULL,
    negative FLOAT NOT NULL,
    neutral FLOAT NOT NULL,
    positive FLOAT NOT NULL,
    escalation FLOAT NOT NULL,
    diplomacy FLOAT NOT NULL
);
COMMENT ON TABLE sentence_score IS 'What a model says of one distinct text; key text_hash, model_id; never overwritten';
COMMENT ON COLUMN sentence_score.text_hash IS 'The text: sentence.text_hash';
COMMENT ON COLUMN sentence_score.model_id IS 'The model: model.model_id';
COMMENT ON COLUMN sentence_score.negative IS 'Probability that its sentiment is negative; the three sum to one';
COMMENT ON COLUMN sentence_score.neutral IS 'Probability that its sentiment is neutral';
COMMENT ON COLUMN sentence_score.positive IS 'Probability that its sentiment is positive';
COMMENT ON COLUMN sentence_score.escalation IS 'Probability that it carries escalation by the codebook';
COMMENT ON COLUMN sentence_score.diplomacy IS 'Probability that it carries diplomacy by the codebook; independent of escalation';

CREATE TABLE outlet_day (
    outlet VARCHAR NOT NULL,
    day DATE NOT NULL,
    model_id VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    articles UINTEGER NOT NULL,
    distinct_stories UINTEGER NOT NULL,
    sentences UINTEGER NOT NULL,
    framed_articles UINTEGER NOT NULL,
    sentiment DOUBLE,
    sentiment_low DOUBLE,
    sentiment_high DOUBLE,
    escalation DOUBLE,
    escalation_low DOUBLE,
    escalation_high DOUBLE,
    diplomacy DOUBLE,
    diplomacy_low DOUBLE,
    diplomacy_high DOUBLE,
    balance DOUBLE,
    balance_low DOUBLE,
    balance_high DOUBLE,
    fingerprint UBIGINT NOT NULL,
    PRIMARY KEY (outlet, day, model_id)
);
COMMENT ON TABLE outlet_day IS 'The measures of one outlet on one day; made when publishing';
COMMENT ON COLUMN outlet_day.outlet IS 'The outlet';
COMMENT ON COLUMN outlet_day.day IS 'The day in the outlet''s time zone';
COMMENT ON COLUMN outlet_day.model_id IS 'The model whose scores these are';
COMMENT ON COLUMN outlet_day.status IS 'complete, partial (today, not fetched to its end, or not all scored) or missing (no article and no successful fetch)';
COMMENT ON COLUMN outlet_day.articles IS 'Scored articles published on the day';
COMMENT ON COLUMN outlet_day.distinct_stories IS 'Distinct stories among them';
COMMENT ON COLUMN outlet_day.sentences IS 'Their scored sentences';
COMMENT ON COLUMN outlet_day.framed_articles IS 'Articles with at least one sentence whose escalation or diplomacy is .5 or more';
COMMENT ON COLUMN outlet_day.sentiment IS 'Mean sentiment of the articles, -1 … +1; NULL without articles';
COMMENT ON COLUMN outlet_day.sentiment_low IS 'Lower end of its 95 % interval; NULL below three stories';
COMMENT ON COLUMN outlet_day.sentiment_high IS 'Upper end of its 95 % interval';
COMMENT ON COLUMN outlet_day.escalation IS 'Mean escalation of the articles, 0 … 1; NULL without articles';
COMMENT ON COLUMN outlet_day.escalation_low IS 'Lower end of its 95 % interval; NULL below three stories';
COMMENT ON COLUMN outlet_day.escalation_high IS 'Upper end of its 95 % interval';
COMMENT ON COLUMN outlet_day.diplomacy IS 'Mean diplomacy of the articles, 0 … 1; NULL without articles';
COMMENT ON COLUMN outlet_day.diplomacy_low IS 'Lower end of its 95 % interval; NULL below three stories';
COMMENT ON COLUMN outlet_day.diplomacy_high IS 'Upper end of its 95 % interval';
COMMENT ON COLUMN outlet_day.balance IS '(diplomacy - escalation) / (diplomacy + escalation), -1 … +1; NULL where no article is framed';
COMMENT ON COLUMN outlet_day.balance_low IS 'Lower end of its 95 % interval; NULL below three stories';
COMMENT ON COLUMN outlet_day.balance_high IS 'Upper end of its 95 % interval';
COMMENT ON COLUMN outlet_day.fingerprint IS 'Number of the articles and scores the row was made from; tells which days changed';

CREATE TABLE outlet_week (
    outlet VARCHAR NOT NULL,
    week DATE NOT NULL,
    model_id VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    days_missing UTINYINT NOT NULL,
    articles UINTEGER NOT NULL,
    distinct_stories UINTEGER NOT NULL,
    sentences UINTEGER NOT NULL,
    framed_articles UINTEGER NOT NULL,
    sentiment DOUBLE,
    sentiment_low DOUBLE,
    sentiment_high DOUBLE,
    escalation DOUBLE,
    escalation_low DOUBLE,
    escalation_high DOUBLE,
    diplomacy DOUBLE,
    diplomacy_low DOUBLE,
    diplomacy_high DOUBLE,
    balance DOUBLE,
    balance_low DOUBLE,
    balance_high DOUBLE,
    PRIMARY KEY (outlet, week, model_id)
);
COMMENT ON TABLE outlet_week IS 'The measures of one outlet in one week, over all its articles of the week: never a mean of daily means';
COMMENT ON COLUMN outlet_week.outlet IS 'The outlet';
COMMENT ON COLUMN outlet_week.week IS 'The Monday the week begins with';
COMMENT ON COLUMN outlet_week.model_id IS 'The model whose scores these are';
COMMENT ON COLUMN outlet_week.status IS 'complete (each day is), missing (each day is) or partial';
COMMENT ON COLUMN outlet_week.days_missing IS 'Days of the week, from the outlet''s first to its last, that are missing';
COMMENT ON COLUMN outlet_week.articles IS 'Scored articles published in the week';
COMMENT ON COLUMN outlet_week.distinct_stories IS 'Distinct stories among them';
COMMENT ON COLUMN outlet_week.sentences IS 'Their scored sentences';
COMMENT ON COLUMN outlet_week.framed_articles IS 'Articles with at least one sentence whose escalation or diplomacy is .5 or more';
COMMENT ON COLUMN outlet_week.sentiment IS 'Mean sentiment of the articles, -1 … +1; NULL without articles';
COMMENT ON COLUMN outlet_week.sentiment_low IS 'Lower end of its 95 % interval; NULL below three stories';
COMMENT ON COLUMN outlet_week.sentiment_high IS 'Upper end of its 95 % interval';
COMMENT ON COLUMN outlet_week.escalation IS 'Mean escalation of the articles, 0 … 1; NULL without articles';
COMMENT ON COLUMN outlet_week.escalation_low IS 'Lower end of its 95 % interval; NULL below three stories';
COMMENT ON COLUMN outlet_week.escalation_high IS 'Upper end of its 95 % interval';
COMMENT ON COLUMN outlet_week.diplomacy IS 'Mean diplomacy of the articles, 0 … 1; NULL without articles';
COMMENT ON COLUMN outlet_week.diplomacy_low IS 'Lower end of its 95 % interval; NULL below three stories';
COMMENT ON COLUMN outlet_week.diplomacy_high IS 'Upper end of its 95 % interval';
COMMENT ON COLUMN outlet_week.balance IS '(diplomacy - escalation) / (diplomacy + escalation), -1 … +1; NULL where no article is framed';
COMMENT ON COLUMN outlet_week.balance_low IS 'Lower end of its 95 % interval; NULL below three stories';
COMMENT ON COLUMN outlet_week.balance_high IS 'Upper end of its 95 % interval';

CREATE TABLE day (
    day DATE NOT NULL,
    model_id VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    outlets UINTEGER NOT NULL,
    outlets_missing UINTEGER NOT NULL,
    articles UINTEGER NOT NULL,
    distinct_stories UINTEGER NOT NULL,
    sentences UINTEGER NOT NULL,
    framed_articles UINTEGER NOT NULL,
    sentiment DOUBLE,
    sentiment_low DOUBLE,
    sentiment_high DOUBLE,
    escalation DOUBLE,
    escalation_low DOUBLE,
    escalation_high DOUBLE,
    diplomacy DOUBLE,
    diplomacy_low DOUBLE,
    diplomacy_high DOUBLE,
    balance DOUBLE,
    balance_low DOUBLE,
    balance_high DOUBLE,
    PRIMARY KEY (day, model_id)
);
COMMENT ON TABLE day IS 'The measures of one day over the articles of all outlets (pooled: a large outlet counts more)';
COMMENT ON COLUMN day.day IS 'The day, each outlet in its own time zone';
COMMENT ON COLUMN day.model_id IS 'The model whose scores these are';
COMMENT ON COLUMN day.status IS 'complete (each outlet is), missing (each outlet is) or partial';
COMMENT ON COLUMN day.outlets IS 'Outlets with articles on the day';
COMMENT ON COLUMN day.outlets_missing IS 'Outlets for which the day is missing';
COMMENT ON COLUMN day.articles IS 'Scored articles published on the day';
COMMENT ON COLUMN day.distinct_stories IS 'Distinct stories among them';
COMMENT ON COLUMN day.sentences IS 'Their scored sentences';
COMMENT ON COLUMN day.framed_articles IS 'Articles with at least one sentence whose escalation or diplomacy is .5 or more';
COMMENT ON COLUMN day.sentiment IS 'Mean sentiment of the articles, -1 … +1; NULL without articles';
COMMENT ON COLUMN day.sentiment_low IS 'Lower end of its 95 % interval; NULL below three stories';
COMMENT ON COLUMN day.sentiment_high IS 'Upper end of its 95 % interval';
COMMENT ON COLUMN day.escalation IS 'Mean escalation of the articles, 0 … 1; NULL without articles';
COMMENT ON COLUMN day.escalation_low IS 'Lower end of its 95 % interval; NULL below three stories';
COMMENT ON COLUMN day.escalation_high IS 'Upper end of its 95 % interval';
COMMENT ON COLUMN day.diplomacy IS 'Mean diplomacy of the articles, 0 … 1; NULL without articles';
COMMENT ON COLUMN day.diplomacy_low IS 'Lower end of its 95 % interval; NULL below three stories';
COMMENT ON COLUMN day.diplomacy_high IS 'Upper end of its 95 % interval';
COMMENT ON COLUMN day.balance IS '(diplomacy - escalation) / (diplomacy + escalation), -1 … +1; NULL where no article is framed';
COMMENT ON COLUMN day.balance_low IS 'Lower end of its 95 % interval; NULL below three stories';
COMMENT ON COLUMN day.balance_high IS 'Upper end of its 95 % interval';

CREATE TABLE "fetch" (
    fetch_id UBIGINT PRIMARY KEY,
    run_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    outlet VARCHAR,
    live BOOLEAN NOT NULL,
    url VARCHAR NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL,
    status USMALLINT,
    bytes UBIGINT NOT NULL,
    milliseconds UINTEGER NOT NULL,
    outcome VARCHAR NOT NULL,
    receipt UBIGINT
);
COMMENT ON TABLE "fetch" IS 'One attempt to get bytes from a source';
COMMENT ON COLUMN "fetch".fetch_id IS 'Number of the attempt';
COMMENT ON COLUMN "fetch".run_id IS 'The run that made it';
COMMENT ON COLUMN "fetch".source IS 'Name of the source in the config';
COMMENT ON COLUMN "fetch".outlet IS 'Outlet the source belongs to, NULL where each article names its own';
COMMENT ON COLUMN "fetch".live IS 'Whether the source shows the present (a feed), so that silence on the day is silence';
COMMENT ON COLUMN "fetch".url IS 'Address or file name';
COMMENT ON COLUMN "fetch".fetched_at IS 'When, UTC';
COMMENT ON COLUMN "fetch".status IS 'HTTP status, NULL for files and where no whole answer came';
COMMENT ON COLUMN "fetch".bytes IS 'Bytes read';
COMMENT ON COLUMN "fetch".milliseconds IS 'Time it took';
COMMENT ON COLUMN "fetch".outcome IS 'ok, unchanged, or why it failed';
COMMENT ON COLUMN "fetch".receipt IS 'Number of bytes, settings and code: the same again brings nothing new; NULL if not completed';

CREATE TABLE run (
    run_id VARCHAR PRIMARY KEY,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    status VARCHAR NOT NULL,
    articles UINTEGER NOT NULL,
    repeats UINTEGER NOT NULL,
    rejects UINTEGER NOT NULL,
    sentences_scored UINTEGER NOT NULL,
    model_id VARCHAR,
    code_version VARCHAR NOT NULL
);
COMMENT ON TABLE run IS 'One execution of the pipeline';
COMMENT ON COLUMN run.run_id IS 'Name of the run: when it started and a random part';
COMMENT ON COLUMN run.started_at IS 'When it started, UTC';
COMMENT ON COLUMN run.finished_at IS 'When it ended, UTC; NULL while it runs or if it died';
COMMENT ON COLUMN run.status IS 'running, done, failed or interrupted';
COMMENT ON COLUMN run.articles IS 'New articles';
COMMENT ON COLUMN run.repeats IS 'Inputs that were known already';
COMMENT ON COLUMN run.rejects IS 'Inputs that could not become an article';
COMMENT ON COLUMN run.sentences_scored IS 'Distinct texts that were scored';
COMMENT ON COLUMN run.model_id IS 'The model that scored, NULL if the run did not score';
COMMENT ON COLUMN run.code_version IS 'Version of Detente';

CREATE TABLE run_source (
    run_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    inputs UINTEGER NOT NULL,
    articles UINTEGER NOT NULL,
    repeats UINTEGER NOT NULL,
    rejects UINTEGER NOT NULL,
    outside UINTEGER NOT NULL,
    PRIMARY KEY (run_id, source)
);
COMMENT ON TABLE run_source IS 'What one source gave in one run; inputs = articles + repeats + rejects + outside';
COMMENT ON COLUMN run_source.run_id IS 'The run';
COMMENT ON COLUMN run_source.source IS 'Name of the source in the config';
COMMENT ON COLUMN run_source.inputs IS 'Texts the source delivered';
COMMENT ON COLUMN run_source.articles IS 'New articles among them';
COMMENT ON COLUMN run_source.repeats IS 'Articles that were known already';
COMMENT ON COLUMN run_source.rejects IS 'Inputs that could not become an article';
COMMENT ON COLUMN run_source.outside IS 'Inputs outside the period asked for with --since and --until';

CREATE TABLE reject (
    reject_id UBIGINT PRIMARY KEY,
    source VARCHAR NOT NULL,
    input VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    content_hash VARCHAR NOT NULL
);
COMMENT ON TABLE reject IS 'An input that could not become an article';
COMMENT ON COLUMN reject.reject_id IS 'Number made from source, input, reason and bytes';
COMMENT ON COLUMN reject.source IS 'Name of the source in the config';
COMMENT ON COLUMN reject.input IS 'File and line, or address';
COMMENT ON COLUMN reject.reason IS 'Why, in few words that stay the same';
COMMENT ON COLUMN reject.detail IS 'What was found and what would mend it';
COMMENT ON COLUMN reject.first_seen_at IS 'When it was first met, UTC';
COMMENT ON COLUMN reject.content_hash IS 'SHA-256 of the bytes';

CREATE TABLE gold (
    text_hash UBIGINT NOT NULL,
    coder VARCHAR NOT NULL,
    escalation BOOLEAN NOT NULL,
    diplomacy BOOLEAN NOT NULL,
    sentiment VARCHAR NOT NULL,
    inclusion_probability DOUBLE NOT NULL,
    PRIMARY KEY (text_hash, coder)
);
COMMENT ON TABLE gold IS 'A sentence labelled by a person against the codebook';
COMMENT ON COLUMN gold.text_hash IS 'The text: sentence.text_hash';
COMMENT ON COLUMN gold.coder IS 'Who labelled it';
COMMENT ON COLUMN gold.escalation IS 'Whether it carries escalation';
COMMENT ON COLUMN gold.diplomacy IS 'Whether it carries diplomacy';
COMMENT ON COLUMN gold.sentiment IS 'negative, neutral or positive';
COMMENT ON COLUMN gold.inclusion_probability IS 'Chance with which the sample drew it, 0 … 1';
