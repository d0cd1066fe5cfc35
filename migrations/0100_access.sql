-- A webhook that was disabled by itself, where a mail to members is about one.
ALTER TABLE member_mails ADD COLUMN endpoint TEXT;
