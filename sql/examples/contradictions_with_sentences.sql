-- Which figures cannot all be right? Both sentences, to judge for oneself.
SELECT
    contradictions.rule, contradictions.region_name, contradictions.year, contradictions.indicator_name,
    contradictions.stated, contradictions.expected, contradictions.gap, contradictions.tolerance,
    first_report.file_name AS first_file, contradictions.first_sentence,
    second_report.file_name AS second_file, contradictions.second_sentence
FROM contradictions
JOIN dim_report AS first_report ON first_report.doc_id = contradictions.first_doc_id
LEFT JOIN dim_report AS second_report ON second_report.doc_id = contradictions.second_doc_id
ORDER BY contradictions.rule, contradictions.region, contradictions.year;
