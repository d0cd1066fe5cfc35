-- By how many seconds the clock of a service under test was moved ahead of the machine's: one row, and none where
-- no test clock was ever moved. A database with such a row is never served without the test clock again.
CREATE TABLE test_clock (
  id TEXT NOT NULL PRIMARY KEY,
  seconds_ahead INTEGER NOT NULL
);
