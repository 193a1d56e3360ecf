-- The series that the site shows: of the model in use (the row of `used`) all that its
-- filters can ask for, of other models those of all articles. Weeks have all there is;
-- days every way of counting copies, and where all articles count also topics and the two
-- voices: a day of a topic has too few articles to count them otherwise, and such series
-- would weigh as much as all others. The model is handed in as a frame: with parameters,
-- DuckDB's Python keeps the answer once more as single values, slower than the query.
SELECT
    model_id, grain, period, level, member, part, copies, topic,
    articles, stories, sentences, framed_articles,
    COLUMNS('^(escalation|diplomacy|balance|intensity|sentiment)(_corrected)?(_low|_high)?$')
FROM series
WHERE CASE
    WHEN model_id NOT IN (SELECT model_id FROM used) THEN
        part = 'all' AND copies = 'all' AND topic = ''
    WHEN grain = 'week' THEN true
    WHEN copies = 'all' THEN part IN ('all', 'own', 'quoted')
    ELSE part = 'all' AND topic = ''
END
ORDER BY model_id, grain, part, copies, topic, level, member, period
