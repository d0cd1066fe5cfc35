-- Mails that tell members what goes out, that it does not after all, or that a schedule needs somebody: written with what they are about, sent by
-- the clock, once each. Words and address are fixed at the first try and gone once it is settled; `in_flight` is 1 from
-- before a call to the provider until what came of it is known.
CREATE TABLE member_mails (
  id TEXT NOT NULL PRIMARY KEY,
  member TEXT NOT NULL REFERENCES members (id),
  kind TEXT NOT NULL CHECK (kind IN ('posted', 'scheduled', 'called-off', 'needs-attention')),
  policy TEXT,
  version INTEGER,
  release TEXT,
  due_at TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  in_flight INTEGER NOT NULL,
  tried_at TEXT,
  mail_to TEXT,
  subject TEXT,
  html TEXT,
  text TEXT,
  settled_at TEXT,
  outcome TEXT
);
CREATE INDEX member_mails_due ON member_mails (due_at) WHERE settled_at IS NULL;
