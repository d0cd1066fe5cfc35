-- Notices on their way and what became of them. Walks add deliveries and chunks, the sender moves them on,
-- the mail provider adds what it reports, and products and operators what they showed and settled.

-- One walk over the users for one version and kind of notice, in steps. `round` tells a version's reminders
-- apart, from 1 in the order of time; notices of which there is only one have 0. It may begin at `starts_at`.
CREATE TABLE fan_outs (
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
CREATE INDEX fan_outs_open ON fan_outs (starts_at) WHERE finished_at IS NULL;

-- What a mail says, split where each recipient's own link stands; shared by all chunks alike.
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

-- At most 100 deliveries that go out together. A lease in the past (or empty) is free. `tries` are attempts
-- that ended unclear, which the wait before the next grows with; `attempt` also counts claims that the
-- provider turned away, or whose process died. `forgotten_at` is set once its addresses are forgotten.
CREATE TABLE chunks (
  id TEXT NOT NULL PRIMARY KEY,
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  base_version INTEGER NOT NULL,
  locale TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'sent', 'unknown', 'failed', 'cancelled')),
  due_at TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  frozen_at TEXT,
  rendition_id TEXT,
  envelope TEXT,
  ambiguous_since TEXT,
  problem TEXT,
  forgotten_at TEXT
);
CREATE INDEX chunks_due ON chunks (due_at) WHERE state = 'open';
CREATE INDEX chunks_not_frozen ON chunks (policy, version, kind, locale) WHERE state = 'open' AND frozen_at IS NULL;
CREATE INDEX chunks_with_addresses ON chunks (frozen_at, id) WHERE frozen_at IS NOT NULL AND forgotten_at IS NULL;

-- One notice on its way to one address. `id`, `email` and `position` are there once its chunk is frozen.
-- A receipt waits without a chunk (`chunk_id` is empty) until it is gathered into one; its `email` is fixed
-- from the start, and so are `words`, those of its reader alone, such as when they answered, as JSON.
-- `may_repeat` is the delivery that this one may repeat: sent again although that may have gone out.
CREATE TABLE deliveries (
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
  sent_at TEXT,
  may_repeat TEXT,
  words TEXT,
  PRIMARY KEY (policy, version, kind, user_ref, round)
);
CREATE INDEX deliveries_of_chunk ON deliveries (chunk_id, position);
CREATE UNIQUE INDEX deliveries_by_id ON deliveries (id) WHERE id IS NOT NULL;
CREATE INDEX deliveries_sent ON deliveries (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX deliveries_by_provider_id ON deliveries (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX deliveries_in_trouble ON deliveries (policy, version, state, kind, user_ref)
  WHERE state IN ('bounced', 'suppressed', 'failed', 'unknown');

-- Deliveries that made room for another: they did not arrive, or nobody knows and they are sent again.
CREATE TABLE ended_deliveries (
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
  words TEXT,
  ended_at TEXT NOT NULL
);
CREATE INDEX ended_deliveries_of_chunk ON ended_deliveries (chunk_id);
CREATE INDEX ended_deliveries_of_user ON ended_deliveries (user_ref);
CREATE INDEX ended_deliveries_of_version ON ended_deliveries (policy, version, id);
CREATE INDEX ended_deliveries_by_provider_id ON ended_deliveries (provider_id) WHERE provider_id IS NOT NULL;

-- Append-only: what the mail provider reported of deliveries, each report once (`id` is its `svix-id`).
-- `payload` is as it was signed; it holds an address, so erasing the user takes it away.
CREATE TABLE provider_events (
  id TEXT NOT NULL PRIMARY KEY,
  delivery_id TEXT NOT NULL,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  type TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  received_at TEXT NOT NULL,
  payload TEXT
);
CREATE INDEX provider_events_of_delivery ON provider_events (delivery_id);
CREATE INDEX provider_events_of_user ON provider_events (user_ref);
CREATE INDEX provider_events_with_payload ON provider_events (received_at) WHERE payload IS NOT NULL;

-- Append-only: notices that the product showed by itself, the first of each.
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
-- A notice of withdrawal also goes to whoever was told by the product alone.
CREATE INDEX showings_of_version ON showings (policy, version, user_ref);

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
