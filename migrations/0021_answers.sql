-- Answers that come by other ways count from when they came: when each termination was written down.
ALTER TABLE terminations ADD COLUMN recorded_at TEXT;
UPDATE terminations SET recorded_at = declined_at;

-- Append-only: what was recorded and counts no more, since it was voided by hand; or, with `because`, a use
-- that an answer of its user had come before, which counts again should that one be voided itself.
CREATE TABLE answer_voidings (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  act_id TEXT NOT NULL,
  because TEXT,
  voided_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);
CREATE INDEX answer_voidings_of_act ON answer_voidings (act_id);
CREATE INDEX answer_voidings_of_user ON answer_voidings (user_ref);

-- Answers end by being voided too.
CREATE TABLE answers_anew (
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
INSERT INTO answers_anew SELECT id, user_ref, policy, version, answer, part, content_hash, answered_at,
  recorded_at, actor, ended_at, ended_by FROM answers;
DROP TABLE answers;
ALTER TABLE answers_anew RENAME TO answers;
CREATE INDEX answers_of_user ON answers (user_ref, policy, version);
CREATE INDEX answers_of_version ON answers (policy, version);
