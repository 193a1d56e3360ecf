UPDATE article SET story_id = incoming.story_id
FROM incoming
WHERE article.story_id = incoming.old_story_id
