-- What the two new columns would hold had they been there from the first day.
UPDATE inquiry SET
    waits_since = GREATEST(
        body::jsonb ->> 'received_at',
        COALESCE((SELECT MAX(c ->> 'at') FROM jsonb_array_elements(body::jsonb -> 'contacts') AS c), '')
    ),
    queue_rank = CASE
        WHEN state IN ('admitted', 'closed') THEN 2
        WHEN jsonb_array_length(body::jsonb -> 'contacts') = 0 AND (
            body::jsonb #>> '{call,in_danger}' = 'true'
            OR body::jsonb #>> '{call,risky_use}' = 'true'
            OR body::jsonb #>> '{call,suicide_thoughts}' = 'true'
        ) THEN 0
        ELSE 1
    END;
