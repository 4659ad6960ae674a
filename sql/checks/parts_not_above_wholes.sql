-- In the reports of this run no part is above its whole.
SELECT rule, region, indicator, period, stated, expected, first_sentence, second_sentence
FROM contradictions
WHERE rule = 'part_above_whole' AND first_doc_id IN (SELECT doc_id FROM audited_report)
