-- Where does it stand? Every sentence that tells Zibo's number of high-tech enterprises.
SELECT told.period, told.value, told.bound, told.status, report.file_name, told.start, segment.text AS sentence
FROM fact_observation AS told
JOIN dim_report AS report USING (doc_id)
JOIN dim_segment AS segment USING (segment_id)
WHERE told.series_region = '370300' AND told.indicator = 'hte_count' AND told.measure = 'level'
ORDER BY told.year, told.precedence DESC;
