FROM topic
ORDER BY topic
