-- Notices by release: versions that are posted together are told in one notice, and a version published
-- alone is a release of one, named `policy/version`. What a notice `says` is one text, as
-- src/domain/notices/says.ts writes it: walks, chunks, words and deliveries are found by release and it alone.

ALTER TABLE versions ADD COLUMN release TEXT NOT NULL DEFAULT '';
UPDATE versions SET release = policy || '/' || version;
CREATE INDEX versions_of_release ON versions (release);

CREATE TABLE fan_outs_by_release (
  release TEXT NOT NULL,
  kind TEXT NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  starts_at TEXT NOT NULL DEFAULT '',
  cursor_touched_at TEXT NOT NULL,
  cursor_ref TEXT NOT NULL,
  rewound_at TEXT NOT NULL,
  finished_at TEXT,
  command TEXT NOT NULL,
  PRIMARY KEY (release, kind, round)
);
INSERT INTO fan_outs_by_release (release, kind, round, starts_at, cursor_touched_at, cursor_ref, rewound_at, finished_at, command)
  SELECT policy || '/' || version, kind, round, starts_at, cursor_touched_at, cursor_ref, rewound_at, finished_at, command
  FROM fan_outs;
DROP TABLE fan_outs;
ALTER TABLE fan_outs_by_release RENAME TO fan_outs;
CREATE INDEX fan_outs_open ON fan_outs (starts_at) WHERE finished_at IS NULL;

-- What was written before says `undecided` of what becomes of its readers, so that none of its words is
-- taken for a notice that is yet to be written.
CREATE TABLE renditions_by_release (
  id TEXT NOT NULL PRIMARY KEY,
  release TEXT NOT NULL,
  says TEXT NOT NULL,
  subject TEXT NOT NULL,
  html TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (release, says)
);
INSERT INTO renditions_by_release (id, release, says, subject, html, text, created_at)
  SELECT id, policy || '/' || version,
    kind || '/0/' || locale || ' ' || policy || '@' || version || '<' || base_version
      || CASE late WHEN 1 THEN '!undecided.late:' ELSE '!undecided:' END || locale,
    subject, html, text, created_at
  FROM renditions;
DROP TABLE renditions;
ALTER TABLE renditions_by_release RENAME TO renditions;

-- `link_key` names the secret that signs the links of a frozen chunk; `links_lost_at` is when it was gone
-- from the configuration and those who had only such a link were seen to.
CREATE TABLE chunks_by_release (
  id TEXT NOT NULL PRIMARY KEY,
  release TEXT NOT NULL,
  kind TEXT NOT NULL,
  says TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'sent', 'unknown', 'failed', 'cancelled')),
  due_at TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  frozen_at TEXT,
  rendition_id TEXT,
  envelope TEXT,
  link_key TEXT,
  links_lost_at TEXT,
  ambiguous_since TEXT,
  problem TEXT,
  forgotten_at TEXT
);
INSERT INTO chunks_by_release (id, release, kind, says, state, due_at, lease_until, attempt, tries, frozen_at,
    rendition_id, envelope, ambiguous_since, problem, forgotten_at)
  SELECT id, policy || '/' || version, kind,
    kind || '/' || round || '/' || locale || ' ' || policy || '@' || version || '<' || base_version || '!undecided:' || locale,
    state, due_at, lease_until, attempt, tries, frozen_at, rendition_id, envelope, ambiguous_since, problem, forgotten_at
  FROM chunks;
DROP TABLE chunks;
ALTER TABLE chunks_by_release RENAME TO chunks;
CREATE INDEX chunks_due ON chunks (due_at) WHERE state = 'open';
CREATE INDEX chunks_not_frozen ON chunks (release, says) WHERE state = 'open' AND frozen_at IS NULL;
CREATE INDEX chunks_with_addresses ON chunks (frozen_at, id) WHERE frozen_at IS NOT NULL AND forgotten_at IS NULL;
CREATE INDEX chunks_with_links ON chunks (link_key) WHERE link_key IS NOT NULL AND links_lost_at IS NULL;

-- `round` tells reminders apart, and the times that an announcement was sent: once more to whoever lost its
-- link. `contact` 0 is the user's own address.
CREATE TABLE deliveries_by_release (
  release TEXT NOT NULL,
  kind TEXT NOT NULL,
  user_ref TEXT NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  contact INTEGER NOT NULL DEFAULT 0,
  chunk_id TEXT NOT NULL,
  says TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN
    ('queued', 'sending', 'sent', 'delivered', 'bounced', 'suppressed', 'failed', 'unknown', 'dropped', 'cancelled')),
  id TEXT,
  email TEXT,
  position INTEGER,
  provider_id TEXT,
  sent_at TEXT,
  may_repeat TEXT,
  words TEXT,
  PRIMARY KEY (release, kind, user_ref, round, contact)
);
INSERT INTO deliveries_by_release (release, kind, user_ref, round, contact, chunk_id, says, state, id, email, position,
    provider_id, sent_at, may_repeat, words)
  SELECT policy || '/' || version, kind, user_ref, round, 0, chunk_id,
    kind || '/' || CASE WHEN kind LIKE 'receipt-%' THEN 0 ELSE round END || '/' || locale
      || ' ' || policy || '@' || version || '<' || base_version || '!undecided:' || locale,
    state, id, email, position, provider_id, sent_at, may_repeat, words
  FROM deliveries;
DROP TABLE deliveries;
ALTER TABLE deliveries_by_release RENAME TO deliveries;
CREATE INDEX deliveries_of_chunk ON deliveries (chunk_id, position);
CREATE UNIQUE INDEX deliveries_by_id ON deliveries (id) WHERE id IS NOT NULL;
CREATE INDEX deliveries_sent ON deliveries (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX deliveries_by_provider_id ON deliveries (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX deliveries_in_trouble ON deliveries (release, state, kind, user_ref)
  WHERE state IN ('bounced', 'suppressed', 'failed', 'unknown');
CREATE INDEX deliveries_repeated ON deliveries (release, user_ref) WHERE kind = 'announcement' AND round > 0;

CREATE TABLE ended_deliveries_by_release (
  id TEXT NOT NULL PRIMARY KEY,
  release TEXT NOT NULL,
  kind TEXT NOT NULL,
  user_ref TEXT NOT NULL,
  round INTEGER NOT NULL DEFAULT 0,
  contact INTEGER NOT NULL DEFAULT 0,
  chunk_id TEXT NOT NULL,
  says TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sent', 'delivered', 'bounced', 'suppressed', 'failed', 'unknown')),
  email TEXT,
  position INTEGER,
  provider_id TEXT,
  sent_at TEXT,
  may_repeat TEXT,
  words TEXT,
  ended_at TEXT NOT NULL
);
INSERT INTO ended_deliveries_by_release (id, release, kind, user_ref, round, contact, chunk_id, says, state, email,
    position, provider_id, sent_at, may_repeat, words, ended_at)
  SELECT id, policy || '/' || version, kind, user_ref, round, 0, chunk_id,
    kind || '/' || CASE WHEN kind LIKE 'receipt-%' THEN 0 ELSE round END || '/' || locale
      || ' ' || policy || '@' || version || '<' || base_version || '!undecided:' || locale,
    state, email, position, provider_id, sent_at, may_repeat, words, ended_at
  FROM ended_deliveries;
DROP TABLE ended_deliveries;
ALTER TABLE ended_deliveries_by_release RENAME TO ended_deliveries;
CREATE INDEX ended_deliveries_of_chunk ON ended_deliveries (chunk_id);
CREATE INDEX ended_deliveries_of_user ON ended_deliveries (user_ref);
CREATE INDEX ended_deliveries_of_release ON ended_deliveries (release, id);
CREATE INDEX ended_deliveries_by_provider_id ON ended_deliveries (provider_id) WHERE provider_id IS NOT NULL;
