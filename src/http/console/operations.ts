import { z } from 'zod';
import { resolveAlike } from '../../actions/notices/resolve-alike.ts';
import { resolveDelivery } from '../../actions/notices/resolve-delivery.ts';
import { readAttention } from '../../actions/upkeep/read-attention.ts';
import { actorOf } from '../../domain/access/member.ts';
import { may } from '../../domain/access/roles.ts';
import type { Metric } from '../../domain/metric.ts';
import { restoreText } from '../../domain/record/restore.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type OperationsFacts, operationsPage, UNKNOWN_PATH } from '../../pages/console/operations.ts';
import { unknownMailPage, unknownMailsPage } from '../../pages/console/unknown-mails.ts';
import { operationsWords } from '../../pages/console/words/operations.ts';
import { countUnknownMails } from '../../storage/notices/deliveries.ts';
import { listUnknownMails, type UnknownMail } from '../../storage/notices/delivery-list.ts';
import { countWaitingRecords, findCheckpoint, findLogHead } from '../../storage/record/log.ts';
import { countOpenChunks, findPace } from '../../storage/sending/pace.ts';
import { readPage } from '../wire/cursor.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { instant, line, madeId } from '../wire/schemas.ts';
import { attentionToNeed } from './attention-needs.ts';
import { listQuery, typedLine, typedOrNot } from './wire/read-fields.ts';
import { addForm, addScreen, type Console } from './wire/screens.ts';

const MAILS_PER_PAGE = 50;

const verdict = {
  as: z.enum(['sent', 'resend']),
  reason: typedOrNot(typedLine(line(2000))),
};
const placeOf = z.tuple([z.string(), z.string(), z.string(), z.string()]);
const alikeOutcome = z.object({ resolved: z.int(), refused: z.array(z.string()) });

/** How the service stands, and settling what became of mails of which nobody can tell. */
export function operationsScreens(console: Console): void {
  const { context } = console;

  addScreen(console, {
    path: '/console/operations',
    may: 'see-operations',
    show: async () => operationsPage(await readFacts(context)),
  });

  const unknown = addScreen(console, {
    path: UNKNOWN_PATH,
    may: 'see-operations',
    query: listQuery,
    show: async ({ query, member, state, once }) => {
      const beginning = query.q;
      const { items, next } = await readPage(
        { cursor: query.cursor, limit: MAILS_PER_PAGE },
        placeOf,
        (place, limit) => {
          const after = place && { release: place[0], kind: place[1], ref: place[2], id: place[3] };
          const asked = { after, limit, beginning };
          return listUnknownMails(context.store.db, asked);
        },
        ({ place }) => [place.release, place.kind, place.ref, place.id] as const,
        (one) => one,
      );
      return unknownMailsPage({
        ...{ mails: items, next, isLater: query.cursor !== undefined, beginning: beginning ?? '', state },
        count: await countUnknownMails(context.store.db),
        outcome: once === null ? null : alikeOutcome.parse(JSON.parse(once)),
        mayResolve: may(member, 'steer-operations'),
      });
    },
  });

  addForm(console, {
    path: UNKNOWN_PATH,
    on: unknown,
    may: 'steer-operations',
    fields: z.object({ ...verdict, confirm: z.literal('yes') }),
    says: operationsWords.wrong,
    act: async ({ fields: { as, reason = null }, member }) => {
      const outcome = await resolveAlike(context, { as, reason }, actorOf(member));
      // Reasons differ little, and a cookie holds few.
      const once = JSON.stringify({ ...outcome, refused: outcome.refused.slice(0, 3) });
      return { to: `${UNKNOWN_PATH}?done=alike#done`, once };
    },
  });

  const one = addScreen(console, {
    path: `${UNKNOWN_PATH}/{id}`,
    may: 'steer-operations',
    params: z.object({ id: madeId }),
    show: async ({ params, state }) =>
      unknownMailPage({ mail: await readUnknown(context, params.id), state }),
  });

  addForm(console, {
    path: `${UNKNOWN_PATH}/{id}`,
    on: one,
    may: 'steer-operations',
    fields: z.object({ ...verdict, at: typedOrNot(typedLine(instant)) }),
    says: operationsWords.wrong,
    act: async ({ params, fields: { as, at = null, reason = null }, member }) => {
      const mail = await readUnknown(context, params.id);
      await resolveDelivery(context, mail, { as, at, reason }, actorOf(member));
      return `${UNKNOWN_PATH}?done=resolved#done`;
    },
  });
}

async function readUnknown({ store }: Pick<HttpContext, 'store'>, id: string): Promise<UnknownMail> {
  const [mail] = await listUnknownMails(store.db, { id, limit: 1 });
  if (mail !== undefined) return mail;
  throw new Refusal('unknown-delivery', 'There is no such mail, or somebody knows by now what became of it.');
}

async function readFacts(context: HttpContext): Promise<OperationsFacts> {
  const { store, now, mailer, about } = context;
  const { db } = store;
  const at = now();
  const restore = await context.findRestore();
  const attention = await readAttention(context, { restore, own: context.ownAttention() });
  const { intervalMs, pausedUntil, problem } = await findPace(db);
  return {
    needs: attention.map((one) => attentionToNeed(one, null)),
    queue: await countOpenChunks(db, at),
    provider: {
      ...{ name: mailer?.name ?? 'none', intervalMs, problem },
      pausedUntil: pausedUntil !== null && pausedUntil > at ? pausedUntil : null,
    },
    unknown: await countUnknownMails(db),
    rounds: roundsOf(await context.metrics.read()),
    record: {
      size: (await findLogHead(db)).size,
      waiting: await countWaitingRecords(db),
      signedAt: (await findCheckpoint(db))?.signedAt ?? null,
    },
    restore: restore && restoreText(restore),
    about: { ...about, missing: await context.findMissingMigrations() },
  };
}

/** Rounds as this process counts them. */
function roundsOf(metrics: readonly Metric[]): OperationsFacts['rounds'] {
  const rounds = metrics.find(({ name }) => name === 'proviso_rounds');
  if (rounds === undefined) return null;
  const of = (outcome: string) =>
    rounds.samples.find(({ labels }) => labels?.outcome === outcome)?.value ?? 0;
  const longest = metrics.find(({ name }) => name === 'proviso_longest_round_seconds')?.samples[0]?.value;
  return { done: of('done'), failed: of('failed'), longestSeconds: longest ?? 0 };
}
