-- An input that became an article after all is no reject any more.
DELETE FROM reject
WHERE source = $source AND input IN (SELECT input FROM incoming)
