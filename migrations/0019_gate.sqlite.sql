-- What the new column would hold had it been there from the first day.
UPDATE consent SET ends_on = CASE json_extract(body, '$.expires')
    WHEN 'end_of_treatment' THEN json_extract(body, '$.treatment_ended_on')
    ELSE json_extract(body, '$.expires.on')
END;
