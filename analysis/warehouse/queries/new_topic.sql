-- Topics in the config whose query, or the rules it was matched by, are new.
SELECT topic FROM incoming ANTI JOIN topic USING (topic, query, code) ORDER BY topic
