-- Drafts: versions to be, each revision and text of which is kept as it was written, what approvers say of them,
-- and releases, which post some of them together by the clock. Whoever writes drafts adds revisions; a draft's
-- and a release's own row say how it stands, and `command` marks them.

-- How many people who wrote none of it must approve a version, and for how long what is to be posted can be taken
-- back.
ALTER TABLE policies ADD COLUMN approvals INTEGER NOT NULL DEFAULT 0;
ALTER TABLE policies ADD COLUMN grace TEXT NOT NULL DEFAULT 'PT10M';

-- `release` is the one that it is in, or was posted with; `attention` says why it needs somebody, as JSON.
CREATE TABLE drafts (
  id TEXT NOT NULL PRIMARY KEY,
  policy TEXT NOT NULL REFERENCES policies (policy),
  state TEXT NOT NULL CHECK (state IN ('open', 'scheduled', 'needs-attention', 'posted', 'discarded')),
  revision INTEGER NOT NULL,
  release TEXT,
  version INTEGER,
  attention TEXT,
  command TEXT NOT NULL,
  created_at TEXT NOT NULL
);
CREATE INDEX drafts_of_policy ON drafts (policy, id);
CREATE INDEX drafts_in_need ON drafts (state) WHERE state = 'needs-attention';
CREATE INDEX drafts_of_release ON drafts (release) WHERE release IS NOT NULL;

-- Append-only: what a draft said from then on. `texts` has the hash of each text by its language, as JSON,
-- `summary` what the notice says first by language; `follows` is the newest version there was.
CREATE TABLE draft_revisions (
  draft TEXT NOT NULL REFERENCES drafts (id),
  revision INTEGER NOT NULL CHECK (revision > 0),
  texts TEXT NOT NULL,
  change TEXT,
  acceptance TEXT,
  summary TEXT NOT NULL,
  reason TEXT,
  effective_at TEXT,
  proposed_at TEXT,
  document_date TEXT,
  pending TEXT CHECK (pending IN ('withdraw')),
  follows INTEGER NOT NULL,
  written_at TEXT NOT NULL,
  key_id TEXT NOT NULL,
  PRIMARY KEY (draft, revision)
);

-- Append-only: a text of a draft in one language, by its hash, since revisions share what they leave as it was.
CREATE TABLE draft_texts (
  draft TEXT NOT NULL REFERENCES drafts (id),
  locale TEXT NOT NULL,
  hash TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (draft, locale, hash)
);

-- Append-only: what an approver says of a revision; their last word on it counts.
CREATE TABLE draft_verdicts (
  id TEXT NOT NULL PRIMARY KEY,
  draft TEXT NOT NULL REFERENCES drafts (id),
  revision INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'objected')),
  note TEXT,
  said_at TEXT NOT NULL,
  key_id TEXT NOT NULL
);
CREATE INDEX draft_verdicts_of_draft ON draft_verdicts (draft, id);

-- Drafts that are posted together, in one write. `drafts` has them as JSON, with the revision of each, and what was true
-- of its policy when it was scheduled; `ended_by` is who took it back.
CREATE TABLE releases (
  id TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('scheduled', 'needs-attention', 'posted', 'taken-back')),
  due_at TEXT NOT NULL,
  summary TEXT,
  drafts TEXT NOT NULL,
  command TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT
);
CREATE INDEX releases_due ON releases (due_at) WHERE state = 'scheduled';

-- Approvers are let in as well; a check cannot be changed where it is.
CREATE TABLE api_keys_with_approvers (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('legal', 'app', 'admin', 'approver')),
  secret_hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  deleted_at TEXT,
  last_used_at TEXT,
  ends_at TEXT,
  deleted_with TEXT
);
INSERT INTO api_keys_with_approvers (id, name, role, secret_hash, created_at, created_by, deleted_at, last_used_at, ends_at, deleted_with)
  SELECT id, name, role, secret_hash, created_at, created_by, deleted_at, last_used_at, ends_at, deleted_with FROM api_keys;
DROP TABLE api_keys;
ALTER TABLE api_keys_with_approvers RENAME TO api_keys;
