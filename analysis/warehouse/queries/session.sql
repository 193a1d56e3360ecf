SET TimeZone = 'UTC';
SET enable_progress_bar = false;
-- Where an order matters, the query says so; keeping one costs much memory.
SET preserve_insertion_order = false;
