import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type AuditSummary, auditDatabase } from '../actions/record/audit-database.ts';
import { acceptRestore, findRestore } from '../actions/upkeep/watch-restores.ts';
import { type Finding, findingText } from '../domain/audit/finding.ts';
import { readVerifier, type Verifier } from '../domain/audit/read-note.ts';
import { instantFromMs } from '../domain/instant.ts';
import { noteSigner } from '../domain/record/note.ts';
import { type KnownCheckpoint, type Restore, restoreText } from '../domain/record/restore.ts';
import { readCheckpointFile } from '../runtime/kept-checkpoints.ts';
import type { Config } from '../runtime/settings/config.ts';
import { ConfigError, readLogKey } from '../runtime/settings/config-values.ts';
import { readNodeConfig } from '../runtime/settings/node-config.ts';
import { findLogHead } from '../storage/record/log.ts';
import { StorageError, type Store } from '../storage/store.ts';
import { openToAccept, openToAudit } from './audited-places.ts';
import { NODE_HASHING } from './node-hashing.ts';
import { type Place, readPlace } from './places.ts';

const USAGE = `Usage: npm run audit -- [--database ADDRESS] [--key KEY]… [--checkpoint FILE]… [--json]
       npm run audit -- [--database ADDRESS] --accept-restore [--anyway]

Reads the whole database that DATABASE_URL names, as it is at this moment and beside a service that runs, and
checks every record against its commitment, every commitment against its leaf, every leaf against the tree,
every checkpoint against its key, and every other table against the records, both ways. D1 has no such moment:
what differs there is read again, and counts if it still differs.

  --database ADDRESS  another database: sqlite:PATH, postgres://… or a D1 database of wrangler.toml, d1:DB
  --env NAME          the D1 database of an environment of wrangler.toml, such as staging
  --remote            the D1 database at Cloudflare, to which wrangler must be logged in (npx wrangler login,
                      or CLOUDFLARE_API_TOKEN); without it the local one of "npm run dev:worker"
  --persist-to DIR    where the local D1 is kept, if not where wrangler does

  --key KEY           a verifier's key, as /log/key answers it, besides that of LOG_KEY or the file beside the
                      database: for checkpoints that were signed with an older one
  --checkpoint FILE   checkpoints that were kept elsewhere: the log must still be what they say
  --json              the outcome as one line of JSON
  --accept-restore    accepts that the database was restored from a backup, so that sending goes on; with
                      --anyway also when no checkpoint that is known here shows it

Exits with 0 when all is sound, 1 when something differs, 2 when it cannot run.
`;

/** Findings that are told one by one; the others are counted. */
const SHOWN = 20;

type Asked = {
  /** Undefined for what DATABASE_URL names. */
  readonly place: Place | undefined;
  readonly keys: readonly string[];
  readonly checkpoints: readonly string[];
  readonly json: boolean;
  readonly accepts: boolean;
  readonly anyway: boolean;
};

type Output = { readonly out: (text: string) => void; readonly complain: (text: string) => void };

/** Audits the database of an environment as `args` say, and writes what it found; answers the exit code. */
export async function runAudit(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { out, complain }: Output,
): Promise<number> {
  const asked = readArguments(args);
  if (typeof asked === 'string') {
    complain(`${asked}\n\n${USAGE}`);
    return 2;
  }
  if (asked === null) {
    out(USAGE);
    return 0;
  }
  try {
    const config = readNodeConfig(env);
    return asked.accepts ? await accept(config, asked, out) : await audit(config, asked, out);
  } catch (error) {
    const isForOperator =
      error instanceof ConfigError ||
      error instanceof StorageError ||
      (error instanceof Error && 'code' in error);
    complain(`The audit cannot run: ${isForOperator ? (error as Error).message : (error as Error).stack}\n`);
    return 2;
  }
}

/** What was asked for; what is wrong with it; null when help was. */
function readArguments(args: readonly string[]): Asked | string | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        database: { type: 'string' },
        env: { type: 'string' },
        remote: { type: 'boolean' },
        'persist-to': { type: 'string' },
        key: { type: 'string', multiple: true },
        checkpoint: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        'accept-restore': { type: 'boolean' },
        anyway: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return null;
    const which = { env: values.env, isRemote: values.remote === true, persistTo: values['persist-to'] };
    const { database } = values;
    const place = database === undefined ? undefined : readPlace(database, '--database', which);
    if (place?.kind !== 'd1' && (values.env ?? values.remote ?? values['persist-to']) !== undefined) {
      return '--env, --remote and --persist-to say which D1 database is meant, and --database names none.';
    }
    const { key: keys = [], checkpoint: checkpoints = [], json = false, anyway = false } = values;
    return { place, keys, checkpoints, json, accepts: values['accept-restore'] === true, anyway };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function audit(config: Config, asked: Asked, out: Output['out']): Promise<number> {
  const place = asked.place ?? config.database;
  const verifiers = await readVerifiers(config, place, asked.keys);
  const now = instantFromMs(Date.now());
  const { db, moves, kept, beside, close } = await openToAudit(place, config, now);
  const counts = new Map<string, number>();
  const findings: Finding[] = [];
  const start = performance.now();
  try {
    const restore = await findRestore({ store: { db } as Store }, kept);
    const known = asked.checkpoints.flatMap(readCheckpointFile);
    const basis = {
      ...{ db, moves, now, verifiers, known, hashing: NODE_HASHING },
      ...(beside !== undefined && { beside }),
    };
    const summary = await auditDatabase(basis, (finding) => {
      counts.set(finding.table, (counts.get(finding.table) ?? 0) + 1);
      if (findings.length < SHOWN) findings.push(finding);
    });
    const outcome = { summary, restore, findings, counts, verifiers, ms: performance.now() - start };
    out(asked.json ? jsonOf(outcome) : textOf(outcome));
    return counts.size === 0 && restore === null ? 0 : 1;
  } finally {
    await close();
  }
}

type Outcome = {
  readonly summary: AuditSummary;
  readonly restore: Restore | null;
  readonly findings: readonly Finding[];
  readonly counts: ReadonlyMap<string, number>;
  readonly verifiers: readonly Verifier[];
  readonly ms: number;
};

function jsonOf({ summary, restore, findings, counts, verifiers, ms }: Outcome): string {
  const isSound = counts.size === 0 && restore === null;
  const keys = verifiers.map(({ name, id }) => `${name}+${id}`);
  const all = { isSound, ...summary, keys, restore, counts: Object.fromEntries(counts), findings };
  return `${JSON.stringify({ ...all, ms: Math.round(ms) })}\n`;
}

function textOf({ summary, restore, findings, counts, verifiers, ms }: Outcome): string {
  const { records, users, versions, mails, checkpoints, size, root } = summary;
  const signed =
    verifiers.length === 0
      ? 'whose signatures were not checked: no key is known'
      : `signed by ${verifiers.map(({ name, id }) => `${name}+${id}`).join(' or ')}`;
  const lines = [
    `${count(records)} records, ${count(size)} of them in the log, of ${count(users)} users, ${count(versions)} versions and ${count(mails)} mails`,
    `${count(checkpoints)} checkpoints, ${signed}`,
    `root ${root}, in ${(ms / 1000).toFixed(1)} s`,
    '',
  ];
  if (restore !== null) lines.push(restoreText(restore), '');
  const [first, ...others] = findings;
  if (first !== undefined) {
    const total = [...counts.values()].reduce((sum, one) => sum + one, 0);
    const tables = [...counts].map(([table, of]) => `${count(of)} in ${table}`).join(', ');
    lines.push(`The first that differs: ${findingText(first)}`);
    lines.push(`In all ${count(total)}: ${tables}`, ...others.map((one) => `- ${findingText(one)}`), '');
  }
  lines.push(first === undefined && restore === null ? 'Sound.' : 'Not sound.', '');
  return lines.join('\n');
}

function count(value: number): string {
  return value.toLocaleString('en');
}

/** Keys that were named, that of LOG_KEY, and that which a service keeps beside its database. */
async function readVerifiers(config: Config, place: Place, keys: readonly string[]): Promise<Verifier[]> {
  const { logKey, publicUrl } = config;
  const beside = place.kind === 'sqlite' ? `${place.path}.log-key` : null;
  const kept = beside !== null && existsSync(beside) ? readFileSync(beside, 'utf8') : null;
  const own = logKey ?? (kept === null ? null : readLogKey(kept, publicUrl));
  const texts = [...(own === null ? [] : [(await noteSigner(own)).verifierKey]), ...keys];
  return Promise.all(
    texts.map(async (text) => {
      const verifier = await readVerifier(text);
      if (verifier === null)
        throw new ConfigError(`--key ${text} is no verifier's key, such as /log/key answers`);
      return verifier;
    }),
  );
}

async function accept(config: Config, asked: Asked, out: Output['out']): Promise<number> {
  const { store, kept } = await openToAccept(asked.place ?? config.database, config);
  try {
    const known = [...kept, ...asked.checkpoints.flatMap(readCheckpointFile)];
    const restore =
      (await findRestore({ store }, known)) ?? (asked.anyway ? await restoreAnyway(store) : null);
    if (restore === null) {
      out('There is nothing to accept: the log is what the checkpoints say that are known here.\n');
      return 2;
    }
    const now = () => instantFromMs(Date.now());
    const isAccepted = await acceptRestore({ store, now }, restore);
    out(isAccepted ? ACCEPTED : 'Something was added to the log meanwhile: nothing was accepted.\n');
    return isAccepted ? 0 : 2;
  } finally {
    await store.close();
  }
}

/** A restore that only a process knows of, which ran before it. */
async function restoreAnyway({ db }: Pick<Store, 'db'>): Promise<Restore> {
  const { size, root } = await findLogHead(db);
  const lost: KnownCheckpoint = { source: 'whoever accepted it', size, root: '' };
  return { lost, size, root };
}

const ACCEPTED = `Accepted: the log goes on from where the backup left it, and sending with it. Held back is what may have
gone out after the backup:
- mails that were being sent are unknown: look them up at the provider, and resolve each that is listed
  at /v1/policies/{policy}/versions/{version}/deliveries?state=unknown
- versions that were still telling people are paused: resume each once that is settled; whoever was told
  after the backup is then told again
- receipts that waited are dropped: people saw them on the page
`;

if (import.meta.main) {
  process.exitCode = await runAudit(process.argv.slice(2), process.env, {
    out: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
  });
}
