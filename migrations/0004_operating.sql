-- The operator's hand: pausing a version's sending, and settling what became of unclear deliveries.
ALTER TABLE versions ADD COLUMN paused_at TEXT;
ALTER TABLE versions ADD COLUMN paused_by TEXT;

-- Attempts that ended unclear: what the wait before the next grows with. `attempt` also counts claims
-- that the provider turned away, or whose process died.
ALTER TABLE chunks ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;

-- One row for the whole sender, which every process draws its calls to the provider from: how far apart
-- they must be (0: nothing learned), when the next may go, and until when none may.
CREATE TABLE sender_pace (
  id TEXT NOT NULL PRIMARY KEY,
  interval_ms INTEGER NOT NULL,
  next_at TEXT NOT NULL,
  paused_until TEXT NOT NULL,
  problem TEXT
);
INSERT INTO sender_pace (id, interval_ms, next_at, paused_until) VALUES ('provider', 0, '', '');

-- Append-only: what an operator decided about a delivery of which nobody could tell whether it went out.
CREATE TABLE resolutions (
  delivery_id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  resolved_as TEXT NOT NULL CHECK (resolved_as IN ('sent', 'resend')),
  taken_at TEXT,
  reason TEXT,
  resolved_at TEXT NOT NULL,
  key_id TEXT NOT NULL
);
CREATE INDEX resolutions_of_user ON resolutions (user_ref);

-- The delivery that this one may repeat: sent again by an operator although it may have gone out.
ALTER TABLE deliveries ADD COLUMN may_repeat TEXT;

-- A delivery that is sent again makes room while nobody knows what became of it, and the provider may
-- yet say anything of it: so any state that leaves the building. A CHECK cannot be changed in the same
-- words everywhere, so the table is made anew.
CREATE TABLE new_ended_deliveries (
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
);
INSERT INTO new_ended_deliveries
  (id, policy, version, kind, user_ref, chunk_id, base_version, locale, state, email, position, provider_id, sent_at,
    ended_at)
  SELECT id, policy, version, kind, user_ref, chunk_id, base_version, locale, state, email, position, provider_id,
    sent_at, ended_at FROM ended_deliveries;
DROP TABLE ended_deliveries;
ALTER TABLE new_ended_deliveries RENAME TO ended_deliveries;
CREATE INDEX ended_deliveries_of_chunk ON ended_deliveries (chunk_id);
CREATE INDEX ended_deliveries_of_user ON ended_deliveries (user_ref);
CREATE INDEX ended_deliveries_by_provider_id ON ended_deliveries (provider_id) WHERE provider_id IS NOT NULL;

-- A notice of withdrawal also goes to whoever was told by the product alone.
CREATE INDEX showings_of_version ON showings (policy, version, user_ref);
