SELECT
    outlet,
    count(*) AS articles,
    count(agency) AS crediting_an_agency,
    round(count(agency) / count(*), 3) AS share,
    mode(agency) AS most_credited
FROM article
GROUP BY outlet
ORDER BY share DESC, articles DESC, outlet
LIMIT 8
