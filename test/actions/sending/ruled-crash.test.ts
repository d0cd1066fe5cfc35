import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPolicy, versionOf } from '../../../src/actions/answers/read-facts.ts';
import type { Context } from '../../../src/actions/context.ts';
import { recordProviderEvent } from '../../../src/actions/notices/record-provider-event.ts';
import { recordReaderEvent } from '../../../src/actions/notices/record-reader-event.ts';
import { importUsers } from '../../../src/actions/people/import-users.ts';
import { putUser } from '../../../src/actions/people/put-user.ts';
import { sweepSilences } from '../../../src/actions/upkeep/sweep-silences.ts';
import { isRuled, ownTelling, type ReachingEvent } from '../../../src/domain/answers/own-outcome.ts';
import { addMs, type Instant } from '../../../src/domain/instant.ts';
import { isGiven } from '../../../src/domain/notices/delivery-state.ts';
import { whatItSays } from '../../../src/domain/notices/report-type.ts';
import type { Membership } from '../../../src/domain/rules/audiences.ts';
import { NOT_TOLD, TELLING_COLUMNS, tellingToColumns } from '../../../src/storage/own-outcomes.ts';
import { askOk, haveAccepted, havePolicy, havePublished } from '../../support/arrange.ts';
import { AFTER_THE_LEASE_MS, lives, runToTheEnd, type Stage, setStage } from '../../support/crash-stage.ts';
import { ON_POSTGRES } from '../../support/databases.ts';
import { fateAt } from '../../support/dying-store.ts';
import type { Fault } from '../../support/far-end.ts';
import { findingsOf } from '../../support/findings.ts';
import { CONSUMERS, rulesOf } from '../../support/rules.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { openTestStore, START_OF_TIME, startTestApp } from '../../support/test-app.ts';

/** No story here waits that often; it would mean a process that never comes to its end. */
const MOST_MOMENTS = 1_000;

/** Every moment is many: `EVERY_MOMENT=1` dies at each; else these meet others in each of the stories. */
const STRIDE = process.env.EVERY_MOMENT === '1' ? 1 : ON_POSTGRES ? 11 : 4;

const DAY_MS = 86_400_000;
const OFFERS = { offers: ['leave-now', 'leave-at-close'] };
const CONTRACTS = { audience: 'contracts', label: 'Contracts', match: { plan: ['contract'] } };
const RENEWS_AT = '2027-06-01T00:00:00.000Z' as Instant;

/** Silence agrees thirty days after the notice, of consumers after sixty; contracts change when they renew. */
const RULES = rulesOf(
  {},
  {
    audiences: [CONSUMERS, CONTRACTS],
    classes: [
      {
        ...{ class: 'any', label: 'Any change' },
        rule: silenceAfter('P30D'),
        audiences: {
          consumers: silenceAfter('P60D'),
          contracts: {
            tell: { by: ['mail'], need: 1 },
            effect: { terms: [{ after: 'P30D', from: 'renewal', counted: 'back' }] },
            ...{ late: 'P30D', acceptance: 'use', decline: OFFERS },
          },
        },
      },
    ],
  },
);

function silenceAfter(after: string) {
  return {
    tell: { by: ['mail', 'account'], need: 1 },
    effect: { terms: [{ after, from: 'notice' }] },
    ...{ late: after, acceptance: 'silence', decline: OFFERS },
  };
}

/** Who is told, what the product says they are, and in which audiences that makes them. */
const READERS: Readonly<Record<string, Membership & { readonly attributes: Record<string, string> }>> = {
  ada: { attributes: { kind: 'consumer', plan: 'free' }, certain: ['consumers'], possible: [] },
  ben: { attributes: { kind: 'business', plan: 'free' }, certain: [], possible: [] },
  cora: { attributes: { plan: 'free' }, certain: [], possible: ['consumers'] },
  dan: { attributes: { kind: 'business', plan: 'contract' }, certain: ['contracts'], possible: [] },
  eve: { attributes: { kind: 'business', plan: 'contract' }, certain: ['contracts'], possible: [] },
  gus: { attributes: { kind: 'business', plan: 'free' }, certain: [], possible: [] },
};
const USERS = Object.keys(READERS);

let folder: string;

beforeAll(() => {
  folder = scratchFolder('ruled-crash');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A database in which a version under rules is announced; nobody is told of it yet, or everybody is, long ago. */
async function haveStory(name: string, more: object = {}, isTold = false) {
  const path = join(folder, `${name}.sqlite`);
  const app = await startTestApp({ store: await openTestStore(path) });
  await havePolicy(app, { rules: { ...RULES, ...more } });
  for (const [user, { attributes }] of Object.entries(READERS)) {
    await askOk(app, 'PUT', `/v1/users/${user}`, { email: `${user}@example.com`, attributes });
    await haveAccepted(app, user);
  }
  await havePublished(app, { change: 'any' });
  if (isTold) {
    await app.deliver();
    app.wait('P40D');
  }
  await app.store.close();
  return { path, now: app.clock.now };
}

/**
 * All that happens to the readers, as far as one process gets. Whoever takes over does it from the beginning,
 * as the provider reports once more, and the product says again, what they got no answer to.
 */
async function goOn(stage: Stage, context: Context): Promise<void> {
  await runToTheEnd(stage, context);
  await hearOf(context, 'ada', 'email.delivered');
  await hearOf(context, 'dan', 'email.delivered');
  await hearOf(context, 'eve', 'email.delivered');
  await hearOf(context, 'gus', 'email.delivered');
  await hearOf(context, 'cora', 'email.delivered');
  await hearOf(context, 'ben', 'email.bounced');
  const renewed = { kind: 'renewal', channel: null, of: null, at: START_OF_TIME, states: null } as const;
  await recordReaderEvent(context, 'dan', renewed, 'key');
  await importUsers(context, renewingLines('dan', 'eve'), 'key');
  if (stage.clock.now < addMs(START_OF_TIME, 70 * DAY_MS)) {
    stage.clock.now = addMs(stage.clock.now, 70 * DAY_MS);
  }
  while (await sweepSilences(context));
  await hearOf(context, 'cora', 'email.bounced');
  while (await sweepSilences(context));
}

async function* renewingLines(...users: readonly string[]) {
  for (const [index, user] of users.entries()) {
    const renewsAt = [RENEWS_AT];
    yield { line: index + 1, user, email: `${user}@example.com`, renewsAt, accepted: [] };
  }
}

/** The provider reports of somebody's mail, the same each time it does. */
async function hearOf(context: Context, user: string, type: string): Promise<void> {
  const { id } = await context.store.db
    .selectFrom('deliveries')
    .innerJoin('users', 'users.ref', 'deliveries.user_ref')
    .select('deliveries.id')
    .where('user_id', '=', user)
    .where('kind', '=', 'announcement')
    .executeTakeFirstOrThrow();
  await recordProviderEvent(context, {
    ...{ id: `${type} ${user}`, type, says: whatItSays(type), deliveryId: id, providerId: null },
    ...{ occurredAt: null, takenAt: null, payload: '{}' },
  });
}

/** What stands of each reader, and what has to: by all that reached them, as the pure function has it. */
async function readReaders({ store: { db }, clock }: Stage) {
  const { versions } = await readPolicy(db, 'privacy');
  const version = versionOf(versions, 'privacy', 2);
  if (!isRuled(version)) throw new Error('the version has no rules of its own');
  const are: Record<string, unknown> = {};
  const should: Record<string, unknown> = {};
  for (const [user, { certain, possible }] of Object.entries(READERS)) {
    const { ref, created_at } = await db
      .selectFrom('users')
      .select(['ref', 'created_at'])
      .where('user_id', '=', user)
      .executeTakeFirstOrThrow();
    const row = await db
      .selectFrom('user_versions')
      .select(TELLING_COLUMNS)
      .where('user_ref', '=', ref)
      .where('version', '=', 2)
      .executeTakeFirst();
    // Whom nothing ever told of it has no row.
    are[user] = row ?? NOT_TOLD;
    const events = await readEvents({ store: { db } }, ref);
    const renewsAt = user === 'dan' || user === 'eve' ? [RENEWS_AT] : [];
    const telling = ownTelling(version, {
      ...{ membership: { certain, possible }, holds: true, asksBefore: false, notBefore: null, events },
      reader: { attributes: {}, joinedAt: created_at, renewsAt },
    });
    const columns = telling.toldAt === null ? NOT_TOLD : tellingToColumns(telling);
    const hasAgreed = columns.agrees_at !== null && columns.agrees_at <= addMs(clock.now, -60_000);
    should[user] = { ...columns, silence: hasAgreed ? 'agreed' : null };
  }
  return { are, should };
}

async function readEvents({ store: { db } }: { store: Pick<Stage['store'], 'db'> }, ref: string) {
  const mails = await db
    .selectFrom('deliveries')
    .select(['id', 'state', 'sent_at'])
    .where('user_ref', '=', ref)
    .where('release', '=', 'privacy/2')
    .execute();
  const events: ReachingEvent[] = [];
  for (const { id, state, sent_at: at } of mails) {
    if (!isGiven(state) || at === null) continue;
    events.push({ kind: 'sent', channel: 'mail', at, delivery: id ?? '' });
    const proofs = await db
      .selectFrom('provider_events')
      .select('occurred_at')
      .where('delivery_id', '=', id)
      .where('type', '=', 'email.delivered')
      .execute();
    for (const { occurred_at } of proofs) {
      events.push({ kind: 'delivered', channel: 'mail', at: occurred_at, delivery: id ?? '' });
    }
  }
  return events;
}

/** How often each of some kinds of acts is recorded, by user. */
async function readActs({ store: { db } }: Stage) {
  const records = await db.selectFrom('records').select('body').execute();
  const users = await db.selectFrom('users').select(['ref', 'user_id']).execute();
  const acts = records.map(({ body }) => JSON.parse(body) as { kind: string; user: string; version: number });
  const named = (ref: string) => users.find((one) => one.ref === ref)?.user_id;
  const of = (kind: string) => acts.flatMap((one) => (one.kind === kind ? [named(one.user)] : [])).toSorted();
  return {
    sent: of('sent'),
    reported: of('reported'),
    heard: of('provider-event'),
    agreed: of('agreed-by-silence'),
    voided: of('silence-voided'),
  };
}

/** Ways to say when Dan's contract renews, which whoever got no answer may never say again. */
const RENEWALS: readonly (readonly [string, (context: Context) => Promise<unknown>])[] = [
  ['by an import', (context) => importUsers(context, renewingLines('dan', 'eve'), 'key')],
  [
    'of the user themselves',
    (context) => putUser(context, { user: 'dan', email: 'dan@example.com', renewsAt: [RENEWS_AT] }, 'key'),
  ],
  [
    'by an event',
    (context) => {
      const renewed = { kind: 'renewal', channel: null, of: null, states: null } as const;
      return recordReaderEvent(context, 'dan', { ...renewed, at: context.now() }, 'key');
    },
  ],
];

describe('a process that dies as it is told when a contract renews', () => {
  test.each(RENEWALS)(
    'has dated what waits for that, or knows nothing of it, told %s',
    async (name, tell) => {
      const story = await haveStory(name, {}, true);
      for (let moment = 0; ; moment++) {
        const stage = await setStage(folder, story);
        try {
          const fate = fateAt(moment);
          const hasLived = await lives(tell(await stage.start({ fate })).then(() => {}));
          const { db } = stage.store;
          const dan = await db
            .selectFrom('users')
            .innerJoin('user_versions', 'user_versions.user_ref', 'users.ref')
            .select(['ref', 'renews_at', 'effective_at'])
            .where('user_id', '=', 'dan')
            .where('version', '=', 2)
            .executeTakeFirstOrThrow();
          const events = await db.selectFrom('reader_events').select('id').execute();
          const isKnown = dan.renews_at !== null || events.length > 0;
          expect(dan.effective_at !== null, `died at moment ${moment}, ${fate.diedAt()}`).toBe(isKnown);
          expect(await findingsOf(stage)).toEqual([]);
          if (!hasLived) continue;
          expect(isKnown).toBe(true);
          expect(moment).toBeGreaterThan(1);
          return;
        } finally {
          await stage.close();
        }
      }
    },
  );
});

/** What the provider does with the first calls: it took some mails and did not say so. */
const TROUBLES: readonly Fault[] = ['reset-after', 'error-before'];

describe('a process that dies at any moment of telling readers who have clocks of their own', {
  timeout: 180_000,
}, () => {
  test.each([
    ['from the mail', {}],
    ['from the proof that it came', { receipt: { mail: 'delivered' } }],
  ])('loses nothing and repeats nothing when they count %s', async (name, more) => {
    const story = await haveStory(name, more);
    for (let moment = 0; ; moment += STRIDE) {
      if (moment > MOST_MOMENTS) throw new Error(`it still died at moment ${MOST_MOMENTS}`);
      const stage = await setStage(folder, story, TROUBLES);
      try {
        const fate = fateAt(moment);
        const hasLived = await lives(goOn(stage, await stage.start({ fate })));
        stage.clock.now = addMs(stage.clock.now, AFTER_THE_LEASE_MS);
        await goOn(stage, await stage.start());
        await Promise.all(fate.leftBehind);
        const where = `died at moment ${moment}, ${fate.diedAt()}`;
        const { are, should } = await readReaders(stage);
        expect(are, where).toEqual(should);
        expect(stage.farEnd.mails.map(({ to }) => to.split('@')[0]).toSorted(), where).toEqual(USERS);
        expect(await readActs(stage), where).toEqual({
          ...{ sent: USERS, reported: ['dan'] },
          heard: ['ada', 'ben', 'cora', 'cora', 'dan', 'eve', 'gus'],
          ...{ agreed: ['ada', 'cora', 'gus'], voided: ['cora'] },
        });
        expect(await findingsOf(stage), where).toEqual([]);
        if (!hasLived) continue;
        expect(moment).toBeGreaterThan(40);
        return;
      } finally {
        await stage.close();
      }
    }
  });
});
