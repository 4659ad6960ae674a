-- Every parent, province, successor and current code of a region is a region.
SELECT regions.region, links.link, links.code
FROM dim_region AS regions,
LATERAL (
    VALUES ('parent', parent), ('province', province), ('successor', successor), ('current', current_region)
) AS links (link, code)
WHERE links.code IS NOT NULL AND links.code NOT IN (SELECT region FROM dim_region)
