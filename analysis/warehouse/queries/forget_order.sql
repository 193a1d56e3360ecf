-- What is written has no order, and keeping one costs much memory.
SET preserve_insertion_order = false;
