-- What is append-only stays as it was written, whatever a program or a person tries: PostgreSQL refuses.
-- Applied after the migrations, as often as one likes; a service does it when it starts. What has to be
-- forgotten can become null, and nothing else.

-- Its arguments are the columns that can become null.
CREATE OR REPLACE FUNCTION proviso_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  forgettable text;
  before jsonb;
  after jsonb;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    before := to_jsonb(OLD);
    after := to_jsonb(NEW);
    FOREACH forgettable IN ARRAY coalesce(TG_ARGV, '{}') LOOP
      IF after ->> forgettable IS NULL THEN
        before := before - forgettable;
        after := after - forgettable;
      END IF;
    END LOOP;
    IF TG_NARGS > 0 AND before = after THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

-- The log never gets shorter.
CREATE OR REPLACE FUNCTION proviso_refuse_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size < OLD.size OR NEW.sealed_size < OLD.sealed_size THEN
    RAISE EXCEPTION 'log_head never goes back';
  END IF;
  RETURN NEW;
END $$;

-- Each once, since making a trigger waits for whoever writes to its table.
DO $$
DECLARE
  guard record;
BEGIN
  FOR guard IN
    -- Tables that are only added to, and the columns of theirs that can become null.
    WITH append_only (place, forgettable) AS (VALUES
      ('records', ''),
      ('log_entries', ''),
      ('log_nodes', ''),
      ('log_checkpoints', ''),
      ('checkpoint_stamps', ''),
      ('page_templates', ''),
      ('version_texts', ''),
      ('draft_revisions', ''),
      ('draft_texts', ''),
      ('draft_verdicts', ''),
      ('translations', ''),
      ('text_layers', ''),
      ('text_editions', ''),
      ('wordings', ''),
      ('voidings', ''),
      ('answer_voidings', ''),
      ('presentations', ''),
      ('seat_acts', ''),
      ('showings', ''),
      ('restores', ''),
      ('resolutions', 'reason'),
      ('provider_events', 'payload'),
      ('acceptances', 'ip, user_agent, method, source'),
      ('earlier_agreements', 'source'),
      ('reader_events', '')
    )
    SELECT place || '_stay' AS name, place, 'UPDATE OR DELETE' AS events, 'ROW' AS level,
      format('proviso_refuse_change(%s)', forgettable) AS call FROM append_only
    UNION ALL SELECT place || '_are_kept', place, 'TRUNCATE', 'STATEMENT', 'proviso_refuse_change()' FROM append_only
    -- Of a record's secrets, what is personal can be forgotten, and the whole row.
    UNION ALL VALUES
      ('record_secrets_stay', 'record_secrets', 'UPDATE', 'ROW', 'proviso_refuse_change(personal)'),
      ('log_head_grows', 'log_head', 'UPDATE', 'ROW', 'proviso_refuse_return()')
  LOOP
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = guard.name AND tgrelid = guard.place::regclass) THEN
      EXECUTE format('CREATE TRIGGER %I BEFORE %s ON %I FOR EACH %s EXECUTE FUNCTION %s',
        guard.name, guard.events, guard.place, guard.level, guard.call);
    END IF;
  END LOOP;
END $$;
