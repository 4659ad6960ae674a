-- In the reports of this run no share is outside of 0 to 100%, no amount below 0, no rank below 1.
SELECT rule, region, indicator, period, stated, expected, first_sentence
FROM contradictions
WHERE
    rule IN ('share_outside_100', 'level_below_0', 'rank_below_1')
    AND first_doc_id IN (SELECT doc_id FROM audited_report)
