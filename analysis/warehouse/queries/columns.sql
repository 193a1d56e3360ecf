SELECT
    c.table_name,
    c.column_name,
    lower(c.data_type) AS data_type,
    c.comment,
    coalesce(t.comment, v.comment) AS about
FROM duckdb_columns() AS c
LEFT JOIN duckdb_tables() AS t ON t.table_name = c.table_name
LEFT JOIN duckdb_views() AS v ON v.view_name = c.table_name AND NOT v.internal
WHERE c.schema_name = 'main' AND NOT c.internal
ORDER BY c.table_oid, c.column_index
