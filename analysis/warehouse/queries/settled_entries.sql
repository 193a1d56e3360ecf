-- Entries whose pages need not be fetched again.
SELECT entry_id FROM incoming SEMI JOIN settled_entry USING (entry_id)
