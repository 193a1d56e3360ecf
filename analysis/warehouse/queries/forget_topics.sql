-- Topics that are no longer in the config.
DELETE FROM article_topic WHERE topic NOT IN (SELECT topic FROM incoming);
DELETE FROM topic WHERE topic NOT IN (SELECT topic FROM incoming);
