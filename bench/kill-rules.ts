import { sql } from 'kysely';
import type { Instant } from '../src/domain/instant.ts';
import { addPeriod, type Period } from '../src/domain/period.ts';
import type { Database } from '../src/storage/store.ts';

/** Under which rules the people of a story are told, and what has to come of that besides. */
export type KillRules = {
  /** What is said of the policy besides its title. */
  readonly policy: object;
  /** The class that the change is posted as. */
  readonly change: string;
  /** What is known of the user of a number besides their address. */
  readonly knownOf: (user: number) => object;
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
export const DEFAULT_RULES: KillRules = {
  policy: {},
  change: 'substantial',
  knownOf: () => ({}),
  idleMs: 0,
  isThrough: async () => true,
  count: async () => ({ datedWrongly: 0, silent: 0, silencesWrong: 0 }),
};

const PERIODS = { consumer: 'PT12S', business: 'PT4S' } as const;

const silenceAfter = (after: string) => ({
  ...{ tell: { by: ['mail'], need: 1 }, effect: { terms: [{ after, from: 'notice' }] } },
  ...{ late: after, acceptance: 'silence', decline: { offers: ['leave-at-close'] } },
});

/** Silence that agrees seconds after everybody's own mail, later of consumers; of some it is not known what they are. */
export const OWN_RULES: KillRules = {
  policy: {
    remindAtEffect: false,
    rules: {
      ...{ format: 'notice-rules/1', timeZone: 'UTC' },
      audiences: [{ audience: 'consumers', label: 'Consumers', match: { kind: ['consumer'] } }],
      classes: [
        {
          ...{ class: 'any', label: 'Any change', rule: silenceAfter(PERIODS.business) },
          audiences: { consumers: silenceAfter(PERIODS.consumer) },
        },
      ],
    },
  },
  change: 'any',
  knownOf: (user) => {
    const kind = kindOf(user);
    return kind === undefined ? {} : { attributes: { kind } };
  },
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
      const kind = kindOf(Number(id.slice(1))) ?? 'consumer';
      const date = toldAt === null ? null : addPeriod(toldAt, PERIODS[kind] as Period, 'UTC');
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

/** A third each are one, the other, and nobody knows. */
function kindOf(user: number): 'consumer' | 'business' | undefined {
  return (['consumer', 'business', undefined] as const)[user % 3];
}
