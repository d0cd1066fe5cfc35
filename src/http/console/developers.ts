import { z } from 'zod';
import { advanceClock } from '../../actions/access/advance-clock.ts';
import { endKey, makeKey } from '../../actions/access/make-key.ts';
import { actorOf } from '../../domain/access/member.ts';
import { may } from '../../domain/access/roles.ts';
import { Refusal } from '../../domain/refusal.ts';
import { checkPage } from '../../pages/console/check.ts';
import {
  clockPage,
  DEVELOPERS,
  keyEndPage,
  keysPage,
  type ListedKey,
  snippetsPage,
} from '../../pages/console/developers.ts';
import { developersWords } from '../../pages/console/words/developers.ts';
import { listKeys, listKeysById } from '../../storage/access/keys.ts';
import { listPolicies } from '../../storage/policies/policies.ts';
import { readPage } from '../wire/cursor.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readCheck } from '../wire/read-checks.ts';
import { instant, keyRole, line, madeId, period } from '../wire/schemas.ts';
import { listQuery, typedLine, typedOrNot } from './wire/read-fields.ts';
import { addForm, addScreen, type Console } from './wire/screens.ts';

const KEYS_PER_PAGE = 50;
/** As many as a menu holds. */
const MOST_POLICIES = 200;

/** What developers need: keys, a check to try, what apps write, and the clock of a service under test. */
export function developerScreens(console: Console): void {
  keyScreens(console);
  checkScreen(console);
  clockScreen(console);
  addScreen(console, {
    path: `${DEVELOPERS}/snippets`,
    may: 'see-developers',
    show: async () => snippetsPage({ address: console.context.publicUrl }),
  });
}

function keyScreens(console: Console): void {
  const { context } = console;

  const keys = addScreen(console, {
    path: DEVELOPERS,
    may: 'see-developers',
    query: listQuery,
    show: async ({ query, member, state, once }) => {
      const beginning = query.q;
      const { items, next } = await readPage(
        { cursor: query.cursor, limit: KEYS_PER_PAGE },
        z.tuple([z.string()]),
        (after, limit) => listKeys(context.store.db, context.now(), { after: after?.[0], limit, beginning }),
        ({ id }) => [id] as const,
        (one): ListedKey => one,
      );
      const isLater = query.cursor !== undefined;
      const mayWrite = may(member, 'write-keys');
      return keysPage({
        ...{ keys: items, next, isLater, beginning: beginning ?? '' },
        ...{ made: once, mayWrite, state },
      });
    },
  });

  addForm(console, {
    path: `${DEVELOPERS}/keys`,
    on: keys,
    may: 'write-keys',
    isIrreversible: true,
    fields: z.object({
      name: typedLine(line(200)),
      role: keyRole,
      endsAt: typedOrNot(typedLine(instant)),
    }),
    says: developersWords.keys.wrong,
    act: async ({ fields, member }) => {
      const { token } = await makeKey(context, fields, actorOf(member));
      return { to: `${DEVELOPERS}?done=made#done`, once: token };
    },
  });

  const end = addScreen(console, {
    path: `${DEVELOPERS}/keys/{id}/end`,
    may: 'write-keys',
    params: z.object({ id: madeId }),
    show: async ({ params, state }) => keyEndPage({ key: await readKey(context, params.id), state }),
  });

  addForm(console, {
    path: `${DEVELOPERS}/keys/{id}/end`,
    on: end,
    may: 'write-keys',
    isIrreversible: true,
    fields: z.object({}),
    act: async ({ params }) => {
      await endKey(context, params.id, { isAdminElsewhere: context.adminKeyHash !== null });
      return `${DEVELOPERS}?done=ended#done`;
    },
  });
}

async function readKey({ store, now }: HttpContext, id: string): Promise<ListedKey> {
  const [key] = await listKeysById(store.db, [id], now());
  if (key !== undefined) return key;
  throw new Refusal('unknown-key', 'There is no such key, or it has ended.');
}

function checkScreen(console: Console): void {
  const { context } = console;
  addScreen(console, {
    path: `${DEVELOPERS}/check`,
    may: 'see-developers',
    query: z.object({ user: z.string().max(256).optional(), policy: z.string().max(64).optional() }),
    show: async ({ query, state }) => {
      const policies = await listPolicies(context.store.db, { limit: MOST_POLICIES });
      const asked = { user: query.user?.trim() ?? '', policy: query.policy ?? '' };
      const policy = policies.find((one) => one.policy === asked.policy);
      const found =
        asked.user === '' || policy === undefined ? null : await readFound(context, asked, policy.timeZone);
      return checkPage({ policies, asked, found, state });
    },
  });
}

async function readFound(
  context: HttpContext,
  { user, policy }: { readonly user: string; readonly policy: string },
  timeZone: string,
) {
  try {
    return { check: await readCheck(context, user, policy), timeZone };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unknown-user') return 'unknown' as const;
    throw error;
  }
}

function clockScreen(console: Console): void {
  const { context } = console;
  const { testClock } = context;
  const clock = addScreen(console, {
    path: `${DEVELOPERS}/clock`,
    may: 'see-developers',
    show: async ({ member, state }) =>
      clockPage({
        clock: testClock && { now: context.now(), secondsAhead: testClock.secondsAhead() },
        mayMove: may(member, 'steer-operations'),
        state,
      }),
  });

  addForm(console, {
    path: `${DEVELOPERS}/clock`,
    on: clock,
    may: 'steer-operations',
    fields: z.object({ advance: typedLine(period) }),
    says: developersWords.clock.wrong,
    act: async ({ fields }) => {
      if (testClock === null) throw new Refusal('not-found', developersWords.clock.none);
      await advanceClock(context, testClock, fields.advance);
      return `${DEVELOPERS}/clock?done=moved#done`;
    },
  });
}
