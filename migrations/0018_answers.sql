-- What people answer besides yes and leaving: that they keep the old terms or a part of them, leave a part,
-- or take a consent back. Ended by a later word of theirs; what they noted is in the record alone.
CREATE TABLE answers (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('keep-old', 'keep-old-part', 'leave-part', 'withdraw')),
  part TEXT,
  content_hash TEXT NOT NULL,
  answered_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT CHECK (ended_by IN ('cancelled', 'accepted', 'left', 'answered', 'voided')),
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);
CREATE INDEX answers_of_user ON answers (user_ref, policy, version);
CREATE INDEX answers_of_version ON answers (policy, version);

-- What stands of those for one user and version, beside what they know of it and hold. `objection` is JSON;
-- `partly_at` is when they agreed to all but a part of it.
ALTER TABLE user_versions ADD COLUMN objection TEXT;
ALTER TABLE user_versions ADD COLUMN partly_at TEXT;
ALTER TABLE user_versions ADD COLUMN consent_withdrawn_at TEXT;

-- Who said that a use ends: its user, or the company where rules let it.
ALTER TABLE terminations ADD COLUMN declared_by TEXT NOT NULL DEFAULT 'user' CHECK (declared_by IN ('user', 'company'));
