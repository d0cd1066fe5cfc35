import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { recordAcceptance } from '../src/actions/answers/record-acceptance.ts';
import type { Context } from '../src/actions/context.ts';
import { recordProviderEvent } from '../src/actions/notices/record-provider-event.ts';
import { importUsers } from '../src/actions/people/import-users.ts';
import type { ImportLine } from '../src/actions/people/read-import-line.ts';
import { publishVersion } from '../src/actions/policies/publish-version.ts';
import { putPolicy } from '../src/actions/policies/put-policy.ts';
import { sendNotices } from '../src/actions/sending/send-notices.ts';
import { keepRecord } from '../src/actions/upkeep/keep-record.ts';
import type { TableShape } from '../src/storage/copy/copy-shape.ts';
import { findLogHead } from '../src/storage/record/log.ts';
import type { Database } from '../src/storage/store.ts';

/** People who come in, are told and answer by the service's own acts; all others are copies of them. */
export const ORIGINALS = 10_000;
/** One in so many answers. */
export const ANSWERING = 4;

/** What the ids of originals begin with, wherever they stand; a copy has its number there. */
const MARK = '00000000-';

/** At most so many people share one row of a table that grows with them: those of a mail's chunk. */
const MOST_OF_A_ROW = 100;

/** A report as Resend signs it, in its length. */
const REPORT_BYTES = 800;

/** As many as a process has connections to PostgreSQL, so that nobody waits for one. */
const AT_ONCE = 10;

const ACTOR = { keyId: 'bench', role: 'admin' } as const;

/** Ids in the order of time, as those of the service are, that begin with the mark. */
export function markedIds(): () => string {
  let made = 0;
  return () => {
    const count = (made++).toString(16).padStart(7, '0');
    return `${MARK}${count.slice(0, 4)}-7${count.slice(4)}-${uuidv7().slice(19)}`;
  };
}

/**
 * What has one row or more for each person, and what is sealed of it, with the column whose ids tell that a row
 * is about a person; null where all rows are.
 */
const OF_PEOPLE: Readonly<Record<string, string | null>> = {
  users: 'ref',
  user_versions: 'user_ref',
  acceptances: 'user_ref',
  chunks: 'id',
  deliveries: 'user_ref',
  provider_events: 'user_ref',
  records: 'id',
  record_secrets: 'record_id',
  log_entries: 'record_id',
  log_nodes: null,
};

/**
 * Brings in the originals, who hold the first version of a policy, tells them of a second by mail, hears from
 * the provider that each mail arrived, has one in four agree, and seals the record of it all.
 */
export async function haveOriginals(context: Context): Promise<void> {
  const { newId } = context;
  await putPolicy(context, { policy: 'privacy', title: 'Privacy Policy' }, ACTOR);
  const version = { acceptance: null, effectiveAt: null, reason: null, withdrawPending: false } as const;
  const first = { ...version, content: '# Privacy\n\nOne.\n', change: 'initial', summary: null } as const;
  await publishVersion(context, 'privacy', first, 'bench');
  await importUsers(context, originals(), 'bench');
  const second = {
    ...version,
    content: '# Privacy\n\nTwo.\n',
    change: 'substantial',
    summary: 'Two.',
  } as const;
  await publishVersion(context, 'privacy', second, 'bench');
  while ((await sendNotices(context)).nextInMs === 0);

  const sent = await context.store.db.selectFrom('deliveries').select(['id', 'provider_id']).execute();
  await atOnce(sent, async ({ id, provider_id: providerId }) => {
    const at = context.now();
    await recordProviderEvent(context, {
      ...{ id: `msg_${newId()}`, type: 'email.delivered', says: 'delivered', deliveryId: id, providerId },
      ...{ occurredAt: at, takenAt: at, payload: `{"${'.'.repeat(REPORT_BYTES)}"}` },
    });
  });
  const answering = Array.from({ length: ORIGINALS / ANSWERING }, (_, i) => i * ANSWERING);
  await atOnce(answering, async (i) => {
    const act = {
      ...{
        user: userId(i),
        policy: 'privacy',
        version: 2,
        contentHash: null,
        locale: 'en',
        method: 'button',
      },
      ...{
        ip: '203.0.113.17',
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
      },
      returning: false,
    };
    await recordAcceptance(context, act, 'bench');
  });
  while ((await keepRecord(context, 'bench', 5_000)).nextInMs === 0);
}

/** Does something with each, some at a time, so that they share commits. */
async function atOnce<T>(ones: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < ones.length; from += AT_ONCE) {
    await Promise.all(ones.slice(from, from + AT_ONCE).map(act));
  }
}

/** In no order, so that copies come to stand between others, as ids and addresses of people do. */
function userId(i: number): string {
  return `${Math.imul(i + 1, 0x9e3779b1) >>> 0}-${MARK}u`;
}

async function* originals(): AsyncGenerator<ImportLine> {
  const accepted = [{ policy: 'privacy', version: 1, at: null, source: 'bench' }];
  for (let i = 0; i < ORIGINALS; i++) {
    const user = { user: userId(i), email: `${userId(i)}@customers.example`, locale: 'en', name: null };
    yield { line: i + 1, ...user, accepted };
  }
}

/** Adds copies of the originals to a database, by way of `write`. */
export type Copier = {
  /**
   * Adds copies number `from` up to, not including, `to` with all that stands about them and their record: as
   * large as if they had come in by themselves, but under hashes that are not theirs.
   */
  readonly copy: (from: number, to: number) => Promise<void>;
  /** Takes away what copying needed. */
  readonly end: () => Promise<void>;
};

/** Sets the originals of a database aside, to copy them. */
export async function startCopying(
  db: Database,
  shape: readonly TableShape[],
  write: (statement: string) => Promise<unknown>,
): Promise<Copier> {
  const tables = shape.filter(({ name }) => name in OF_PEOPLE);
  await insistOnAll(db, shape);
  for (const { name } of tables) {
    const column = OF_PEOPLE[name];
    const about = column === null ? '' : ` WHERE ${column} LIKE '%${MARK}%'`;
    await write(`CREATE TABLE original_${name} AS SELECT * FROM ${name}${about}`);
  }
  const shifts = await readShifts(db);
  return {
    async copy(from, to) {
      for (let copy = from; copy < to; copy++) {
        const mark = `${copy.toString(16).padStart(8, '0')}-`;
        for (const { name, columns } of tables) {
          const values = columns.map((column) =>
            column.isNumber
              ? `"${column.name}"${shifts[`${name}.${column.name}`]?.(copy) ?? ''}`
              : `replace("${column.name}", '${MARK}', '${mark}')`,
          );
          const into = columns.map((column) => `"${column.name}"`);
          await write(`INSERT INTO ${name} (${into}) SELECT ${values} FROM original_${name}`);
        }
      }
    },
    async end() {
      for (const { name } of tables) await write(`DROP TABLE original_${name}`);
    },
  };
}

/** Insists that no table grows with people and is not copied. */
async function insistOnAll(db: Database, shape: readonly TableShape[]): Promise<void> {
  for (const { name } of shape) {
    const { rows } = await sql<{ count: number }>`SELECT COUNT(*) AS count FROM ${sql.table(name)}`.execute(
      db,
    );
    const isMany = Number(rows[0]?.count) >= ORIGINALS / MOST_OF_A_ROW;
    if (isMany && !(name in OF_PEOPLE)) throw new Error(`${name} grows with people, and is not copied`);
  }
}

/** What is added to a number of the log in each copy: it goes on where the copy before it ends. */
async function readShifts(db: Database): Promise<Readonly<Record<string, (copy: number) => string>>> {
  const { rows } = await sql<{ height: number; count: number }>`
    SELECT height, COUNT(*) AS count FROM log_nodes GROUP BY height`.execute(db);
  const { size } = await findLogHead(db);
  const nodes = rows.map(({ height, count }) => `WHEN ${height} THEN ${Number(count)}`).join(' ');
  return {
    'log_entries.position': (copy) => ` + ${copy * size}`,
    'log_nodes.idx': (copy) => ` + ${copy} * (CASE height ${nodes} END)`,
  };
}
