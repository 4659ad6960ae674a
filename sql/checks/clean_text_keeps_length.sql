-- Cleaning keeps length, so that an offset in the clean text is an offset in the text layer.
SELECT doc_id, file_name, length(text_layer) AS characters, length(clean_text) AS clean_characters
FROM report_texts
WHERE length(text_layer) <> length(clean_text)
