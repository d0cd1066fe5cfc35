-- What is append-only stays as it was written, whatever a program or a person tries: SQLite and D1 refuse.
-- Applied after the migrations, as often as one likes. A service on SQLite does it when it starts; for D1:
--   npx wrangler d1 execute DB --remote --file migrations/guards/sqlite.sql
-- What has to be forgotten can become null, and nothing else.

CREATE TRIGGER IF NOT EXISTS records_stay BEFORE UPDATE ON records
BEGIN SELECT RAISE(ABORT, 'records is append-only'); END;
CREATE TRIGGER IF NOT EXISTS records_are_kept BEFORE DELETE ON records
BEGIN SELECT RAISE(ABORT, 'records is append-only'); END;

CREATE TRIGGER IF NOT EXISTS log_entries_stay BEFORE UPDATE ON log_entries
BEGIN SELECT RAISE(ABORT, 'log_entries is append-only'); END;
CREATE TRIGGER IF NOT EXISTS log_entries_are_kept BEFORE DELETE ON log_entries
BEGIN SELECT RAISE(ABORT, 'log_entries is append-only'); END;

CREATE TRIGGER IF NOT EXISTS log_nodes_stay BEFORE UPDATE ON log_nodes
BEGIN SELECT RAISE(ABORT, 'log_nodes is append-only'); END;
CREATE TRIGGER IF NOT EXISTS log_nodes_are_kept BEFORE DELETE ON log_nodes
BEGIN SELECT RAISE(ABORT, 'log_nodes is append-only'); END;

CREATE TRIGGER IF NOT EXISTS log_checkpoints_stay BEFORE UPDATE ON log_checkpoints
BEGIN SELECT RAISE(ABORT, 'log_checkpoints is append-only'); END;
CREATE TRIGGER IF NOT EXISTS log_checkpoints_are_kept BEFORE DELETE ON log_checkpoints
BEGIN SELECT RAISE(ABORT, 'log_checkpoints is append-only'); END;

CREATE TRIGGER IF NOT EXISTS checkpoint_stamps_stay BEFORE UPDATE ON checkpoint_stamps
BEGIN SELECT RAISE(ABORT, 'checkpoint_stamps is append-only'); END;
CREATE TRIGGER IF NOT EXISTS checkpoint_stamps_are_kept BEFORE DELETE ON checkpoint_stamps
BEGIN SELECT RAISE(ABORT, 'checkpoint_stamps is append-only'); END;

CREATE TRIGGER IF NOT EXISTS page_templates_stay BEFORE UPDATE ON page_templates
BEGIN SELECT RAISE(ABORT, 'page_templates is append-only'); END;
CREATE TRIGGER IF NOT EXISTS page_templates_are_kept BEFORE DELETE ON page_templates
BEGIN SELECT RAISE(ABORT, 'page_templates is append-only'); END;

CREATE TRIGGER IF NOT EXISTS version_texts_stay BEFORE UPDATE ON version_texts
BEGIN SELECT RAISE(ABORT, 'version_texts is append-only'); END;
CREATE TRIGGER IF NOT EXISTS version_texts_are_kept BEFORE DELETE ON version_texts
BEGIN SELECT RAISE(ABORT, 'version_texts is append-only'); END;

CREATE TRIGGER IF NOT EXISTS translations_stay BEFORE UPDATE ON translations
BEGIN SELECT RAISE(ABORT, 'translations is append-only'); END;
CREATE TRIGGER IF NOT EXISTS translations_are_kept BEFORE DELETE ON translations
BEGIN SELECT RAISE(ABORT, 'translations is append-only'); END;

CREATE TRIGGER IF NOT EXISTS text_layers_stay BEFORE UPDATE ON text_layers
BEGIN SELECT RAISE(ABORT, 'text_layers is append-only'); END;
CREATE TRIGGER IF NOT EXISTS text_layers_are_kept BEFORE DELETE ON text_layers
BEGIN SELECT RAISE(ABORT, 'text_layers is append-only'); END;

CREATE TRIGGER IF NOT EXISTS wordings_stay BEFORE UPDATE ON wordings
BEGIN SELECT RAISE(ABORT, 'wordings is append-only'); END;
CREATE TRIGGER IF NOT EXISTS wordings_are_kept BEFORE DELETE ON wordings
BEGIN SELECT RAISE(ABORT, 'wordings is append-only'); END;

CREATE TRIGGER IF NOT EXISTS text_editions_stay BEFORE UPDATE ON text_editions
BEGIN SELECT RAISE(ABORT, 'text_editions is append-only'); END;
CREATE TRIGGER IF NOT EXISTS text_editions_are_kept BEFORE DELETE ON text_editions
BEGIN SELECT RAISE(ABORT, 'text_editions is append-only'); END;

CREATE TRIGGER IF NOT EXISTS voidings_stay BEFORE UPDATE ON voidings
BEGIN SELECT RAISE(ABORT, 'voidings is append-only'); END;
CREATE TRIGGER IF NOT EXISTS voidings_are_kept BEFORE DELETE ON voidings
BEGIN SELECT RAISE(ABORT, 'voidings is append-only'); END;

CREATE TRIGGER IF NOT EXISTS answer_voidings_stay BEFORE UPDATE ON answer_voidings
BEGIN SELECT RAISE(ABORT, 'answer_voidings is append-only'); END;
CREATE TRIGGER IF NOT EXISTS answer_voidings_are_kept BEFORE DELETE ON answer_voidings
BEGIN SELECT RAISE(ABORT, 'answer_voidings is append-only'); END;

CREATE TRIGGER IF NOT EXISTS presentations_stay BEFORE UPDATE ON presentations
BEGIN SELECT RAISE(ABORT, 'presentations is append-only'); END;
CREATE TRIGGER IF NOT EXISTS presentations_are_kept BEFORE DELETE ON presentations
BEGIN SELECT RAISE(ABORT, 'presentations is append-only'); END;

CREATE TRIGGER IF NOT EXISTS seat_acts_stay BEFORE UPDATE ON seat_acts
BEGIN SELECT RAISE(ABORT, 'seat_acts is append-only'); END;
CREATE TRIGGER IF NOT EXISTS seat_acts_are_kept BEFORE DELETE ON seat_acts
BEGIN SELECT RAISE(ABORT, 'seat_acts is append-only'); END;

CREATE TRIGGER IF NOT EXISTS acceptances_keep_presentation BEFORE UPDATE OF presentation ON acceptances
BEGIN SELECT RAISE(ABORT, 'acceptances is append-only'); END;

CREATE TRIGGER IF NOT EXISTS draft_revisions_stay BEFORE UPDATE ON draft_revisions
BEGIN SELECT RAISE(ABORT, 'draft_revisions is append-only'); END;
CREATE TRIGGER IF NOT EXISTS draft_revisions_are_kept BEFORE DELETE ON draft_revisions
BEGIN SELECT RAISE(ABORT, 'draft_revisions is append-only'); END;

CREATE TRIGGER IF NOT EXISTS draft_texts_stay BEFORE UPDATE ON draft_texts
BEGIN SELECT RAISE(ABORT, 'draft_texts is append-only'); END;
CREATE TRIGGER IF NOT EXISTS draft_texts_are_kept BEFORE DELETE ON draft_texts
BEGIN SELECT RAISE(ABORT, 'draft_texts is append-only'); END;

CREATE TRIGGER IF NOT EXISTS draft_verdicts_stay BEFORE UPDATE ON draft_verdicts
BEGIN SELECT RAISE(ABORT, 'draft_verdicts is append-only'); END;
CREATE TRIGGER IF NOT EXISTS draft_verdicts_are_kept BEFORE DELETE ON draft_verdicts
BEGIN SELECT RAISE(ABORT, 'draft_verdicts is append-only'); END;

CREATE TRIGGER IF NOT EXISTS showings_stay BEFORE UPDATE ON showings
BEGIN SELECT RAISE(ABORT, 'showings is append-only'); END;
CREATE TRIGGER IF NOT EXISTS showings_are_kept BEFORE DELETE ON showings
BEGIN SELECT RAISE(ABORT, 'showings is append-only'); END;

CREATE TRIGGER IF NOT EXISTS reader_events_stay BEFORE UPDATE ON reader_events
BEGIN SELECT RAISE(ABORT, 'reader_events is append-only'); END;
CREATE TRIGGER IF NOT EXISTS reader_events_are_kept BEFORE DELETE ON reader_events
BEGIN SELECT RAISE(ABORT, 'reader_events is append-only'); END;

CREATE TRIGGER IF NOT EXISTS resolutions_stay BEFORE UPDATE OF delivery_id, user_ref, resolved_as, taken_at, resolved_at, key_id ON resolutions
BEGIN SELECT RAISE(ABORT, 'resolutions is append-only'); END;
CREATE TRIGGER IF NOT EXISTS resolutions_forget BEFORE UPDATE ON resolutions WHEN NEW.reason IS NOT NULL AND NEW.reason IS NOT OLD.reason
BEGIN SELECT RAISE(ABORT, 'resolutions is append-only'); END;
CREATE TRIGGER IF NOT EXISTS resolutions_are_kept BEFORE DELETE ON resolutions
BEGIN SELECT RAISE(ABORT, 'resolutions is append-only'); END;

CREATE TRIGGER IF NOT EXISTS acceptances_stay BEFORE UPDATE OF id, user_ref, policy, version, basis, accepted_at, recorded_at, content_hash, locale, actor ON acceptances
BEGIN SELECT RAISE(ABORT, 'acceptances is append-only'); END;
CREATE TRIGGER IF NOT EXISTS acceptances_forget BEFORE UPDATE ON acceptances WHEN (NEW.ip IS NOT NULL AND NEW.ip IS NOT OLD.ip) OR (NEW.user_agent IS NOT NULL AND NEW.user_agent IS NOT OLD.user_agent) OR (NEW.method IS NOT NULL AND NEW.method IS NOT OLD.method) OR (NEW.source IS NOT NULL AND NEW.source IS NOT OLD.source)
BEGIN SELECT RAISE(ABORT, 'acceptances is append-only'); END;
CREATE TRIGGER IF NOT EXISTS acceptances_are_kept BEFORE DELETE ON acceptances
BEGIN SELECT RAISE(ABORT, 'acceptances is append-only'); END;

CREATE TRIGGER IF NOT EXISTS earlier_agreements_stay BEFORE UPDATE OF id, user_ref, policy, agreed_at, recorded_at, actor ON earlier_agreements
BEGIN SELECT RAISE(ABORT, 'earlier_agreements is append-only'); END;
CREATE TRIGGER IF NOT EXISTS earlier_agreements_forget BEFORE UPDATE ON earlier_agreements WHEN NEW.source IS NOT NULL AND NEW.source IS NOT OLD.source
BEGIN SELECT RAISE(ABORT, 'earlier_agreements is append-only'); END;
CREATE TRIGGER IF NOT EXISTS earlier_agreements_are_kept BEFORE DELETE ON earlier_agreements
BEGIN SELECT RAISE(ABORT, 'earlier_agreements is append-only'); END;

CREATE TRIGGER IF NOT EXISTS provider_events_stay BEFORE UPDATE OF id, delivery_id, user_ref, type, occurred_at, received_at ON provider_events
BEGIN SELECT RAISE(ABORT, 'provider_events is append-only'); END;
CREATE TRIGGER IF NOT EXISTS provider_events_forget BEFORE UPDATE ON provider_events WHEN (NEW.payload IS NOT NULL AND NEW.payload IS NOT OLD.payload)
BEGIN SELECT RAISE(ABORT, 'provider_events is append-only'); END;
CREATE TRIGGER IF NOT EXISTS provider_events_are_kept BEFORE DELETE ON provider_events
BEGIN SELECT RAISE(ABORT, 'provider_events is append-only'); END;

-- Of a record's secrets, what is personal can be forgotten, and the whole row.
CREATE TRIGGER IF NOT EXISTS record_secrets_stay BEFORE UPDATE ON record_secrets
WHEN NEW.record_id IS NOT OLD.record_id OR NEW.user_ref IS NOT OLD.user_ref OR NEW.salt IS NOT OLD.salt
  OR NEW.personal IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'record_secrets is append-only'); END;

CREATE TRIGGER IF NOT EXISTS restores_stay BEFORE UPDATE ON restores
BEGIN SELECT RAISE(ABORT, 'restores is append-only'); END;
CREATE TRIGGER IF NOT EXISTS restores_are_kept BEFORE DELETE ON restores
BEGIN SELECT RAISE(ABORT, 'restores is append-only'); END;

-- The log never gets shorter.
CREATE TRIGGER IF NOT EXISTS log_head_grows BEFORE UPDATE ON log_head
WHEN NEW.size < OLD.size OR NEW.sealed_size < OLD.sealed_size
BEGIN SELECT RAISE(ABORT, 'log_head never goes back'); END;
