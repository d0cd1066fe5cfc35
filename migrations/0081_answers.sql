-- A consent is refused: an answer of its own, of somebody who stays. A check cannot be changed where it is.
CREATE TABLE answers_with_refusals (
  id TEXT NOT NULL PRIMARY KEY,
  user_ref TEXT NOT NULL REFERENCES users (ref),
  policy TEXT NOT NULL,
  version INTEGER NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('keep-old', 'keep-old-part', 'leave-part', 'refuse', 'withdraw')),
  part TEXT,
  content_hash TEXT NOT NULL,
  answered_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT CHECK (ended_by IN ('cancelled', 'accepted', 'left', 'answered', 'voided')),
  FOREIGN KEY (policy, version) REFERENCES versions (policy, version)
);
INSERT INTO answers_with_refusals (id, user_ref, policy, version, answer, part, content_hash, answered_at, recorded_at,
    actor, ended_at, ended_by)
  SELECT id, user_ref, policy, version, answer, part, content_hash, answered_at, recorded_at, actor, ended_at, ended_by
  FROM answers;
DROP TABLE answers;
ALTER TABLE answers_with_refusals RENAME TO answers;
CREATE INDEX answers_of_user ON answers (user_ref, policy, version);
CREATE INDEX answers_of_version ON answers (policy, version);
