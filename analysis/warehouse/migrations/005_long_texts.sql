-- A text may have more than 65,536 sentences. What the steps before wrote is kept first:
-- DuckDB 1.5 changes no column's type in a transaction that has changed the table's rows.
COMMIT;
BEGIN TRANSACTION;

ALTER TABLE sentence ALTER COLUMN position TYPE UINTEGER;
