-- In which words, and where, do reports state Zibo's share of R&D in the panel?
SELECT panel.year, panel.value, panel.unit, sentence, file_name, source, start
FROM panel
JOIN sentences USING (observation_id)
WHERE panel.region = '370300' AND panel.indicator = 'rd_intensity'
ORDER BY panel.year;
