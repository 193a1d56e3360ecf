-- Before all articles are searched again.
DELETE FROM article_topic;
DELETE FROM tagged_article;
