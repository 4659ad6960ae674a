-- Where does it stand? Every sentence that tells Zibo's number of high-tech enterprises.
SELECT period, value, bound, status, file_name, start, sentence
FROM sentences
WHERE region = '370300' AND indicator = 'hte_count' AND measure = 'level'
ORDER BY year, vintage DESC, start;
