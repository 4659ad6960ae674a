-- Of the published reports at most a tenth, or one, went to quarantine at once: more is a fault of rules or checks, for which
-- nobody should lose published figures.
SELECT
    count(*) AS set_aside,
    (SELECT count(*) FROM published_reports) AS published,
    min(quarantine.file_name) AS first_file,
    arg_min(quarantine.detail, quarantine.file_name) AS its_detail
FROM quarantine
SEMI JOIN published_reports USING (doc_id)
ANTI JOIN dim_report USING (doc_id)
HAVING count(*) > most_set_aside((SELECT count(*) FROM published_reports))
