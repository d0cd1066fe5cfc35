-- Notices by a provider that keeps no keys, such as an SMTP relay, and a rate of mails beside that of calls.

-- Null for a chunk that may be sent again under its key. Else 0 while none of its mails can have gone out; the
-- attempt that has them in flight, written down before the first of them leaves; and that attempt below zero
-- once what became of them is written down too. An attempt that never came so far leaves them unknown.
ALTER TABLE chunks ADD COLUMN in_flight INTEGER;

-- How many mails left when, as JSON, for as long as the rate looks back.
ALTER TABLE sender_pace ADD COLUMN spent TEXT NOT NULL DEFAULT '';
