CREATE TABLE acceptances (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  basis TEXT NOT NULL CHECK (basis IN ('explicit', 'deemed', 'imported')),
  accepted_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  locale TEXT NOT NULL,
  method TEXT,
  source TEXT,
  ip TEXT,
  user_agent TEXT,
  actor TEXT NOT NULL,
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);
INSERT INTO "acceptances" VALUES('01a223e3-61fb-72ba-9dba-98b36ae8e2f9','01a223e3-61f9-75be-8428-5f5b9e1c8588','privacy',1,'imported','2026-11-28T20:40:34.041Z','2026-11-28T20:40:34.041Z','sha256:a81ecc8ea716c057054652c98a2feb88ac51d86c4587a160889089ba2f047790','en',NULL,NULL,NULL,NULL,'admin');
CREATE TABLE api_keys (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('legal', 'app', 'admin')),
  secret_hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  deleted_at TEXT
);
CREATE TABLE checkpoint_places (
  place TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  sent_at TEXT NOT NULL
);
INSERT INTO "checkpoint_places" VALUES('beside',2,'2026-11-28T20:40:35.056Z');
CREATE TABLE chunks (
  id TEXT NOT NULL PRIMARY KEY,
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  base_version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'sent', 'unknown', 'failed', 'cancelled')),
  due_at TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  frozen_at TEXT,
  rendition_id TEXT,
  envelope TEXT,
  ambiguous_since TEXT,
  problem TEXT
, round INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0, forgotten_at TEXT);
CREATE TABLE comparisons (
  policy TEXT NOT NULL,
  from_version INTEGER NOT NULL,
  to_version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  made_by INTEGER NOT NULL,
  part INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (policy, from_version, to_version, locale, made_by, part)
);
CREATE TABLE "deliveries" (
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  user_ref TEXT NOT NULL,
  chunk_id TEXT NOT NULL,
  base_version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN
    ('queued', 'sending', 'sent', 'delivered', 'bounced', 'suppressed', 'failed', 'unknown', 'dropped', 'cancelled')),
  id TEXT,
  email TEXT,
  position INTEGER,
  provider_id TEXT,
  sent_at TEXT, may_repeat TEXT, words TEXT,
  PRIMARY KEY (policy, version, kind, user_ref, round)
);
CREATE TABLE "ended_deliveries" (
  id TEXT NOT NULL PRIMARY KEY,
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  user_ref TEXT NOT NULL,
  chunk_id TEXT NOT NULL,
  base_version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sent', 'delivered', 'bounced', 'suppressed', 'failed', 'unknown')),
  email TEXT,
  position INTEGER,
  provider_id TEXT,
  sent_at TEXT,
  may_repeat TEXT,
  ended_at TEXT NOT NULL
, words TEXT);
CREATE TABLE erasures (
  user_ref TEXT NOT NULL PRIMARY KEY REFERENCES users (ref),
  requested_at TEXT NOT NULL,
  key_id TEXT NOT NULL,
  completed_at TEXT
);
CREATE TABLE "fan_outs" (
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  starts_at TEXT NOT NULL DEFAULT '',
  cursor_touched_at TEXT NOT NULL,
  cursor_ref TEXT NOT NULL,
  rewound_at TEXT NOT NULL,
  finished_at TEXT,
  command TEXT NOT NULL,
  PRIMARY KEY (policy, version, kind, round),
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);
CREATE TABLE holds (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  reason TEXT,
  held_at TEXT NOT NULL,
  held_by TEXT NOT NULL,
  lift_reason TEXT,
  lifted_at TEXT,
  lifted_by TEXT
);
CREATE TABLE log_checkpoints (
  size INTEGER NOT NULL PRIMARY KEY,
  root TEXT NOT NULL,
  note TEXT NOT NULL,
  signed_at TEXT NOT NULL
);
INSERT INTO "log_checkpoints" VALUES(1,'C8kZHIJE/giwFAwBsze8Nr1soC/IGDPLSTP+nuhQ4n8=','localhost:18787/log
1
C8kZHIJE/giwFAwBsze8Nr1soC/IGDPLSTP+nuhQ4n8=

— localhost:18787/log 4sH40HRHBE9DfSN0p16fkWZbrSl7q9lirEJQ9L4bO5cEfnegUhjCV378f0tlii2FsylpomAeYKtq0i7kKRByvn4aWAM=
','2026-11-28T20:40:34.044Z');
INSERT INTO "log_checkpoints" VALUES(2,'1jViTdJYtHfQqNm3rqL3n+jrXFpz07MSTJzer+aF49w=','localhost:18787/log
2
1jViTdJYtHfQqNm3rqL3n+jrXFpz07MSTJzer+aF49w=

— localhost:18787/log 4sH40CuakgiRx5DJ7qkE5W91pgNP6zvlo8t2VwyrEvmhjVp5V5DCGCrlnYP3NYFeOd6hGE/V8GaFQdkSl7KC1IVxMwE=
','2026-11-28T20:40:34.054Z');
CREATE TABLE log_entries (
  position INTEGER NOT NULL PRIMARY KEY,
  record_id TEXT NOT NULL UNIQUE REFERENCES records (id),
  leaf TEXT NOT NULL
);
INSERT INTO "log_entries" VALUES(1,'posted:privacy/1','C8kZHIJE/giwFAwBsze8Nr1soC/IGDPLSTP+nuhQ4n8=');
INSERT INTO "log_entries" VALUES(2,'accepted:01a223e3-61fb-72ba-9dba-98b36ae8e2f9','+IcR3ZmxQulH2pOKFmTXKWOTtlRQ219ZBJyBdDWHHjg=');
CREATE TABLE log_head (
  id TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  turn INTEGER NOT NULL,
  frontier TEXT NOT NULL,
  root TEXT NOT NULL,
  command TEXT NOT NULL,
  lease_by TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  sealed_size INTEGER NOT NULL,
  terminated_to TEXT NOT NULL,
  backfill TEXT NOT NULL
);
INSERT INTO "log_head" VALUES('log',2,2,'["1jViTdJYtHfQqNm3rqL3n+jrXFpz07MSTJzer+aF49w="]','1jViTdJYtHfQqNm3rqL3n+jrXFpz07MSTJzer+aF49w=','01a223e3-6203-71e1-87d5-e4ac00cc6b36','01a223e3-59b1-7752-bf7b-0ec73d5df75e','2026-11-28T20:40:44.050Z',2,'','done');
CREATE TABLE log_nodes (
  height INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (height, idx)
);
CREATE TABLE migrations (name TEXT NOT NULL PRIMARY KEY);
INSERT INTO "migrations" VALUES('0001_init.sql');
INSERT INTO "migrations" VALUES('0002_provider_events.sql');
INSERT INTO "migrations" VALUES('0003_reminders.sql');
INSERT INTO "migrations" VALUES('0004_operating.sql');
INSERT INTO "migrations" VALUES('0005_receipts.sql');
INSERT INTO "migrations" VALUES('0006_record.sql');
INSERT INTO "migrations" VALUES('0007_rights.sql');
INSERT INTO "migrations" VALUES('0008_comparisons.sql');
INSERT INTO "migrations" VALUES('0009_restores.sql');
CREATE TABLE page_templates (
  id TEXT NOT NULL PRIMARY KEY,
  html TEXT NOT NULL,
  created_at TEXT NOT NULL
);
CREATE TABLE policies (
  policy TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  locale TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  acceptance TEXT NOT NULL CHECK (acceptance IN ('deemed', 'explicit')),
  notice_minor TEXT NOT NULL,
  notice_substantial TEXT NOT NULL,
  notice_late TEXT,
  last_version INTEGER NOT NULL,
  command TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  key_id TEXT NOT NULL
, reminders TEXT NOT NULL DEFAULT '[]');
INSERT INTO "policies" VALUES('privacy','Privacy Policy','en','UTC','deemed','P7D','P30D',NULL,1,'01a223e3-61c2-7393-8978-c50ec3f29736','2026-11-28T20:40:33.967Z','2026-11-28T20:40:33.967Z','admin','[]');
CREATE TABLE provider_events (
  id TEXT NOT NULL PRIMARY KEY,
  delivery_id TEXT NOT NULL,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  type TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  received_at TEXT NOT NULL,
  payload TEXT
);
CREATE TABLE record_secrets (
  record_id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT,
  salt TEXT NOT NULL,
  personal TEXT
);
INSERT INTO "record_secrets" VALUES('posted:privacy/1',NULL,'+OoDL4tMKY520g/RXOIxZg==',NULL);
INSERT INTO "record_secrets" VALUES('accepted:01a223e3-61fb-72ba-9dba-98b36ae8e2f9','01a223e3-61f9-75be-8428-5f5b9e1c8588','JNHf1b8+5sH/LyPu2TPi/w==',NULL);
CREATE TABLE records (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  user_ref TEXT,
  body TEXT NOT NULL,
  commitment TEXT NOT NULL
);
INSERT INTO "records" VALUES('posted:privacy/1','posted',NULL,'{"actor":"admin","at":"2026-11-28T20:40:33.986Z","basis":"written-with-the-act","facts":{"acceptance":"deemed","change":"initial","contentHash":"sha256:a81ecc8ea716c057054652c98a2feb88ac51d86c4587a160889089ba2f047790","effectiveAt":"2026-11-28T20:40:33.986Z","lateNotice":"P7D","locale":"en","previous":null,"reason":null,"recipients":0,"reminders":[],"rule":{"by":"posting"},"summary":null,"timeZone":"UTC"},"id":"posted:privacy/1","kind":"posted","personal":null,"policy":"privacy","recordedAt":"2026-11-28T20:40:33.986Z","user":null,"v":1,"version":1}','wnjZzc42GFbezPs4gvVoKUNIU9rYa1zZ97azBMGNVBs=');
INSERT INTO "records" VALUES('accepted:01a223e3-61fb-72ba-9dba-98b36ae8e2f9','accepted','01a223e3-61f9-75be-8428-5f5b9e1c8588','{"actor":"admin","at":"2026-11-28T20:40:34.041Z","basis":"written-with-the-act","facts":{"acceptance":"01a223e3-61fb-72ba-9dba-98b36ae8e2f9","basis":"imported","contentHash":"sha256:a81ecc8ea716c057054652c98a2feb88ac51d86c4587a160889089ba2f047790","locale":"en","page":null,"use":null},"id":"accepted:01a223e3-61fb-72ba-9dba-98b36ae8e2f9","kind":"accepted","personal":null,"policy":"privacy","recordedAt":"2026-11-28T20:40:34.041Z","user":"01a223e3-61f9-75be-8428-5f5b9e1c8588","v":1,"version":1}','MwaDy44/MPCWc/ThIYCQgMwMUPh/RovkUEf0m5ptpLY=');
CREATE TABLE renditions (
  id TEXT NOT NULL PRIMARY KEY,
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  base_version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  late INTEGER NOT NULL CHECK (late IN (0, 1)),
  subject TEXT NOT NULL,
  html TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (policy, version, kind, base_version, locale, late)
);
CREATE TABLE replies (
  key_id TEXT NOT NULL,
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  headers TEXT NOT NULL,
  body TEXT NOT NULL,
  user_ref TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (key_id, method, path, idempotency_key)
);
CREATE TABLE resolutions (
  delivery_id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  resolved_as TEXT NOT NULL CHECK (resolved_as IN ('sent', 'resend')),
  taken_at TEXT,
  reason TEXT,
  resolved_at TEXT NOT NULL,
  key_id TEXT NOT NULL
);
CREATE TABLE restores (
  lost_size INTEGER NOT NULL,
  lost_root TEXT NOT NULL,
  size INTEGER NOT NULL,
  root TEXT NOT NULL,
  accepted_at TEXT NOT NULL,
  PRIMARY KEY (lost_size, lost_root)
);
CREATE TABLE sender_pace (
  id TEXT NOT NULL PRIMARY KEY,
  interval_ms INTEGER NOT NULL,
  next_at TEXT NOT NULL,
  paused_until TEXT NOT NULL,
  problem TEXT
);
INSERT INTO "sender_pace" VALUES('provider',0,'','',NULL);
CREATE TABLE showings (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  shown_at TEXT NOT NULL,
  key_id TEXT NOT NULL,
  UNIQUE (user_ref, policy, version),
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);
CREATE TABLE terminations (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  leaves_when TEXT NOT NULL CHECK (leaves_when IN ('effect', 'now')),
  reason TEXT,
  declined_at TEXT NOT NULL,
  terminates_at TEXT NOT NULL,
  holds INTEGER,
  revokes TEXT REFERENCES acceptances (id),
  actor TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT,
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);
CREATE TABLE user_versions (
  user_ref TEXT NOT NULL,
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  told_at TEXT,
  binds_at TEXT,
  acceptance_id TEXT,
  basis TEXT,
  accepted_at TEXT, told_by TEXT,
  PRIMARY KEY (user_ref, policy, version)
);
INSERT INTO "user_versions" VALUES('01a223e3-61f9-75be-8428-5f5b9e1c8588','privacy',1,NULL,NULL,'01a223e3-61fb-72ba-9dba-98b36ae8e2f9','imported','2026-11-28T20:40:34.041Z',NULL);
CREATE TABLE users (
  ref TEXT NOT NULL PRIMARY KEY,
  user_id TEXT UNIQUE,
  email TEXT,
  locale TEXT,
  name TEXT,
  command TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  touched_at TEXT NOT NULL,
  erased_at TEXT,
  key_id TEXT NOT NULL
);
INSERT INTO "users" VALUES('01a223e3-61f9-75be-8428-5f5b9e1c8588','ada','ada@mail.example',NULL,NULL,'01a223e3-61f9-75be-8428-61d3427b7375','2026-11-28T20:40:34.041Z','2026-11-28T20:40:34.041Z','2026-11-28T20:40:34.041Z',NULL,'admin');
CREATE TABLE version_texts (
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (policy, version, locale),
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);
INSERT INTO "version_texts" VALUES('privacy',1,'en','# Privacy

We keep logs for 30 days.');
CREATE TABLE versions (
  policy TEXT NOT NULL REFERENCES policies (policy),
  version INTEGER NOT NULL CHECK (version > 0),
  change TEXT NOT NULL CHECK (change IN ('initial', 'minor', 'substantial', 'legal')),
  acceptance TEXT NOT NULL CHECK (acceptance IN ('deemed', 'explicit')),
  posted_at TEXT NOT NULL,
  effective_at TEXT NOT NULL,
  rule TEXT NOT NULL,
  late_notice TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  summary TEXT,
  reason TEXT,
  content_hash TEXT NOT NULL,
  recipients INTEGER NOT NULL,
  previous INTEGER,
  key_id TEXT NOT NULL,
  command TEXT NOT NULL,
  withdrawn_at TEXT,
  withdrawal_reason TEXT,
  withdrawn_by TEXT, reminders TEXT NOT NULL DEFAULT '[]', paused_at TEXT, paused_by TEXT,
  PRIMARY KEY (policy, version)
);
INSERT INTO "versions" VALUES('privacy',1,'initial','deemed','2026-11-28T20:40:33.986Z','2026-11-28T20:40:33.986Z','{"by":"posting"}','P7D','UTC',NULL,NULL,'sha256:a81ecc8ea716c057054652c98a2feb88ac51d86c4587a160889089ba2f047790',0,NULL,'admin','01a223e3-61c2-7393-8978-c50ec3f29736',NULL,NULL,NULL,'[]',NULL,NULL);
CREATE TABLE voidings (
  acceptance_id TEXT NOT NULL PRIMARY KEY REFERENCES acceptances (id),
  event_id TEXT NOT NULL REFERENCES provider_events (id),
  voided_at TEXT NOT NULL
);
CREATE TABLE waiting_records (
  record_id TEXT NOT NULL PRIMARY KEY,
  turn INTEGER NOT NULL
);
CREATE INDEX users_reachable ON users (touched_at, ref) WHERE email IS NOT NULL;
CREATE INDEX users_with_address ON users (erased_at) WHERE email IS NOT NULL;
CREATE INDEX acceptances_of_user ON acceptances (user_ref);
CREATE INDEX terminations_of_user ON terminations (user_ref);
CREATE INDEX terminations_of_version ON terminations (policy, version);
CREATE INDEX user_versions_accepted ON user_versions (user_ref, policy, version) WHERE accepted_at IS NOT NULL;
CREATE INDEX user_versions_of_version ON user_versions (policy, version);
CREATE INDEX chunks_due ON chunks (due_at) WHERE state = 'open';
CREATE INDEX replies_by_age ON replies (created_at);
CREATE INDEX replies_of_user ON replies (user_ref) WHERE user_ref IS NOT NULL;
CREATE INDEX provider_events_of_delivery ON provider_events (delivery_id);
CREATE INDEX provider_events_of_user ON provider_events (user_ref);
CREATE INDEX fan_outs_open ON fan_outs (starts_at) WHERE finished_at IS NULL;
CREATE INDEX deliveries_of_chunk ON deliveries (chunk_id, position);
CREATE UNIQUE INDEX deliveries_by_id ON deliveries (id) WHERE id IS NOT NULL;
CREATE INDEX deliveries_sent ON deliveries (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX deliveries_by_provider_id ON deliveries (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX deliveries_in_trouble ON deliveries (policy, version, state, kind, user_ref)
  WHERE state IN ('bounced', 'suppressed', 'failed', 'unknown');
CREATE INDEX resolutions_of_user ON resolutions (user_ref);
CREATE INDEX ended_deliveries_of_chunk ON ended_deliveries (chunk_id);
CREATE INDEX ended_deliveries_of_user ON ended_deliveries (user_ref);
CREATE INDEX ended_deliveries_by_provider_id ON ended_deliveries (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX showings_of_version ON showings (policy, version, user_ref);
CREATE INDEX chunks_not_frozen ON chunks (policy, version, kind, locale) WHERE state = 'open' AND frozen_at IS NULL;
CREATE INDEX records_of_user ON records (user_ref) WHERE user_ref IS NOT NULL;
CREATE INDEX record_secrets_of_user ON record_secrets (user_ref) WHERE user_ref IS NOT NULL;
CREATE INDEX waiting_records_by_turn ON waiting_records (turn, record_id);
CREATE INDEX terminations_by_end ON terminations (terminates_at, id) WHERE ended_at IS NULL;
CREATE INDEX holds_of_user ON holds (user_ref);
CREATE UNIQUE INDEX holds_in_force ON holds (user_ref) WHERE lifted_at IS NULL;
CREATE INDEX erasures_open ON erasures (user_ref) WHERE completed_at IS NULL;
CREATE INDEX chunks_with_addresses ON chunks (frozen_at, id) WHERE frozen_at IS NOT NULL AND forgotten_at IS NULL;
CREATE INDEX acceptances_with_ip ON acceptances (recorded_at) WHERE ip IS NOT NULL OR user_agent IS NOT NULL;
CREATE INDEX record_secrets_with_personal ON record_secrets (record_id) WHERE personal IS NOT NULL;
CREATE INDEX provider_events_with_payload ON provider_events (received_at) WHERE payload IS NOT NULL;
CREATE INDEX acceptances_of_version ON acceptances (policy, version, id);
CREATE INDEX ended_deliveries_of_version ON ended_deliveries (policy, version, id);
CREATE TRIGGER records_stay BEFORE UPDATE ON records
BEGIN SELECT RAISE(ABORT, 'records is append-only'); END;
CREATE TRIGGER records_are_kept BEFORE DELETE ON records
BEGIN SELECT RAISE(ABORT, 'records is append-only'); END;
CREATE TRIGGER log_entries_stay BEFORE UPDATE ON log_entries
BEGIN SELECT RAISE(ABORT, 'log_entries is append-only'); END;
CREATE TRIGGER log_entries_are_kept BEFORE DELETE ON log_entries
BEGIN SELECT RAISE(ABORT, 'log_entries is append-only'); END;
CREATE TRIGGER log_nodes_stay BEFORE UPDATE ON log_nodes
BEGIN SELECT RAISE(ABORT, 'log_nodes is append-only'); END;
CREATE TRIGGER log_nodes_are_kept BEFORE DELETE ON log_nodes
BEGIN SELECT RAISE(ABORT, 'log_nodes is append-only'); END;
CREATE TRIGGER log_checkpoints_stay BEFORE UPDATE ON log_checkpoints
BEGIN SELECT RAISE(ABORT, 'log_checkpoints is append-only'); END;
CREATE TRIGGER log_checkpoints_are_kept BEFORE DELETE ON log_checkpoints
BEGIN SELECT RAISE(ABORT, 'log_checkpoints is append-only'); END;
CREATE TRIGGER page_templates_stay BEFORE UPDATE ON page_templates
BEGIN SELECT RAISE(ABORT, 'page_templates is append-only'); END;
CREATE TRIGGER page_templates_are_kept BEFORE DELETE ON page_templates
BEGIN SELECT RAISE(ABORT, 'page_templates is append-only'); END;
CREATE TRIGGER version_texts_stay BEFORE UPDATE ON version_texts
BEGIN SELECT RAISE(ABORT, 'version_texts is append-only'); END;
CREATE TRIGGER version_texts_are_kept BEFORE DELETE ON version_texts
BEGIN SELECT RAISE(ABORT, 'version_texts is append-only'); END;
CREATE TRIGGER voidings_stay BEFORE UPDATE ON voidings
BEGIN SELECT RAISE(ABORT, 'voidings is append-only'); END;
CREATE TRIGGER voidings_are_kept BEFORE DELETE ON voidings
BEGIN SELECT RAISE(ABORT, 'voidings is append-only'); END;
CREATE TRIGGER showings_stay BEFORE UPDATE ON showings
BEGIN SELECT RAISE(ABORT, 'showings is append-only'); END;
CREATE TRIGGER showings_are_kept BEFORE DELETE ON showings
BEGIN SELECT RAISE(ABORT, 'showings is append-only'); END;
CREATE TRIGGER resolutions_stay BEFORE UPDATE OF delivery_id, user_ref, resolved_as, taken_at, resolved_at, key_id ON resolutions
BEGIN SELECT RAISE(ABORT, 'resolutions is append-only'); END;
CREATE TRIGGER resolutions_forget BEFORE UPDATE ON resolutions WHEN NEW.reason IS NOT NULL AND NEW.reason IS NOT OLD.reason
BEGIN SELECT RAISE(ABORT, 'resolutions is append-only'); END;
CREATE TRIGGER resolutions_are_kept BEFORE DELETE ON resolutions
BEGIN SELECT RAISE(ABORT, 'resolutions is append-only'); END;
CREATE TRIGGER acceptances_stay BEFORE UPDATE OF id, user_ref, policy, version, basis, accepted_at, recorded_at, content_hash, locale, actor ON acceptances
BEGIN SELECT RAISE(ABORT, 'acceptances is append-only'); END;
CREATE TRIGGER acceptances_forget BEFORE UPDATE ON acceptances WHEN (NEW.ip IS NOT NULL AND NEW.ip IS NOT OLD.ip) OR (NEW.user_agent IS NOT NULL AND NEW.user_agent IS NOT OLD.user_agent) OR (NEW.method IS NOT NULL AND NEW.method IS NOT OLD.method) OR (NEW.source IS NOT NULL AND NEW.source IS NOT OLD.source)
BEGIN SELECT RAISE(ABORT, 'acceptances is append-only'); END;
CREATE TRIGGER acceptances_are_kept BEFORE DELETE ON acceptances
BEGIN SELECT RAISE(ABORT, 'acceptances is append-only'); END;
CREATE TRIGGER provider_events_stay BEFORE UPDATE OF id, delivery_id, user_ref, type, occurred_at, received_at ON provider_events
BEGIN SELECT RAISE(ABORT, 'provider_events is append-only'); END;
CREATE TRIGGER provider_events_forget BEFORE UPDATE ON provider_events WHEN (NEW.payload IS NOT NULL AND NEW.payload IS NOT OLD.payload)
BEGIN SELECT RAISE(ABORT, 'provider_events is append-only'); END;
CREATE TRIGGER provider_events_are_kept BEFORE DELETE ON provider_events
BEGIN SELECT RAISE(ABORT, 'provider_events is append-only'); END;
CREATE TRIGGER record_secrets_stay BEFORE UPDATE ON record_secrets
WHEN NEW.record_id IS NOT OLD.record_id OR NEW.user_ref IS NOT OLD.user_ref OR NEW.salt IS NOT OLD.salt
  OR NEW.personal IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'record_secrets is append-only'); END;
CREATE TRIGGER restores_stay BEFORE UPDATE ON restores
BEGIN SELECT RAISE(ABORT, 'restores is append-only'); END;
CREATE TRIGGER restores_are_kept BEFORE DELETE ON restores
BEGIN SELECT RAISE(ABORT, 'restores is append-only'); END;
CREATE TRIGGER log_head_grows BEFORE UPDATE ON log_head
WHEN NEW.size < OLD.size OR NEW.sealed_size < OLD.sealed_size
BEGIN SELECT RAISE(ABORT, 'log_head never goes back'); END;
