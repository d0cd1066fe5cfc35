-- Imports of people that members make from a file: the file as it was read, in pieces of lines; what its columns are
-- taken for; how far it is; and the lines that were refused. All of it goes a week after it moved last.
CREATE TABLE user_imports (
  id TEXT NOT NULL PRIMARY KEY,
  member TEXT NOT NULL REFERENCES members (id),
  filename TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('sheet', 'json')),
  encoding TEXT NOT NULL,
  heading TEXT NOT NULL,
  lines INTEGER NOT NULL,
  pieces INTEGER NOT NULL,
  columns TEXT,
  state TEXT NOT NULL
    CHECK (state IN ('reading', 'read', 'checking', 'checked', 'importing', 'stopped', 'done')),
  piece INTEGER NOT NULL,
  counts TEXT NOT NULL,
  made_at TEXT NOT NULL,
  moved_at TEXT NOT NULL,
  lease_until TEXT,
  command TEXT NOT NULL
);
CREATE INDEX user_imports_under_way ON user_imports (id) WHERE state IN ('checking', 'importing');
CREATE INDEX user_imports_moved ON user_imports (moved_at);
CREATE TABLE user_import_pieces (
  import TEXT NOT NULL REFERENCES user_imports (id),
  piece INTEGER NOT NULL,
  lines TEXT NOT NULL,
  PRIMARY KEY (import, piece)
);
CREATE TABLE user_import_refusals (
  import TEXT NOT NULL REFERENCES user_imports (id),
  line INTEGER NOT NULL,
  user_id TEXT,
  detail TEXT NOT NULL,
  PRIMARY KEY (import, line)
);
CREATE INDEX user_import_refusals_of_user ON user_import_refusals (user_id);
