-- What the two new columns would hold had they been there from the first day.
UPDATE inquiry SET
    waits_since = MAX(
        json_extract(body, '$.received_at'),
        COALESCE((SELECT MAX(json_extract(value, '$.at')) FROM json_each(body, '$.contacts')), '')
    ),
    queue_rank = CASE
        WHEN state IN ('admitted', 'closed') THEN 2
        WHEN json_array_length(body, '$.contacts') = 0 AND (
            COALESCE(json_extract(body, '$.call.in_danger'), 0) = 1
            OR COALESCE(json_extract(body, '$.call.risky_use'), 0) = 1
            OR COALESCE(json_extract(body, '$.call.suicide_thoughts'), 0) = 1
        ) THEN 0
        ELSE 1
    END;
