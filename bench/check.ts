import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { benchDatabases, type Databases } from './databases.ts';
import { type Answered, type Load, type Loader, startLoader } from './loader.ts';
import { postgresServer, readOptions, rulesOption } from './options.ts';
import { type BenchRules, DEFAULT_RULES, ownRules } from './own-rules.ts';
import { freePort, type Service, startService, stopService, usersToImport } from './service.ts';
import { median, printTable, type Row, say } from './table.ts';

const BARE_ROUTE = new URL('./bare-route.ts', import.meta.url).href;
const VERSIONS = '/v1/policies/privacy/versions';
const TEXT = '# Privacy\n\nWe keep logs for 30 days.\n';
const NEXT = { content: TEXT.replace('30', '90'), summary: 'Logs are kept longer.' };

const USERS = [10_000, 1_000_000] as const;
const CONNECTIONS = 16;
const LIST_CONNECTIONS = 2;
const IDS_A_LIST = 1_000;
const USERS_ARE = `must be two numbers of at least ${IDS_A_LIST}, such as 10000,1000000`;
/** Code runs at its speed only after it has run some tens of thousands of times. */
const WARM_UP_MS = 15_000;
const ROUNDS = 9;
const ROUND_MS = 1_000;

const GOALS = {
  timesBare: { SQLite: 0.6, PostgreSQL: 0.5 },
  p99TimesBare: 2,
  listedPerSecond: 200_000,
  timesFewUsers: 0.85,
  costOfOwnRules: 1.5,
};

const OWN = ownRules({ consumer: 'P60D', business: 'P30D' });

const fewAndMany = z
  .string()
  .regex(/^\d{1,9},\d{1,9}$/, { error: USERS_ARE })
  .transform((value) => value.split(',').map(Number))
  .refine((users) => users.every((one) => one >= IDS_A_LIST), { error: USERS_ARE })
  .default([...USERS]);

/** One service, and what is asked of it. */
type Measured = {
  readonly users: number;
  readonly service: Service;
  readonly loads: { readonly bare: Load; readonly check: Load; readonly fresh: Load; readonly list: Load };
};

/** Medians over the rounds; a ratio is the median of the rounds' ratios. */
type Result = {
  readonly users: number;
  readonly barePerSecond: number;
  readonly checksPerSecond: number;
  readonly unchangedPerSecond: number;
  readonly listedPerSecond: number;
  readonly bareP99Ms: number;
  readonly checkP99Ms: number;
  readonly timesBare: number;
  readonly p99TimesBare: number;
  /** Against the first service's checks of the same rounds. */
  readonly timesFewUsers: number;
};

/**
 * Measures the check over HTTP, with a key and an ETag, for few and for many users, against a bare route
 * that answers a constant of the same length in the same process. `--database postgres` measures it on a PostgreSQL
 * that is started for it, `--database postgres://…` on that server, against a bare route that selects one row by its
 * key; `--users N,M` for other numbers of users. `--rules own`
 * measures, for the fewer users, what checks cost whose dates are everybody's own, against those of posting.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const { users, database, rules } = readOptions(args, {
    ...{ users: fewAndMany, database: postgresServer, rules: rulesOption },
  });
  const databases = await benchDatabases(database);
  const loader = await startLoader();
  const measured: Measured[] = [];
  try {
    if (rules === 'own') {
      for (const one of [DEFAULT_RULES, OWN]) {
        const address = await databases.make(`under_${measured.length}`);
        measured.push(await startMeasured(address, users[0] ?? USERS[0], one));
      }
      printOwn(json, databases.kind, await measure(loader, measured));
      return;
    }
    for (const count of users) measured.push(await startMeasured(await databases.make(`of_${count}`), count));
    const results = await measure(loader, measured);
    print(json, databases.kind, results);
  } finally {
    await loader.stop();
    await Promise.all(measured.map(({ service }) => stopService(service)));
    await databases.drop();
  }
}

/**
 * Starts a service with a bare route beside it, whose users all hold the version in force while another is
 * announced; where rules are named, all of them have been told of that.
 */
async function startMeasured(database: string, users: number, rules?: BenchRules): Promise<Measured> {
  const barePort = await freePort();
  const service = await startService(database, {
    DATABASE_URL: database,
    ...(rules === undefined && { SENDER: 'off' }),
    NODE_OPTIONS: `--import=${BARE_ROUTE}`,
    BARE_PORT: String(barePort),
  });
  await service.ask(
    'PUT',
    '/v1/policies/privacy',
    JSON.stringify({ title: 'Privacy Policy', ...rules?.policy }),
  );
  await service.ask('POST', VERSIONS, JSON.stringify({ content: TEXT }));
  // Whom no mail reaches, or what is measured is the sending as well.
  const knownOf = rules?.knownOf ?? (() => ({ email: null }));
  await service.ask('POST', '/v1/users/import', usersToImport(users, { privacy: 1 }, knownOf));
  const { change } = rules ?? DEFAULT_RULES;
  await service.ask('POST', VERSIONS, JSON.stringify({ ...NEXT, change }));
  while (rules !== undefined && (await countTold(service)) < users) await sleep(500);
  const { key } = (await service.ask('POST', '/v1/keys', '{"name":"bench","role":"app"}')) as {
    readonly key: string;
  };
  const authorization = `Bearer ${key}`;
  const check: Load = {
    url: service.url,
    method: 'GET',
    path: '/v1/users/user-{n}/policies/privacy',
    headers: { authorization },
    from: 0,
    to: users,
    order: 'random',
    connections: CONNECTIONS,
    ms: ROUND_MS,
    status: 200,
  };
  const one = await fetch(`${service.url}/v1/users/user-0/policies/privacy`, { headers: { authorization } });
  const list = {
    method: 'POST' as const,
    path: '/v1/checks',
    body: JSON.stringify({ policy: 'privacy', users: Array(IDS_A_LIST).fill('user-{n}') }),
    connections: LIST_CONNECTIONS,
  };
  return {
    users,
    service,
    loads: {
      bare: {
        ...{ ...check, url: `http://127.0.0.1:${barePort}` },
        path: database.startsWith('postgres') ? '/selected/user-{n}' : '/constant',
      },
      check,
      fresh: {
        ...check,
        path: '/v1/users/user-0/policies/privacy',
        headers: { authorization, 'if-none-match': one.headers.get('etag') ?? '' },
        status: 304,
      },
      list: { ...check, ...list },
    },
  };
}

async function countTold({ ask }: Service): Promise<number> {
  const { told } = (await ask('GET', `${VERSIONS}/2/progress`)) as { readonly told: number };
  return told;
}

/** Puts each load on each service in turn, so that whatever else the machine does meets all alike. */
async function measure(loader: Loader, measured: readonly Measured[]): Promise<Result[]> {
  for (const { loads } of measured) {
    await loader.put({ ...loads.bare, ms: WARM_UP_MS / 2 });
    await loader.put({ ...loads.check, ms: WARM_UP_MS });
    await loader.put({ ...loads.list, ms: WARM_UP_MS / 5 });
  }
  const rounds: { readonly [L in keyof Measured['loads']]: Answered }[][] = measured.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, { loads }] of measured.entries()) {
      rounds[index]?.push({
        bare: await loader.put(loads.bare),
        check: await loader.put(loads.check),
        fresh: await loader.put(loads.fresh),
        list: await loader.put(loads.list),
      });
    }
  }
  return measured.map(({ users }, index) => {
    const own = rounds[index] ?? [];
    return {
      users,
      barePerSecond: median(own.map(({ bare }) => bare.perSecond)),
      checksPerSecond: median(own.map(({ check }) => check.perSecond)),
      unchangedPerSecond: median(own.map(({ fresh }) => fresh.perSecond)),
      listedPerSecond: median(own.map(({ list }) => list.perSecond * IDS_A_LIST)),
      bareP99Ms: median(own.map(({ bare }) => bare.p99Ms)),
      checkP99Ms: median(own.map(({ check }) => check.p99Ms)),
      timesBare: median(own.map(({ bare, check }) => check.perSecond / bare.perSecond)),
      p99TimesBare: median(own.map(({ bare, check }) => check.p99Ms / bare.p99Ms)),
      timesFewUsers: median(
        own.map(({ check }, round) => check.perSecond / (rounds[0]?.[round]?.check.perSecond ?? Number.NaN)),
      ),
    };
  });
}

/** What checks under rules of their own cost, in those by notice periods. */
function printOwn(json: boolean, database: string, results: readonly Result[]): void {
  const [byPeriods, own] = results;
  if (byPeriods === undefined || own === undefined) return;
  const costs = {
    // Of the same rounds, as the ratio to the first service is.
    check: 1 / own.timesFewUsers,
    list: byPeriods.listedPerSecond / own.listedPerSecond,
  };
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ bench: 'check', rules: 'own', database, costs, results, goals: GOALS })}\n`,
    );
    return;
  }
  const judged = (cost: number) =>
    [say(cost, 2), `≤ ${GOALS.costOfOwnRules}`, cost <= GOALS.costOfOwnRules] as const;
  printTable([
    [`${say(own.users)} users on ${database}: check by periods`, `${say(byPeriods.checksPerSecond, 0)} /s`],
    ['  check by own dates', `${say(own.checksPerSecond, 0)} /s`],
    ['  cost of own dates', ...judged(costs.check)],
    ['  users in lists, by periods', `${say(byPeriods.listedPerSecond, 0)} /s`],
    ['  users in lists, by own dates', `${say(own.listedPerSecond, 0)} /s`],
    ['  cost of own dates', ...judged(costs.list)],
  ]);
}

function print(json: boolean, database: Databases['kind'], results: readonly Result[]): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'check', database, results, goals: GOALS })}\n`);
    return;
  }
  const few = results[0]?.users ?? 0;
  const timesBare = GOALS.timesBare[database];
  const rows = results.flatMap((one): Row[] => [
    [`${say(one.users)} users on ${database}: bare route`, `${say(one.barePerSecond, 0)} /s`],
    ['  check', `${say(one.checksPerSecond, 0)} /s`],
    ['  check / bare route', say(one.timesBare, 2), `≥ ${timesBare}`, one.timesBare >= timesBare],
    ['  p99 of the bare route', `${say(one.bareP99Ms, 2)} ms`],
    ['  p99 of the check', `${say(one.checkP99Ms, 2)} ms`],
    [
      '  p99 / p99',
      say(one.p99TimesBare, 2),
      `≤ ${GOALS.p99TimesBare}`,
      one.p99TimesBare <= GOALS.p99TimesBare,
    ],
    ['  check, unchanged (304)', `${say(one.unchangedPerSecond, 0)} /s`],
    [
      `  users in lists of ${say(IDS_A_LIST)}`,
      `${say(one.listedPerSecond, 0)} /s`,
      `≥ ${say(GOALS.listedPerSecond, 0)} /s`,
      one.listedPerSecond >= GOALS.listedPerSecond,
    ],
    [
      `  checks / those of ${say(few)} users`,
      say(one.timesFewUsers, 2),
      `≥ ${GOALS.timesFewUsers}`,
      one.timesFewUsers >= GOALS.timesFewUsers,
    ],
  ]);
  // Of lists the goal is the embedded database's: another is asked over a connection.
  const isMeant = ([what]: Row) => database === 'SQLite' || !what.includes('lists');
  printTable(rows.map((row) => (isMeant(row) ? row : [row[0], row[1]])));
}
