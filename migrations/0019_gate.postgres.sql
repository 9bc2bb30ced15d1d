-- What the new column would hold had it been there from the first day.
UPDATE consent SET ends_on = CASE body::jsonb ->> 'expires'
    WHEN 'end_of_treatment' THEN body::jsonb ->> 'treatment_ended_on'
    ELSE body::jsonb -> 'expires' ->> 'on'
END;
