-- Without it DuckDB 1.5 may return blocks of a large sorted result out of order.
SET preserve_insertion_order = true;
