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
