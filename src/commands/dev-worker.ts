import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrateLocalD1 } from './migrate-local-d1.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const WRANGLER = fileURLToPath(new URL('../../node_modules/wrangler/bin/wrangler.js', import.meta.url));
const MINUTE_MS = 60_000;

/** What `npm start` reads from the environment, and a Worker as well. */
const PASSED_ON = [
  ...['PUBLIC_URL', 'ADMIN_KEY', 'LINK_SECRET', 'LOG_KEY', 'MAIL_FROM', 'SENDER', 'METRICS_KEY'],
  ...[
    'ASSERTION_KEYS',
    'ASSERTION_TTL',
    'KEY_RATE',
    'PUBLIC_RATE',
    'BULK_KEYS',
    'LOG_LEVEL',
    'LOG_REQUESTS',
    'CHECKPOINT_TSA',
  ],
  ...['RESEND_API_KEY', 'RESEND_BASE_URL', 'RESEND_RATE', 'RESEND_WEBHOOK_SECRET'],
  // The Worker refuses the first two of these, and says why.
  ...['MAIL_URL', 'BOUNCE_KEY', 'MAIL_RATE', 'MAIL_REPLY_TO'],
];

/** Wrangler neither asks the network nor whoever started it. */
const environment = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  ...process.env,
};

/**
 * Applies the migrations and the guards to a local D1 and serves the Worker with wrangler, to which `args` go. The
 * cron, which wrangler leaves alone, runs each minute. Ends as wrangler ends, and with it.
 */
export async function devWorker(args: readonly string[]): Promise<void> {
  makeSecrets();
  let running: ChildProcess | null = null;
  let isStopped = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      isStopped = true;
      running?.kill(signal);
    });
  }
  // Options of wrangler's that say which database it is: the migrations go to the same one.
  const given = (...names: string[]) => names.flatMap((name) => valuesOf(args, name)).at(-1);
  const persistTo = given('--persist-to');
  const applied = await migrateLocalD1({
    env: given('--env', '-e'),
    config: given('--config', '-c'),
    persistTo: persistTo === undefined ? undefined : resolve(ROOT, persistTo),
  });
  if (isStopped) return;
  if (applied.length > 0) process.stdout.write(`Applied ${applied.length} migrations to the local D1.\n`);

  const port = valuesOf(args, '--port')[0] ?? '8787';
  const vars: Record<string, string | undefined> = { PUBLIC_URL: `http://localhost:${port}` };
  for (const name of PASSED_ON) vars[name] = process.env[name] || vars[name];
  const passed = Object.entries(vars).flatMap(([name, value]) =>
    value ? ['--var', `${name}:${value}`] : [],
  );
  const host = valuesOf(args, '--ip')[0] ?? 'localhost';
  const cron = setInterval(() => runCron(`http://${host}:${port}`), MINUTE_MS);
  const command = [WRANGLER, 'dev', '--port', port, ...passed, ...without(args, '--port')];
  running = spawn(process.execPath, command, { cwd: ROOT, env: environment, stdio: 'inherit' });
  const [code] = (await once(running, 'close')) as [number | null];
  clearInterval(cron);
  process.exitCode = isStopped ? 0 : (code ?? 1);
}

/** What comes from `wrangler secret put` in production: made once, and kept in a file that git ignores. */
function makeSecrets(): void {
  const path = `${ROOT}.dev.vars`;
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const missing = ['ADMIN_KEY', 'LINK_SECRET', 'LOG_KEY'].filter(
    (name) => !process.env[name] && !new RegExp(`^${name}=.`, 'm').test(kept),
  );
  const made = missing.map((name) => `${name}=${randomHex()}`);
  if (made.length === 0) return;
  writeFileSync(path, `${kept}${kept === '' || kept.endsWith('\n') ? '' : '\n'}${made.join('\n')}\n`, {
    mode: 0o600,
  });
  const adminKey = made.find((line) => line.startsWith('ADMIN_KEY='))?.slice('ADMIN_KEY='.length);
  if (adminKey !== undefined) process.stdout.write(`Admin key, kept in .dev.vars: ${adminKey}\n`);
}

function randomHex(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex');
}

function runCron(url: string): void {
  fetch(`${url}/cdn-cgi/local/scheduled?cron=*+*+*+*+*`).then(
    (response) => response.body?.cancel(),
    // Wrangler is starting, or building anew; the next minute does it.
    () => {},
  );
}

/** The values of an option among arguments, written as `--name value` or `--name=value`. */
function valuesOf(args: readonly string[], name: string): string[] {
  return args.flatMap((arg, i) => {
    if (arg.startsWith(`${name}=`)) return [arg.slice(name.length + 1)];
    const next = args[i + 1];
    return arg === name && next !== undefined ? [next] : [];
  });
}

function without(args: readonly string[], name: string): string[] {
  return args.filter((arg, i) => arg !== name && args[i - 1] !== name && !arg.startsWith(`${name}=`));
}

if (import.meta.main) await devWorker(process.argv.slice(2));
