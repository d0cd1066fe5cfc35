import { readAttention } from '../../actions/upkeep/read-attention.ts';
import { type Instant, instantToMs } from '../../domain/instant.ts';
import { gauge, type Metric, metricsToText, OPEN_METRICS_TYPE } from '../../domain/metric.ts';
import { countUnknownMails } from '../../storage/notices/deliveries.ts';
import { countWaitingRecords, findCheckpoint, findLogHead } from '../../storage/record/log.ts';
import { countOpenChunks, findPace } from '../../storage/sending/pace.ts';
import { findWebhookBacklog } from '../../storage/webhooks/backlog.ts';
import { authorize, insistOnSecret } from '../wire/authorize.ts';
import { isFromThisMachine } from '../wire/client-address.ts';
import type { Api } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';

/** What is measured of this process and of its database, for Prometheus and the like. */
export function metricRoutes({ app, context }: Api): void {
  app.get('/metrics', async (c) => {
    const { metrics } = context;
    if (metrics.keyHash !== null) insistOnSecret(context, c, metrics.keyHash);
    else if (!isFromThisMachine(context, c)) await authorize(context, c, 'admin');
    const text = metricsToText([...(await metrics.read()), ...(await metricsOfDatabase(context))]);
    return c.body(text, 200, { 'content-type': OPEN_METRICS_TYPE, 'cache-control': 'no-store' });
  });
}

async function metricsOfDatabase(context: HttpContext): Promise<readonly Metric[]> {
  const { db } = context.store;
  const at = context.now();
  const restore = await context.findRestore();
  const attention = await readAttention(context, { restore, own: context.ownAttention() });
  return [
    {
      ...{ name: 'proviso_attention', type: 'gauge' },
      help: '1 for each thing that somebody should see to, as /healthz lists them.',
      samples: [...new Set(attention.map(({ about }) => about))].map((about) => ({
        ...{ labels: { about }, value: 1 },
      })),
    },
    ...(await metricsOfQueue(db, at)),
    ...(await metricsOfRecord(db, at)),
    ...(await metricsOfWebhooks(db, at)),
  ];
}

type Db = HttpContext['store']['db'];

async function metricsOfQueue(db: Db, at: Instant): Promise<readonly Metric[]> {
  const queue = await countOpenChunks(db, at);
  const { pausedUntil, intervalMs } = await findPace(db);
  return [
    {
      ...{ name: 'proviso_queue_batches', type: 'gauge' },
      help: 'Batches of mails that wait: due now, at somebody’s hand, for later, or held back.',
      samples: (['due', 'leased', 'later', 'held'] as const).map((state) => ({
        labels: { state },
        value: queue[state],
      })),
    },
    gauge(
      'proviso_queue_oldest_due_seconds',
      'For how long the oldest batch has been due.',
      queue.oldestDueAt === null ? 0 : secondsSince(queue.oldestDueAt, at),
      'seconds',
    ),
    gauge(
      'proviso_unknown_mails',
      'Mails of which nobody can tell whether they went out, until somebody resolves them.',
      await countUnknownMails(db),
    ),
    gauge(
      'proviso_sending_paused_seconds',
      'For how long nothing is sent from now on, since the provider takes nothing.',
      pausedUntil === null ? 0 : Math.max(0, -secondsSince(pausedUntil, at)),
      'seconds',
    ),
    gauge(
      'proviso_provider_interval_seconds',
      'How far apart the provider wants its calls, as it said last.',
      intervalMs / 1000,
      'seconds',
    ),
  ];
}

async function metricsOfRecord(db: Db, at: Instant): Promise<readonly Metric[]> {
  const { size } = await findLogHead(db);
  const signedAt = (await findCheckpoint(db))?.signedAt;
  return [
    gauge('proviso_log_records', 'Records that stand in the log.', size),
    gauge(
      'proviso_log_waiting_records',
      'Records that have no place in the log yet.',
      await countWaitingRecords(db),
    ),
    ...(signedAt === undefined
      ? []
      : [
          gauge(
            'proviso_log_checkpoint_age_seconds',
            'How long ago the log was last signed; nothing is signed where nothing was added.',
            secondsSince(signedAt, at),
            'seconds',
          ),
        ]),
  ];
}

async function metricsOfWebhooks(db: Db, at: Instant): Promise<readonly Metric[]> {
  const { endpoints, failingSince, aside, behind } = await findWebhookBacklog(db);
  return [
    {
      ...{ name: 'proviso_webhook_endpoints', type: 'gauge' },
      help: 'Endpoints of webhooks: told what happens, failing, or disabled.',
      samples: Object.entries(endpoints).map(([state, value]) => ({ labels: { state }, value })),
    },
    gauge(
      'proviso_webhook_failing_seconds',
      'For how long the endpoint that has failed longest has taken nothing.',
      failingSince === null ? 0 : secondsSince(failingSince, at),
      'seconds',
    ),
    gauge(
      'proviso_webhook_waiting_events',
      'Events that an endpoint did not take, or that wait behind one that it did not.',
      aside,
    ),
    gauge(
      'proviso_webhook_waiting_records',
      'Records of the log that the endpoint furthest behind has not come to.',
      behind,
    ),
  ];
}

function secondsSince(then: Instant, now: Instant): number {
  return (instantToMs(now) - instantToMs(then)) / 1000;
}
