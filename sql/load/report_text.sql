-- Texts of the batch.
INSERT INTO report_text BY NAME
SELECT doc_id, text_layer, clean_text
FROM batch_report_texts
ORDER BY doc_id;
