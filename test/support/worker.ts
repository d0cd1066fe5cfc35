import { resolve } from 'node:path';
import { createTestHarness } from 'wrangler';
import type { D1Binding } from '../../src/storage/engines/d1.ts';
import type { CheckpointBucket } from '../../src/storage/record/checkpoint-bucket.ts';
import { lookAtLog } from './clean-log.ts';
import { ADMIN_KEY, type Answered, LINK_SECRET, type TestApp } from './test-app.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** A line that the Worker logged. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly message: string };

/** The real Worker in a real workerd with its own D1, as wrangler builds and serves it. */
export type RunningWorker = {
  readonly url: string;
  /** Asks over HTTP, with the admin key unless headers say otherwise. */
  readonly ask: TestApp['ask'];
  /** Runs the cron's handler, as of an instant, and waits until it has ended. */
  readonly cron: (at?: Date) => Promise<string>;
  /** The lines logged since the last time. */
  readonly takeLog: () => LogLine[];
  /** Applies the migrations to its D1, as wrangler does. */
  readonly migrate: () => Promise<void>;
  readonly database: () => Promise<D1Binding>;
  readonly bucket: () => Promise<CheckpointBucket>;
  readonly close: () => Promise<void>;
};

/** Starts the Worker of `wrangler.toml`; `env` are variables and secrets besides those it cannot do without. */
export async function startWorker(
  env: Readonly<Record<string, string>> = {},
  options: { readonly isMigrated?: boolean } = {},
): Promise<RunningWorker> {
  stayOffline();
  const harness = createTestHarness({
    root: ROOT,
    workers: [
      {
        configPath: 'wrangler.toml',
        vars: { PUBLIC_URL: 'http://localhost:8787', MAIL_FROM: 'Lantern <notices@lantern.example>' },
        // Empty is as good as not set, and keeps what a developer's own `.dev.vars` holds out of it.
        secrets: {
          ADMIN_KEY,
          LINK_SECRET,
          LOG_KEY: '01'.repeat(32),
          RESEND_API_KEY: '',
          RESEND_BASE_URL: '',
          RESEND_WEBHOOK_SECRET: '',
          ...env,
        },
      },
    ],
  });
  const { url } = await harness.listen();
  const worker = harness.getWorker<{ DB: D1Binding; CHECKPOINTS: CheckpointBucket }>();
  if (options.isMigrated ?? true) await worker.applyD1Migrations('DB');
  return {
    url: url.href.replace(/\/$/, ''),
    ask: askAt(url),
    cron: async (at = new Date()) =>
      (await worker.scheduled({ cron: '* * * * *', scheduledTime: at })).outcome,
    takeLog: () => {
      const said = harness.getLogs().map(({ message }) => String(message));
      harness.clearLogs();
      lookAtLog(said.join('\n'));
      return said.map(readLine);
    },
    migrate: () => worker.applyD1Migrations('DB'),
    database: async () => (await worker.getEnv()).DB,
    bucket: async () => (await worker.getEnv()).CHECKPOINTS,
    close: () => {
      lookAtLog(
        harness
          .getLogs()
          .map(({ message }) => String(message))
          .join('\n'),
      );
      return harness.close();
    },
  };
}

/** Keeps wrangler from asking the network for what tests don't need. */
export function stayOffline(): void {
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
  process.env.WRANGLER_SEND_METRICS = 'false';
}

/** Asks a service at a URL, with the admin key unless headers say otherwise. */
export function askAt(url: string | URL): TestApp['ask'] {
  return async (method, path, body, headers = {}): Promise<Answered> => {
    const response = await fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      headers: { authorization: `Bearer ${ADMIN_KEY}`, ...headers },
      ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
  };
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}

function readLine(message: string): LogLine {
  try {
    return JSON.parse(message) as LogLine;
  } catch {
    return { message };
  }
}
