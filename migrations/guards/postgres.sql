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
  FOR guard IN SELECT * FROM (VALUES
    ('records_stay', 'BEFORE UPDATE OR DELETE ON records FOR EACH ROW', 'proviso_refuse_change()', 'records'),
    ('records_are_kept', 'BEFORE TRUNCATE ON records', 'proviso_refuse_change()', 'records'),
    ('log_entries_stay', 'BEFORE UPDATE OR DELETE ON log_entries FOR EACH ROW', 'proviso_refuse_change()', 'log_entries'),
    ('log_entries_are_kept', 'BEFORE TRUNCATE ON log_entries', 'proviso_refuse_change()', 'log_entries'),
    ('log_nodes_stay', 'BEFORE UPDATE OR DELETE ON log_nodes FOR EACH ROW', 'proviso_refuse_change()', 'log_nodes'),
    ('log_nodes_are_kept', 'BEFORE TRUNCATE ON log_nodes', 'proviso_refuse_change()', 'log_nodes'),
    ('log_checkpoints_stay', 'BEFORE UPDATE OR DELETE ON log_checkpoints FOR EACH ROW', 'proviso_refuse_change()', 'log_checkpoints'),
    ('log_checkpoints_are_kept', 'BEFORE TRUNCATE ON log_checkpoints', 'proviso_refuse_change()', 'log_checkpoints'),
    ('page_templates_stay', 'BEFORE UPDATE OR DELETE ON page_templates FOR EACH ROW', 'proviso_refuse_change()', 'page_templates'),
    ('page_templates_are_kept', 'BEFORE TRUNCATE ON page_templates', 'proviso_refuse_change()', 'page_templates'),
    ('version_texts_stay', 'BEFORE UPDATE OR DELETE ON version_texts FOR EACH ROW', 'proviso_refuse_change()', 'version_texts'),
    ('version_texts_are_kept', 'BEFORE TRUNCATE ON version_texts', 'proviso_refuse_change()', 'version_texts'),
    ('voidings_stay', 'BEFORE UPDATE OR DELETE ON voidings FOR EACH ROW', 'proviso_refuse_change()', 'voidings'),
    ('voidings_are_kept', 'BEFORE TRUNCATE ON voidings', 'proviso_refuse_change()', 'voidings'),
    ('showings_stay', 'BEFORE UPDATE OR DELETE ON showings FOR EACH ROW', 'proviso_refuse_change()', 'showings'),
    ('showings_are_kept', 'BEFORE TRUNCATE ON showings', 'proviso_refuse_change()', 'showings'),
    ('resolutions_stay', 'BEFORE UPDATE OR DELETE ON resolutions FOR EACH ROW', 'proviso_refuse_change(''reason'')', 'resolutions'),
    ('resolutions_are_kept', 'BEFORE TRUNCATE ON resolutions', 'proviso_refuse_change()', 'resolutions'),
    ('acceptances_stay', 'BEFORE UPDATE OR DELETE ON acceptances FOR EACH ROW', 'proviso_refuse_change(''ip'', ''user_agent'', ''method'', ''source'')', 'acceptances'),
    ('acceptances_are_kept', 'BEFORE TRUNCATE ON acceptances', 'proviso_refuse_change()', 'acceptances'),
    ('provider_events_stay', 'BEFORE UPDATE OR DELETE ON provider_events FOR EACH ROW', 'proviso_refuse_change(''payload'')', 'provider_events'),
    ('provider_events_are_kept', 'BEFORE TRUNCATE ON provider_events', 'proviso_refuse_change()', 'provider_events'),
    ('restores_stay', 'BEFORE UPDATE OR DELETE ON restores FOR EACH ROW', 'proviso_refuse_change()', 'restores'),
    ('restores_are_kept', 'BEFORE TRUNCATE ON restores', 'proviso_refuse_change()', 'restores'),
    ('record_secrets_stay', 'BEFORE UPDATE ON record_secrets FOR EACH ROW', 'proviso_refuse_change(''personal'')', 'record_secrets'),
    ('log_head_grows', 'BEFORE UPDATE ON log_head FOR EACH ROW', 'proviso_refuse_return()', 'log_head')
  ) AS guards (name, moment, call, place)
  LOOP
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = guard.name AND tgrelid = guard.place::regclass) THEN
      EXECUTE format('CREATE TRIGGER %I %s EXECUTE FUNCTION %s', guard.name, guard.moment, guard.call);
    END IF;
  END LOOP;
END $$;
