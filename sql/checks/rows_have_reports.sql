-- Every segment, number and observation belongs to a report of dim_report.
SELECT 'dim_segment' AS table_name, segment_id AS id, doc_id FROM dim_segment ANTI JOIN dim_report USING (doc_id)
UNION ALL
SELECT 'fact_number', number_id, doc_id FROM fact_number ANTI JOIN dim_report USING (doc_id)
UNION ALL
SELECT 'fact_observation', observation_id, doc_id FROM fact_observation ANTI JOIN dim_report USING (doc_id)
