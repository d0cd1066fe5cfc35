import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Mailer, Receipt } from '../delivery/mailer.ts';
import { sha256Hex } from '../domain/hash.ts';
import { gauge, type Metric, makeCounter, makeHistogram } from '../domain/metric.ts';
import type { HttpContext } from '../http/wire/http-context.ts';
import { findDatabaseSize } from '../storage/engines/database-size.ts';
import type { Store } from '../storage/store.ts';
import type { Config } from './settings/config.ts';

/** Most requests are answered within a millisecond, and a few take long. */
const REQUEST_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30];
const CALL_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

/** What a process measured and how large its database is, behind the key that is set. */
export function openMetrics(
  { metricsKey, database }: Pick<Config, 'metricsKey' | 'database'>,
  { db }: Pick<Store, 'db'>,
  sources: readonly (() => readonly Metric[])[],
): HttpContext['metrics'] {
  return {
    keyHash: metricsKey === null ? null : sha256Hex(metricsKey),
    async read() {
      const bytes = await findDatabaseSize(db, database.kind);
      const size = gauge('proviso_database_size_bytes', 'Bytes that the database takes.', bytes, 'bytes');
      return [...sources.flatMap((metrics) => metrics()), size];
    },
  };
}

/** Counts what one process does, for whoever scrapes it. */
export type Meter = {
  readonly noteRequest: HttpContext['noteRequest'];
  /** The same mailer, whose calls are counted. */
  readonly metered: (mailer: Mailer) => Mailer;
  readonly metrics: () => readonly Metric[];
};

/** Makes what counts what a process does. */
export function makeMeter(): Meter {
  const requests = makeHistogram(
    'proviso_http_request_duration_seconds',
    'How long requests took, by route, method and status.',
    REQUEST_SECONDS,
  );
  const calls = makeHistogram(
    'proviso_provider_call_duration_seconds',
    'How long calls to the mail provider took, by what they came to; of a relay a batch of mails.',
    CALL_SECONDS,
  );
  const mails = makeCounter('proviso_mails', 'Mails that were handed to the provider, by what came of each.');
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();
  return {
    noteRequest: ({ route, method, status, seconds }) =>
      requests.note({ route, method, status: String(status) }, seconds),
    metered: (mailer) => ({
      ...mailer,
      async send(batch) {
        const start = performance.now();
        const receipt = await mailer.send(batch);
        calls.note({ outcome: receipt.kind }, (performance.now() - start) / 1000);
        for (const [outcome, count] of Object.entries(outcomesOf(receipt, batch.mails.length))) {
          if (count > 0) mails.add({ outcome }, count);
        }
        return receipt;
      },
    }),
    metrics: () => [requests.metric(), calls.metric(), mails.metric(), ...processMetrics(loop)],
  };
}

function outcomesOf(receipt: Receipt, mails: number): Readonly<Record<string, number>> {
  if (receipt.kind === 'each') {
    const kinds = Object.groupBy(receipt.outcomes, ({ kind }) => kind);
    return Object.fromEntries(Object.entries(kinds).map(([kind, all]) => [kind, all.length]));
  }
  if (receipt.kind !== 'taken') return { [receipt.kind]: mails };
  const refused = receipt.providerIds.filter((id) => id === null).length;
  return { taken: mails - refused, refused };
}

function processMetrics(loop: ReturnType<typeof monitorEventLoopDelay>): readonly Metric[] {
  const { user, system } = process.cpuUsage();
  const delay = Number.isNaN(loop.percentile(99)) ? 0 : loop.percentile(99) / 1e9;
  loop.reset();
  return [
    {
      ...{ name: 'process_cpu_seconds', type: 'counter', unit: 'seconds' },
      help: 'CPU time that the process took.',
      samples: [{ suffix: '_total', value: (user + system) / 1e6 }],
    },
    gauge('process_resident_memory_bytes', 'Memory of the process.', process.memoryUsage.rss(), 'bytes'),
    gauge(
      'process_start_time_seconds',
      'When the process started, in seconds since 1970.',
      Date.now() / 1000 - process.uptime(),
      'seconds',
    ),
    gauge(
      'proviso_event_loop_delay_seconds',
      'How late the process was for 99 of 100 of its turns since it was last asked.',
      delay,
      'seconds',
    ),
    gauge('proviso_processors', 'Processors that the process may use.', availableParallelism()),
  ];
}
