-- What the collection knows: doubts about dates, agencies, revisions, aliases, copies,
-- what repeats on an outlet's pages, and what the last visit leaves for the next one.

ALTER TABLE article ADD COLUMN date_flag VARCHAR;
ALTER TABLE article ADD COLUMN date_detail VARCHAR;
ALTER TABLE article ADD COLUMN agency VARCHAR;
ALTER TABLE article ADD COLUMN revision UINTEGER DEFAULT 1;
COMMENT ON COLUMN article.article_id IS 'Number made from outlet and canonical address, or from outlet and text where there is no address';
COMMENT ON COLUMN article.date_source IS 'Who states the date: feed, json-ld, meta, time (an element of the page), url, text (a guess from the page''s text), record (a row of a file or list), seen (when a crawler met it); NULL if undated';
COMMENT ON COLUMN article.date_flag IS 'Doubt about the date: contradicted (another source differs by more than three days), future, too old or unreadable (a better source was not believed for that); NULL if none';
COMMENT ON COLUMN article.date_detail IS 'What the other sources say, as they wrote it; NULL without a doubt';
COMMENT ON COLUMN article.extraction IS 'How the text was won and what it was: page (whole article), teaser (only its beginning is shown), gallery, post (of a live ticker), feed (the entry''s own text), jsonl, csv, parquet, txt, md …';
COMMENT ON COLUMN article.agency IS 'News agencies it credits, in alphabetical order: AFP, dpa; NULL if none';
COMMENT ON COLUMN article.revision IS 'Which text of the article this is: 1 the first one met; earlier ones stand in revision';
COMMENT ON COLUMN article.story_id IS 'The same number for articles that carry nearly the same text, across outlets';

CREATE TABLE revision (
    article_id UBIGINT NOT NULL,
    revision UINTEGER NOT NULL,
    title VARCHAR,
    body VARCHAR NOT NULL,
    published_at TIMESTAMPTZ,
    fetched_at TIMESTAMPTZ NOT NULL,
    text_hash UBIGINT NOT NULL,
    PRIMARY KEY (article_id, revision)
);
COMMENT ON TABLE revision IS 'An earlier text of an article; the newest one stands in article and counts';
COMMENT ON COLUMN revision.article_id IS 'The article';
COMMENT ON COLUMN revision.revision IS 'Which of its texts, from 1';
COMMENT ON COLUMN revision.title IS 'Headline it had, NULL if there was none';
COMMENT ON COLUMN revision.body IS 'Clean prose, paragraphs parted by an empty line';
COMMENT ON COLUMN revision.published_at IS 'When it was published by its own word, UTC; NULL if undated';
COMMENT ON COLUMN revision.fetched_at IS 'When Detente read it, UTC';
COMMENT ON COLUMN revision.text_hash IS 'Number made from title and body';

CREATE TABLE alias (
    outlet VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    article_id UBIGINT NOT NULL,
    PRIMARY KEY (outlet, url)
);
COMMENT ON TABLE alias IS 'Another address under which an article was met';
COMMENT ON COLUMN alias.outlet IS 'Who published it';
COMMENT ON COLUMN alias.url IS 'The other address, in its canonical spelling';
COMMENT ON COLUMN alias.article_id IS 'The article';

CREATE TABLE settled_entry (
    entry_id UBIGINT NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE settled_entry IS 'A feed''s entry or a listed link, in one wording, that was dealt with: met again, its page is not fetched again';
COMMENT ON COLUMN settled_entry.entry_id IS 'Number made from source, address and what the entry says';
COMMENT ON COLUMN settled_entry.seen_at IS 'When it was dealt with, UTC';

CREATE TABLE story_band (
    band UINTEGER NOT NULL,
    day DATE NOT NULL,
    article_id UBIGINT NOT NULL
);
COMMENT ON TABLE story_band IS 'Marks of an article''s text (MinHash): articles that share one are compared';
COMMENT ON COLUMN story_band.band IS 'Number of a few of its minimal hashes and their place';
COMMENT ON COLUMN story_band.day IS 'Day of publication, of reading if undated';
COMMENT ON COLUMN story_band.article_id IS 'The article';

CREATE TABLE furniture (
    outlet VARCHAR NOT NULL,
    text_hash UBIGINT NOT NULL,
    text VARCHAR NOT NULL,
    articles UINTEGER NOT NULL,
    learnt_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (outlet, text_hash)
);
COMMENT ON TABLE furniture IS 'A paragraph that repeats across an outlet''s articles and is removed from them';
COMMENT ON COLUMN furniture.outlet IS 'The outlet';
COMMENT ON COLUMN furniture.text_hash IS 'Number made from the paragraph';
COMMENT ON COLUMN furniture.text IS 'The paragraph';
COMMENT ON COLUMN furniture.articles IS 'Articles that carried it when it was learnt';
COMMENT ON COLUMN furniture.learnt_at IS 'When it was learnt, UTC';

CREATE TABLE poll (
    source VARCHAR PRIMARY KEY,
    url VARCHAR NOT NULL,
    moved_to VARCHAR,
    etag VARCHAR,
    last_modified VARCHAR,
    content_hash VARCHAR,
    asked_at TIMESTAMPTZ NOT NULL,
    next_at TIMESTAMPTZ NOT NULL,
    failures UINTEGER NOT NULL,
    gone BOOLEAN NOT NULL,
    turned_over BOOLEAN NOT NULL
);
COMMENT ON TABLE poll IS 'What the last visit to a source leaves for the next one';
COMMENT ON COLUMN poll.source IS 'Name of the source in the config';
COMMENT ON COLUMN poll.url IS 'Address in the config, without what is secret; another one there starts anew';
COMMENT ON COLUMN poll.moved_to IS 'Where a permanent redirect led, NULL if nowhere';
COMMENT ON COLUMN poll.etag IS 'ETag of the last answer';
COMMENT ON COLUMN poll.last_modified IS 'Last-Modified of the last answer';
COMMENT ON COLUMN poll.content_hash IS 'SHA-256 of its body, hex';
COMMENT ON COLUMN poll.asked_at IS 'When it was asked last, UTC';
COMMENT ON COLUMN poll.next_at IS 'Before this it is not asked again, UTC';
COMMENT ON COLUMN poll.failures IS 'Visits without an answer since the last one with one';
COMMENT ON COLUMN poll.gone IS 'Whether it answered that it is gone for good (410)';
COMMENT ON COLUMN poll.turned_over IS 'Whether nothing of the visit before was left in it: entries may have been missed';

CREATE TABLE host_rules (
    origin VARCHAR PRIMARY KEY,
    asked_at TIMESTAMPTZ NOT NULL,
    status USMALLINT,
    robots VARCHAR,
    reservations VARCHAR
);
COMMENT ON TABLE host_rules IS 'What a host allows, asked at most once a day';
COMMENT ON COLUMN host_rules.origin IS 'Scheme, host and port';
COMMENT ON COLUMN host_rules.asked_at IS 'When, UTC';
COMMENT ON COLUMN host_rules.status IS 'HTTP status of its robots.txt, NULL without an answer';
COMMENT ON COLUMN host_rules.robots IS 'Its robots.txt, NULL if it has none';
COMMENT ON COLUMN host_rules.reservations IS 'Its /.well-known/tdmrep.json (rights reserved against text mining), NULL if it has none';

ALTER TABLE "fetch" ADD COLUMN final_url VARCHAR;
COMMENT ON COLUMN "fetch".final_url IS 'Address that answered, where redirects led elsewhere';

ALTER TABLE run ADD COLUMN revisions UINTEGER DEFAULT 0;
ALTER TABLE run_source ADD COLUMN revisions UINTEGER DEFAULT 0;
COMMENT ON TABLE run_source IS 'What one source gave in one run; inputs = articles + revisions + repeats + rejects + outside';
COMMENT ON COLUMN run.revisions IS 'Newer texts of known articles';
COMMENT ON COLUMN run_source.revisions IS 'Newer texts of known articles';
