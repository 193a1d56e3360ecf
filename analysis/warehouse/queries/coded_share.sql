-- How much of each outlet is coded in the samples that have come back and are not whole,
-- and of how many of the classes drawn there nothing is.
SELECT
    outlet,
    sum(items)::UINTEGER AS items,
    sum(coded)::UINTEGER AS coded,
    count(*) FILTER (coded = 0)::UINTEGER AS uncoded
FROM sample_cell
GROUP BY sample_id, outlet
HAVING sum(coded) < sum(items)
ORDER BY sample_id, outlet
