import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readMigrations } from '../runtime/migration-files.ts';
import { insistOnSource } from '../storage/copy/copy-ledger.ts';
import { readShape } from '../storage/copy/copy-shape.ts';
import { StorageError } from '../storage/store.ts';
import { type Comparison, type CopyEvent, copyDatabase } from './copy-database.ts';
import { nameOf, openPlace, type Place, readPlace } from './places.ts';

const USAGE = `Usage: npm run copy -- --from ADDRESS --to ADDRESS [--env NAME] [--remote] [--persist-to DIR] [--json]

Copies all that a service keeps into an empty database of any kind, and compares every row of both at the
end. Stop every service on both first: what is written meanwhile is found at the end, and then the copy is
of no use. Interrupted, it goes on where it was when it is started again in the same words.

An ADDRESS is one of
  sqlite:PATH         a file
  postgres://…        a database of a PostgreSQL server, as in DATABASE_URL
  d1:BINDING          a D1 database of wrangler.toml, such as d1:DB

A file and a PostgreSQL database are migrated first. D1 must have been, with
"npx wrangler d1 migrations apply DB", followed by --local or --remote, and by --env as here.

  --env NAME          the D1 database of an environment of wrangler.toml, such as staging
  --remote            the D1 database at Cloudflare, to which wrangler must be logged in (npx wrangler login,
                      or CLOUDFLARE_API_TOKEN); without it the local one of "npm run dev:worker"
  --persist-to DIR    where the local D1 is kept, if not where wrangler does
  --json              one line of JSON for each table as it is copied, and one for the outcome

Exits with 0 when both hold the same, 1 when they don't or cannot be used, 2 when it is asked wrongly.
`;

const PROGRESS_EVERY_MS = 10_000;

/** Copies one database into another as `args` say, and writes how it goes; answers the exit code. */
export async function runCopy(
  args: readonly string[],
  out: (text: string) => void,
  complain: (text: string) => void,
): Promise<number> {
  const asked = readArguments(args);
  if ('fault' in asked) {
    if (asked.fault === null) out(USAGE);
    else complain(`${asked.fault}\n\n${USAGE}`);
    return asked.fault === null ? 0 : 2;
  }
  try {
    const tables = await copy(asked, asked.json ? jsonTeller(out) : teller(out));
    const isSame = tables.every((table) => table.isSame);
    const next = isSame ? nextSteps(asked) : [WHAT_TO_DO];
    if (asked.json) {
      const [from, to] = [nameOf(asked.from), nameOf(asked.to)];
      out(`${JSON.stringify({ from, to, isSame, tables, next })}\n`);
    } else {
      out(`\n${tableOf(tables)}\n${isSame ? 'Both hold the same.' : 'They differ.'}\n\n`);
      for (const step of next) out(`- ${step}\n`);
    }
    return isSame ? 0 : 1;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    complain(`The copy stopped: ${error.message}\n`);
    return 1;
  }
}

type Asked = { readonly from: Place; readonly to: Place; readonly json: boolean };

/** What was asked for; or what is wrong with it, null when help was. */
function readArguments(args: readonly string[]): Asked | { readonly fault: string | null } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        env: { type: 'string' },
        remote: { type: 'boolean' },
        'persist-to': { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return { fault: null };
    if (values.from === undefined || values.to === undefined) return { fault: 'Name both --from and --to.' };
    const which = {
      env: values.env,
      isRemote: values.remote === true,
      persistTo: values['persist-to'],
    };
    const from = readPlace(values.from, '--from', which);
    const to = readPlace(values.to, '--to', which);
    if (nameOf(from) === nameOf(to)) return { fault: '--from and --to are the same database.' };
    if (from.kind === 'd1' && to.kind === 'd1') {
      return { fault: 'Between two D1 databases use "npx wrangler d1 export" and "… d1 execute --file".' };
    }
    const isAboutD1 = values.env ?? values.remote ?? values['persist-to'];
    if (isAboutD1 !== undefined && from.kind !== 'd1' && to.kind !== 'd1') {
      return { fault: '--env, --remote and --persist-to say which D1 database is meant, and there is none.' };
    }
    return { from, to, json: values.json === true };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

async function copy({ from, to }: Asked, tell: (event: CopyEvent) => void): Promise<readonly Comparison[]> {
  const migrations = readMigrations();
  const plan = {
    source: nameOf(from),
    migrations: migrations.map(({ name }) => name),
    shape: await readShape(migrations),
  };
  const source = await openPlace(from, 'from');
  try {
    await insistOnSource(source.store, plan);
    const target = await openPlace(to, 'to');
    try {
      const [migrateTarget, stores] = [target.migrate, { from: source.store, to: target.store }];
      return await copyDatabase({ ...plan, ...stores, migrateTarget, tell });
    } finally {
      await target.store.close();
    }
  } finally {
    await source.store.close();
  }
}

function jsonTeller(out: (text: string) => void) {
  return (event: CopyEvent) => {
    if (event.kind !== 'copied') return;
    out(`${JSON.stringify({ table: event.table, copied: event.rows, ms: Math.round(event.ms) })}\n`);
  };
}

function teller(out: (text: string) => void) {
  let toldAt = 0;
  return (event: CopyEvent) => {
    if (event.kind === 'claimed') {
      out(event.isResumed ? 'Going on; what is there already is not counted.\n' : 'Copying.\n');
    } else if (event.kind === 'comparing') out('Comparing every row.\n');
    else if (event.kind === 'copied') {
      toldAt = 0;
      out(`${lineOf(event)}\n`);
    } else if (event.ms - toldAt > PROGRESS_EVERY_MS) {
      toldAt = event.ms;
      out(`${lineOf(event)}, and going on\n`);
    }
  };
}

function lineOf({ table, rows, ms }: { readonly table: string; readonly rows: number; readonly ms: number }) {
  const speed = rows < 1_000 ? '' : `, ${count((rows / ms) * 1000)} a second`;
  return `  ${table.padEnd(16)}  ${count(rows).padStart(10)} rows${speed}`;
}

function tableOf(tables: readonly Comparison[]): string {
  const lines = tables.map(({ table, rows, sha256, isSame, firstDifference }) => {
    const hash = sha256.from.slice(0, 12);
    if (isSame) return [table, count(rows.from), count(rows.to), hash, 'the same'];
    return [table, count(rows.from), count(rows.to), hash, `DIFFERS, first at ${firstDifference}`];
  });
  const all = [['table', 'rows from', 'to', 'sha256', ''], ...lines];
  return all
    .map(([table = '', from = '', to = '', hash = '', outcome]) =>
      `${table.padEnd(16)}  ${from.padStart(10)}  ${to.padStart(10)}  ${hash.padEnd(12)}  ${outcome}`.trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

const WHAT_TO_DO =
  'Something wrote to the source or to the target after the copy had begun. Stop every service on both, and copy again into an empty database. Until a copy is complete no service starts on the target.';

/** What the operator does next. It says where secrets are, and never what they are. */
function nextSteps({ from, to }: Asked): string[] {
  return [
    linkSecretStep(from, to),
    logKeyStep(from, to),
    assertionKeysStep(from, to),
    'ADMIN_KEY is no part of the database: set it as it was. Keys made with it were copied.',
    'Never start a service on the source again: it would send the same notices once more.',
  ];
}

function linkSecretStep(from: Place, to: Place): string {
  const why = 'so that the links in mails already sent go on working';
  return secretStep(from, to, { name: 'LINK_SECRET', ending: 'link-secret', why });
}

function logKeyStep(from: Place, to: Place): string {
  const why = 'so that whoever has checked the record goes on knowing it';
  return secretStep(from, to, { name: 'LOG_KEY', ending: 'log-key', why });
}

function assertionKeysStep(from: Place, to: Place): string {
  const why = 'so that answers already signed go on being verified';
  return secretStep(from, to, { name: 'ASSERTION_KEYS', ending: 'assertion-keys', why });
}

/** How a secret that may be kept beside the file of the source is taken along. */
function secretStep(
  from: Place,
  to: Place,
  { name, ending, why }: { readonly name: string; readonly ending: string; readonly why: string },
): string {
  const kept = from.kind === 'sqlite' ? resolve(`${from.path}.${ending}`) : undefined;
  if (kept === undefined || !existsSync(kept)) return `Set ${name} to what it was before, ${why}.`;
  const how: Record<Place['kind'], string> = {
    sqlite: `keep it beside the new file: cp ${kept} ${resolve(to.kind === 'sqlite' ? to.path : '')}.${ending}`,
    postgres: `start the service with ${name}="$(cat ${kept})"`,
    d1: `npx wrangler secret put ${name} < ${kept}, or for a local Worker write it into .dev.vars`,
  };
  return `Take ${name} along, ${why}. Unless it was set, it is in ${kept}; ${how[to.kind]}.`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

if (import.meta.main) {
  process.exitCode = await runCopy(
    process.argv.slice(2),
    (text) => process.stdout.write(text),
    (text) => process.stderr.write(text),
  );
}
