import { sql } from 'kysely';
import type { Instant } from '../src/domain/instant.ts';
import { addPeriod } from '../src/domain/period.ts';
import type { Database } from '../src/storage/store.ts';
import { type BenchRules, DEFAULT_RULES, ownRules, periodOf } from './own-rules.ts';

/** Under which rules the people of a story are told, and what has to come of that besides. */
export type KillRules = BenchRules & {
  /** For so long after everybody is told nothing happens by itself, in milliseconds. */
  readonly idleMs: number;
  /** Whether all that time brings is written down. */
  readonly isThrough: (db: Database, users: number) => Promise<boolean>;
  /** What came of it for how many people; those of the first kind must be none. */
  readonly count: (db: Database, users: number) => Promise<OwnTally>;
};

/** How many people have which dates and silences. */
export type OwnTally = {
  /** Whose dates are not their own notice and the period of their audience. */
  readonly datedWrongly: number;
  readonly silent: number;
  /** Whose silence agreed and is not recorded, or more than once. */
  readonly silencesWrong: number;
};

/** Notice periods that count from posting, and nothing that time brings: as whoever sets nothing has it. */
export const DEFAULT: KillRules = {
  ...DEFAULT_RULES,
  idleMs: 0,
  isThrough: async () => true,
  count: async () => ({ datedWrongly: 0, silent: 0, silencesWrong: 0 }),
};

const PERIODS = { consumer: 'PT12S', business: 'PT4S' } as const;

/** Silence that agrees seconds after everybody's own mail. */
export const OWN: KillRules = {
  ...ownRules(PERIODS),
  // A silence is written down a minute after its date.
  idleMs: 60_000,
  async isThrough(db, users) {
    const { rows } = await sql<{ written: number; recorded: number }>`SELECT
      (SELECT count(*) FROM user_versions WHERE version = 2 AND silence = 'agreed') AS written,
      (SELECT count(*) FROM log_entries JOIN records ON records.id = log_entries.record_id
        WHERE records.id LIKE 'agreed-by-silence:%') AS recorded`.execute(db);
    return Number(rows[0]?.written) >= users && Number(rows[0]?.recorded) >= users;
  },
  async count(db, users) {
    const { rows } = await sql<{
      user_id: string;
      told_at: Instant | null;
      agrees_at: Instant | null;
      effective_at: Instant | null;
      silences: number;
    }>`SELECT users.user_id, own.told_at, own.agrees_at, own.effective_at,
        (SELECT count(*) FROM records
          WHERE records.user_ref = users.ref AND records.id LIKE 'agreed-by-silence:%') AS silences
      FROM users LEFT JOIN user_versions AS own ON own.user_ref = users.ref AND own.version = 2`.execute(db);
    const dated = rows.filter(({ user_id: id, told_at: toldAt, ...own }) => {
      const period = periodOf(Number(id.slice(1)), PERIODS);
      const date = toldAt === null ? null : addPeriod(toldAt, period, 'UTC');
      return date !== null && own.agrees_at === date && own.effective_at === date;
    });
    const times = rows.map(({ silences }) => Number(silences));
    return {
      datedWrongly: users - dated.length,
      silent: times.filter((one) => one > 0).length,
      silencesWrong: users - times.filter((one) => one === 1).length,
    };
  },
};
