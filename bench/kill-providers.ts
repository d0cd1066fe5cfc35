import { sql } from 'kysely';
import type { Database } from '../src/storage/store.ts';
import { startFarEnd } from '../test/support/far-end.ts';
import { type SmtpFault, startSmtpFarEnd } from '../test/support/smtp-far-end.ts';

/** What came of one story, counted over people. */
export type Told = {
  readonly people: number;
  readonly toldOnce: number;
  readonly toldTwice: number;
  /** People who have no mail, although nobody refused it and nobody says that it may have gone out. */
  readonly notTold: number;
  readonly refused: number;
  readonly unknown: number;
  /** Unknown although the process that sent it lived, and the relay let it see what became of it. */
  readonly unknownWrongly: number;
  /** People whose mail went out and whose record does not say so, or the other way round. */
  readonly recordedWrongly: number;
};

/** Where mails go while processes are killed. */
export type KillProvider = {
  /** How a process is told of it. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether a mail is on its way this moment. */
  readonly isCalling: () => boolean;
  /** How many calls, or mails to the relay, have begun. */
  readonly heard: () => number;
  /** A process that sends is killed before it has begun so many. */
  readonly mostHeard: number;
  readonly count: (db: Database, people: readonly string[]) => Promise<Told>;
  readonly close: () => Promise<void>;
};

/** How long the provider takes over a call, in milliseconds: long enough to be killed in the middle. */
const CALL_MS = 15;
const SMTP_MS = 4;

/** Who mails are from: no service that sends mails starts without it. */
export const FROM = { MAIL_FROM: 'Kills <kills@example.com>' };

/** A provider with keys, under which mails are sent again. */
export async function resendProvider(): Promise<KillProvider> {
  const farEnd = await startFarEnd();
  farEnd.delayMs = CALL_MS;
  return {
    env: { ...FROM, RESEND_API_KEY: 're_test', RESEND_BASE_URL: farEnd.url, RESEND_RATE: '9999' },
    isCalling: () => farEnd.calls.some(({ status }) => status === null),
    heard: () => farEnd.calls.length,
    mostHeard: 4,
    count: (db, people) => count(db, people, { mails: farEnd.mails, faults: new Map() }),
    close: farEnd.close,
  };
}

/** What a relay does to every so many-th person's mail, besides being slow. */
const FAULTS: readonly SmtpFault[] = [
  ...(['busy-421', 'mailbox-busy-450', 'no-room-452', 'later-after-data-451'] as const),
  ...(['no-room-after-data-452', 'closing-after-data-421', 'drop-before-data'] as const),
  ...(['nobody-550', 'spam-after-data-554', 'drop-after-data', 'drop-after-taking'] as const),
];
const FAULT_EACH = 40;

/** A relay without keys, which fails in every way now and then. */
export async function smtpProvider(people: readonly string[]): Promise<KillProvider> {
  const farEnd = await startSmtpFarEnd();
  const faults = new Map<string, SmtpFault>();
  people.forEach((one, i) => {
    const fault = i % FAULT_EACH === 0 ? FAULTS[(i / FAULT_EACH) % FAULTS.length] : undefined;
    if (fault !== undefined) faults.set(one, fault);
    farEnd.faults.set(one, [...(fault === undefined ? [] : [fault]), ...Array(20).fill({ slowMs: SMTP_MS })]);
  });
  return {
    env: { ...FROM, MAIL_URL: `smtp://${farEnd.host}:${farEnd.port}` },
    isCalling: farEnd.isTaking,
    heard: () => farEnd.tries.length,
    mostHeard: 60,
    count: (db, all) => count(db, all, { mails: farEnd.mails, faults }),
    close: farEnd.close,
  };
}

/** What leaves nobody able to tell whether a mail was taken. */
const LEAVES_DOUBT: readonly (SmtpFault | undefined)[] = ['drop-after-data', 'drop-after-taking'];

type Row = {
  readonly email: string;
  readonly state: string;
  readonly in_flight: number | null;
  readonly told: number;
};

async function count(
  db: Database,
  people: readonly string[],
  {
    mails,
    faults,
  }: {
    readonly mails: readonly { readonly to: string }[];
    readonly faults: ReadonlyMap<string, SmtpFault>;
  },
): Promise<Told> {
  const times = new Map<string, number>();
  for (const { to } of mails) times.set(to, (times.get(to) ?? 0) + 1);
  const { rows } = await sql<Row>`
    SELECT users.email, deliveries.state, chunks.in_flight,
      CASE WHEN deliveries.state = 'sent' AND user_versions.told_at IS NOT NULL THEN 1 ELSE 0 END AS told
    FROM users
    LEFT JOIN deliveries ON deliveries.user_ref = users.ref AND deliveries.release LIKE '%/2'
    LEFT JOIN chunks ON chunks.id = deliveries.chunk_id
    LEFT JOIN user_versions ON user_versions.user_ref = users.ref AND user_versions.version = 2`.execute(db);
  const byEmail = new Map(rows.map((row) => [row.email, row]));
  const told = {
    ...{ people: people.length, toldOnce: 0, toldTwice: 0, notTold: 0, refused: 0 },
    ...{ unknown: 0, unknownWrongly: 0, recordedWrongly: 0 },
  };
  for (const one of people) {
    const went = times.get(one) ?? 0;
    const row = byEmail.get(one);
    if (went === 1) told.toldOnce++;
    if (went > 1) told.toldTwice++;
    const isUnknown = row?.state === 'unknown';
    if (isUnknown) {
      told.unknown++;
      const diedInFlight = Number(row.in_flight ?? 0) > 0;
      if (!diedInFlight && !LEAVES_DOUBT.includes(faults.get(one))) told.unknownWrongly++;
      continue;
    }
    if (row?.state === 'failed' && went === 0) told.refused++;
    else if (went === 0) told.notTold++;
    if ((Number(row?.told) === 1) !== went > 0) told.recordedWrongly++;
  }
  return told;
}
