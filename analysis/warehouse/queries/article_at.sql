-- What topics are looked for in, by place in the file: the other texts are not read.
SELECT article_id, text_hash, language, title, body
FROM article
SEMI JOIN incoming ON incoming.place = article.rowid
