-- How much of each outlet is coded in the samples that have come back and are not whole.
SELECT outlet, sum(items)::UINTEGER AS items, sum(coded)::UINTEGER AS coded
FROM sample_cell
GROUP BY sample_id, outlet
HAVING sum(coded) < sum(items)
ORDER BY sample_id, outlet
