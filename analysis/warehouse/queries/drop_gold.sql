-- Takes back what these coders said.
DELETE FROM gold WHERE coder IN (SELECT coder FROM incoming)
