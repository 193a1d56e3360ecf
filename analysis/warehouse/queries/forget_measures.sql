-- What other formulas made; the next publishing makes it anew from the scores.
DELETE FROM article_part;
DELETE FROM collection_day;
DELETE FROM series_value;
