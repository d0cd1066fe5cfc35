import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';
import { z } from 'zod';
import type { Context } from '../src/actions/context.ts';
import type { ReportedTroubles } from '../src/actions/sending/report-trouble.ts';
import { fillRendition, reviewUrl, sendDueNotices } from '../src/actions/sending/send-due-notices.ts';
import { sendNotices } from '../src/actions/sending/send-notices.ts';
import type { Mailer } from '../src/delivery/mailer.ts';
import { resendMailer } from '../src/delivery/resend/resend-mailer.ts';
import { lengthOf, writeBatch } from '../src/delivery/resend/write-batch.ts';
import { smtpMailer } from '../src/delivery/smtp/smtp-mailer.ts';
import { signReviewToken } from '../src/domain/answers/review-token.ts';
import { instantFromMs } from '../src/domain/instant.ts';
import { readMigrations } from '../src/runtime/migration-files.ts';
import { migrate } from '../src/storage/engines/migrate.ts';
import { openSqlite } from '../src/storage/engines/sqlite.ts';
import { startTestApp, type TestApp } from '../test/support/test-app.ts';
import { count, readOptions } from './options.ts';

const SELF = fileURLToPath(import.meta.url);

const MAILS = 20_000;
const WARM_UP_MAILS = 2_000;
const RENDERED = 20_000;
/** As in `src/runtime/rounds.ts`. */
const LANES = 4;
/** As where `MAIL_URL` says nothing of it. */
const CONNECTIONS = 5;
const GOAL_PER_SECOND = 5_000;
const GOAL_CPU_MICROSECONDS = 200;
const MAIL_BYTES = 20_000;

/** Every mail of a batch names its delivery once, in a tag. */
const MAIL_MARK = '"name":"delivery"';

/** What was measured; CPU in microseconds a mail, of the sending process alone. */
type Result = {
  readonly mails: number;
  readonly mailBytes: number;
  readonly perSecond: number;
  readonly cpuPerMail: number;
  readonly renderingPerMail: number;
  /** Writing the batch, or each mail, and the connection: the same batches with no database and no rendering. */
  readonly handingOverPerMail: number;
};

/**
 * Measures the sender: `--mails N` mails of about 20 KB, each rendered, recorded in a database that is opened as the
 * service opens it, and sent as the provider's SDK would to a far end in another process that takes everything at
 * once; with `--mailer smtp` to a relay there, mail by mail, over as many connections as are usual.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const { mails, mailer: name } = readOptions(args, {
    mails: count(100, MAILS),
    mailer: z.enum(['resend', 'smtp'], { error: 'must be resend or smtp' }).default('resend'),
  });
  const folder = mkdtempSync(join(tmpdir(), 'proviso-send-'));
  const farEnd = spawn(process.execPath, [SELF, name], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const mailer = mailerTo(name, await firstLine(farEnd));
    await measure(join(folder, 'warm.sqlite'), WARM_UP_MAILS, mailer);
    print(json, name, await measure(join(folder, 'send.sqlite'), mails, mailer));
  } finally {
    farEnd.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function mailerTo(name: Mailer['name'], url: string): Mailer {
  if (name !== 'smtp') return resendMailer({ apiKey: 're_bench', baseUrl: url, callsPerSecond: null });
  const { hostname: host, port } = new URL(url);
  const access = { tls: 'none', user: null, password: null, ca: null } as const;
  return smtpMailer({ server: { host, port: Number(port), ...access, connections: CONNECTIONS } });
}

async function measure(database: string, count: number, mailer: Mailer): Promise<Result> {
  const store = openSqlite(database, { inThreads: true });
  await migrate(store, readMigrations());
  const app = await startTestApp({ store, mailer: null });
  await haveQueued(app, count);

  let mails = 0;
  let sample: Parameters<Mailer['send']>[0] | undefined;
  const counting: Mailer = {
    ...mailer,
    async send(batch) {
      mails += batch.mails.length;
      sample ??= batch;
      return mailer.send(batch);
    },
  };
  const context: Context = { ...app.context, now: () => instantFromMs(Date.now()) };
  const cpu = process.cpuUsage();
  const start = performance.now();
  await sendAll(context, counting);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const told = await app.store.db
    .selectFrom('deliveries')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow();
  if (mails !== count || told.count !== count || sample === undefined) {
    throw new Error(`${mails} mails went out, and ${told.count} of ${count} people count as told`);
  }
  const renderingPerMail = await measureRendering(app);
  await app.store.close();
  return {
    mails,
    mailBytes: lengthOf(writeBatch(sample.mails)) / sample.mails.length,
    perSecond: mails / seconds,
    cpuPerMail: (user + system) / mails,
    renderingPerMail,
    handingOverPerMail: await measureHandingOver(mailer, sample, count),
  };
}

/** Users who hold the first version of a policy and are queued to be told of the second. */
async function haveQueued({ ask, context, clock }: TestApp, users: number): Promise<void> {
  const must = async (...request: Parameters<typeof ask>) => {
    const { status, body } = await ask(...request);
    if (status >= 400) throw new Error(`${request[0]} ${request[1]}: ${JSON.stringify(body)}`);
  };
  clock.now = instantFromMs(Date.now());
  const versions = '/v1/policies/privacy/versions';
  await must('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
  await must('POST', versions, { content: policy('30') });
  const lines = Array.from({ length: users }, (_, i) =>
    JSON.stringify({ user: `user-${i}`, email: `user-${i}@customers.example`, accepted: { privacy: 1 } }),
  );
  await must('POST', '/v1/users/import', lines.join('\n'));
  await must('POST', versions, { content: policy('90'), change: 'substantial', summary: 'Kept longer.' });
  await queueAll(context);
}

/** A policy of sections each of which changes with `days`: enough of them for a mail of the size we measure. */
function policy(days: string): string {
  const sections = Array.from(
    { length: 9 },
    (_, i) =>
      `## Section ${i + 1}\n\nFor purpose ${i + 1} we keep what you give us for ${days} days, counted from the day on which you last used the service, and delete it after that unless the law of the country you live in wants it kept for longer.\n`,
  );
  return `# Privacy\n\n${sections.join('\n')}`;
}

async function queueAll(context: Context): Promise<void> {
  while ((await sendNotices({ ...context, mailer: null })).nextInMs === 0) await nextTurn();
}

/** Sends what is queued in as many lanes as the service does. */
async function sendAll(context: Context, mailer: Mailer): Promise<void> {
  const reported: ReportedTroubles = new Set();
  const lane = async () => {
    while ((await sendDueNotices({ ...context, mailer }, reported)).nextInMs === 0) await nextTurn();
  };
  await Promise.all(Array.from({ length: mailer.singly === undefined ? LANES : 1 }, lane));
}

/** Signs and fills mails as the sender does, and nothing else. */
async function measureRendering({ store, context }: TestApp): Promise<number> {
  const stored = await store.db
    .selectFrom('renditions')
    .select(['subject', 'html', 'text'])
    .executeTakeFirstOrThrow();
  const rendition = {
    subject: stored.subject,
    html: JSON.parse(stored.html) as string[],
    text: JSON.parse(stored.text) as string[],
  };
  const [secret] = context.linkSecrets;
  const cpu = process.cpuUsage();
  let bytes = 0;
  for (let i = 0; i < RENDERED; i++) {
    const url = reviewUrl(context.publicUrl, signReviewToken(`delivery-${i}`, 'review', secret));
    const { html, text } = fillRendition(rendition, { url });
    bytes += html.length + text.length;
  }
  const { user, system } = process.cpuUsage(cpu);
  if (bytes === 0) throw new Error('nothing was rendered');
  return (user + system) / RENDERED;
}

async function measureHandingOver(
  mailer: Mailer,
  batch: Parameters<Mailer['send']>[0],
  count: number,
): Promise<number> {
  const cpu = process.cpuUsage();
  let mails = 0;
  for (let i = 0; mails < count; i++) {
    const receipt = await mailer.send({ ...batch, key: `again-${i}` });
    if (receipt.kind !== 'taken' && receipt.kind !== 'each')
      throw new Error(`a batch was answered ${receipt.kind}`);
    mails += batch.mails.length;
  }
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / mails;
}

/** Takes every batch at once and gives each mail an id; prints where it listens. */
function takeBatches(): void {
  const server = createServer((request, response) => {
    let held = '';
    let mails = 0;
    request.setEncoding('latin1');
    request.on('data', (piece: string) => {
      held += piece;
      for (let at = held.indexOf(MAIL_MARK); at >= 0; at = held.indexOf(MAIL_MARK)) {
        mails++;
        held = held.slice(at + MAIL_MARK.length);
      }
      held = held.slice(-MAIL_MARK.length);
    });
    request.on('end', () => {
      const data = Array.from({ length: mails }, () => ({ id: crypto.randomUUID() }));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ data, errors: [] }));
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address !== null) {
      process.stdout.write(`http://127.0.0.1:${address.port}\n`);
    }
  });
}

/** Takes every mail at once, as a relay; prints where it listens. */
function takeMails(): void {
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true },
    onData(stream, _session, done) {
      stream.on('end', () => done(null));
      stream.resume();
    },
  });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.server.address() as AddressInfo;
    process.stdout.write(`smtp://127.0.0.1:${port}\n`);
  });
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the far end says nothing');
  const [data] = (await once(stdout, 'data')) as [Buffer];
  return data.toString().trim();
}

function print(json: boolean, mailer: Mailer['name'], result: Result): void {
  const share = result.renderingPerMail / result.cpuPerMail;
  // A relay takes mails one by one, and how fast is its own affair.
  const hasGoal = mailer !== 'smtp';
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ bench: 'send', mailer, ...result, renderingShare: share, ...(hasGoal ? { goal: GOAL_PER_SECOND, goalCpu: GOAL_CPU_MICROSECONDS } : {}) })}\n`,
    );
    return;
  }
  const say = (number: number) => number.toLocaleString('en', { maximumFractionDigits: 1 });
  const isMet = result.perSecond >= GOAL_PER_SECOND;
  const rows = [
    ['', 'reached', 'goal', ''],
    ['mails', say(result.mails), '', ''],
    ['bytes a mail', say(result.mailBytes), `~ ${say(MAIL_BYTES)}`, ''],
    [
      ...['mails a second', say(result.perSecond)],
      ...(hasGoal ? [`≥ ${say(GOAL_PER_SECOND)}`, isMet ? 'met' : 'MISSED'] : ['', '']),
    ],
    [
      ...['CPU a mail', `${say(result.cpuPerMail)} µs`],
      ...(hasGoal
        ? [`≤ ${GOAL_CPU_MICROSECONDS} µs`, result.cpuPerMail <= GOAL_CPU_MICROSECONDS ? 'met' : 'MISSED']
        : ['', '']),
    ],
    ['  of that writing it and the connection', `${say(result.handingOverPerMail)} µs`, '', ''],
    ['  of that rendering', `${say(result.renderingPerMail)} µs`, '', ''],
    ['share of rendering', `${say(share * 100)} %`, '', ''],
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows) {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
}

if (process.argv[1] === SELF) (process.argv[2] === 'smtp' ? takeMails : takeBatches)();
