-- Every formula as DuckDB itself reads it: `tree` is the JSON of its parsed expression.
SELECT
    function_name AS name,
    parameters,
    json_serialize_sql('SELECT ' || macro_definition)::VARCHAR AS tree,
    comment AS about
FROM duckdb_functions()
WHERE function_type = 'macro' AND NOT internal
ORDER BY function_oid
