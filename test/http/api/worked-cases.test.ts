import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addMs, type Instant } from '../../../src/domain/instant.ts';
import type { NoticeRules } from '../../../src/domain/rules/notice-rules.ts';
import type { OutcomeState } from '../../../src/domain/rules/outcome.ts';
import type { Reader, ReaderEvent, RuledVersion } from '../../../src/domain/rules/ruled-case.ts';
import { askOk, checkOf, testApp } from '../../support/arrange.ts';
import { ON_POSTGRES } from '../../support/databases.ts';
import { sealedFindingsOf } from '../../support/evidence.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { TestApp } from '../../support/test-app.ts';

/** A worked case, as `npm run rules` takes it, with what it comes to. */
type Case = {
  readonly name: string;
  readonly rules: NoticeRules;
  readonly version: RuledVersion;
  readonly reader: Reader;
  readonly events: readonly ReaderEvent[];
  readonly now: Instant;
  readonly expect: {
    readonly invalid?: string;
    readonly refused?: string;
    readonly earliest?: string;
    readonly state?: OutcomeState;
    readonly effectiveAt?: Instant | null;
    readonly window?: { readonly closesAt: Instant | null } | null;
    readonly endsAt?: Instant | null;
    readonly waitsFor?: readonly string[] | null;
    readonly unansweredAt?: Instant | null;
    readonly keepUntil?: Instant | null;
    readonly offers?: readonly string[];
  };
};

const CASES = JSON.parse(
  readFileSync(new URL('../../domain/rules/examples.json', import.meta.url), 'utf8'),
) as readonly Case[];

const ADA = 'ada@example.com';
const V = '/v1/policies/privacy/versions';

/** What the check of version 2 shows of a state, be that announced or in force for its reader. */
const SHOWS: Readonly<Record<OutcomeState, object>> = {
  'no-agreement': { accepted: false, reason: 'never-accepted' },
  'not-told': { told: false },
  told: { told: true, response: 'none' },
  'window-open': { told: true, closed: false, response: 'none' },
  accepted: { response: 'accepted' },
  bound: { accepted: true, current: 2 },
  'bound-by-silence': { accepted: true, basis: 'silence', current: 2 },
  'may-bind-by-use': { accepted: false, reason: 'awaiting-use', next: 'report-use' },
  applies: { accepted: true, basis: 'not-required', told: true },
  leaving: { standing: 'leaving' },
  'left-part': { answer: 'leave-part' },
  'keeps-old': { accepted: true, answer: 'keep-old' },
  'keeps-old-part': { accepted: true, answer: 'keep-old-part' },
  restricted: { accepted: false, reason: 'restricted', next: 'restrict' },
  ended: { next: 'deny' },
};

/** Somebody to whom the case happens, from the day before it is posted. */
async function haveCase(one: Case): Promise<TestApp> {
  const day = 24 * 60 * 60 * 1000;
  const app = await testApp({ now: addMs(one.version.postedAt, -day), webhookSecret: WEBHOOK_SECRET });
  return app;
}

/** What the policy says before and after: with a heading for each section that the case names. */
function textsOf({ rules, version }: Case): readonly [string, string] {
  const own = rules.classes.flatMap(({ sections = [] }) => sections);
  const anchors = [...new Set([...own, ...(version.sections ?? [])])];
  const changed =
    version.sections ?? rules.classes.find((one) => one.class === version.class)?.sections ?? [];
  const text = (isNew: boolean) =>
    [
      `# Terms\n\nThe beginning${isNew && changed.length === 0 ? ' is another' : ''}.`,
      ...anchors.map((anchor) => `## ${anchor}\n\nOf it${isNew && changed.includes(anchor) ? ' more' : ''}.`),
    ].join('\n\n');
  return [`${text(false)}\n`, `${text(true)}\n`];
}

/** The attributes that put somebody into the audiences of a case. */
function attributesOf({ rules, reader }: Case): Record<string, string> {
  const { audiences } = reader;
  if (audiences === undefined) return { ...reader.attributes };
  const matching = (rules.audiences ?? []).flatMap(({ audience, match }) =>
    Object.entries(match).map(([name, [value = '']]) => [
      name,
      audiences.includes(audience) ? value : 'other',
    ]),
  );
  return { ...Object.fromEntries(matching), ...reader.attributes };
}

/** Posts the case's version; answers what it was answered. */
async function post(app: TestApp, one: Case) {
  const { version, rules } = one;
  const [before, after] = textsOf(one);
  const put = await app.ask('PUT', '/v1/policies/privacy', { title: 'Terms', rules });
  if (put.status >= 400) return put;
  await askOk(app, 'POST', V, { content: before });
  await haveAda(app, one);
  app.clock.now = version.postedAt;
  return app.ask('POST', V, {
    ...{ content: after, change: version.class, summary: 'Something else.' },
    ...(version.namedAt && { effectiveAt: version.namedAt }),
    ...(version.reason && { reason: version.reason }),
    ...(version.documentDate && { documentDate: version.documentDate }),
  });
}

async function haveAda(app: TestApp, one: Case): Promise<void> {
  const { reader } = one;
  if (reader.joinedAt !== undefined && reader.joinedAt > app.clock.now) return;
  const attributes = attributesOf(one);
  await askOk(app, 'PUT', '/v1/users/ada', {
    email: ADA,
    ...(Object.keys(attributes).length > 0 && { attributes }),
  });
  // Before they are known here, elsewhere: whoever signs up late may bring an agreement along.
  const at = addMs(one.version.postedAt, -1000);
  const accepted = reader.holds ? { privacy: { version: 1, ...(at < app.clock.now && { at }) } } : undefined;
  const line = { user: 'ada', email: ADA, accepted };
  await askOk(app, 'POST', '/v1/users/import', JSON.stringify(line));
  await renew(app, one);
}

/** Says when Ada's contract renewed, and when it next will. */
async function renew(app: TestApp, { reader }: Case): Promise<void> {
  for (const at of reader.renewsAt ?? []) {
    if (at <= app.clock.now) await askOk(app, 'POST', '/v1/users/ada/events', { kind: 'renewal', at });
    else return void (await askOk(app, 'PUT', '/v1/users/ada', { email: ADA, renewsAt: at }));
  }
}

/** Lets an event of the case happen at its instant. */
async function happen(app: TestApp, event: ReaderEvent): Promise<void> {
  app.clock.now = event.at;
  const about = { user: 'ada', policy: 'privacy', version: 2 };
  switch (event.kind) {
    case 'sent':
      if (event.channel === 'mail') return app.deliver();
      if (event.channel === 'account') await askOk(app, 'POST', '/v1/notices/shown', about);
      else {
        const told = {
          kind: 'delivered',
          policy: 'privacy',
          version: 2,
          at: event.at,
          states: ['silence', 'use'],
        };
        await askOk(app, 'POST', '/v1/users/ada/events', { ...told, channel: event.channel });
      }
      return;
    case 'delivered':
    case 'bounced': {
      const { id } = await app.store.db
        .selectFrom('deliveries')
        .select('id')
        .where('email', '=', ADA)
        .executeTakeFirstOrThrow();
      const body = mailEvent(event.kind, { deliveryId: id ?? '', to: ADA, at: event.at });
      expect((await report(app, body)).status).toBe(204);
      return;
    }
    case 'used':
      await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
      return;
    case 'accepted':
      await app.ask('POST', '/v1/answers', { ...about, answer: 'accept' });
      return;
    case 'declined':
      // What is late or not offered changes nothing.
      await app.ask('POST', '/v1/answers', { ...about, answer: event.offer });
      return;
    case 'cancelled':
      await app.ask('POST', '/v1/answers', { ...about, answer: 'cancel' });
      return;
    case 'ended':
      await app.ask('POST', '/v1/terminations', { ...about, by: 'company' });
      return;
  }
}

/** What the check says of version 2, in the words of `SHOWS`. */
async function shownOf(app: TestApp) {
  const check = await checkOf(app, 'ada');
  const two =
    check.current?.version === 2
      ? { ...check.current, response: 'none' }
      : check.upcoming.find((one: { version: number }) => one.version === 2);
  return {
    check,
    two,
    shows: {
      ...{ standing: check.standing, accepted: check.accepted, basis: check.basis, reason: check.reason },
      ...{ next: check.next, current: check.current?.version, response: two?.response },
      ...{ told: two?.toldAt != null && two.toldAt <= app.clock.now, answer: two?.answer?.answer },
      closed: two?.closesAt != null && two.closesAt <= app.clock.now,
    },
  };
}

function isBySilence({ rules, version }: Case): boolean {
  return rules.classes.find((one) => one.class === version.class)?.rule.acceptance === 'silence';
}

/** What cannot happen to the service: its mails say what silence means, and the company waits for the effect. */
const ELSEWHERE = [
  'the notice did not say that silence agrees: it does not',
  'objection, then the company ends at the effective date',
];

const WORKED = CASES.filter(({ name }) => !ELSEWHERE.includes(name));

/** What rules come to is computed alike wherever they are kept: of the second database, that they come back as they were. */
const WORKED_HERE = ON_POSTGRES ? WORKED.filter((_, i) => i % 6 === 0) : WORKED;

describe('each worked case, through the service', () => {
  test.each(WORKED_HERE.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const app = await haveCase(one);
    const posted = await post(app, one);
    if (one.expect.invalid !== undefined) {
      expect(posted).toMatchObject({ status: 400, body: { type: '/problems/invalid-request' } });
      return;
    }
    if (one.expect.refused !== undefined) {
      const type = `/problems/${one.expect.refused}`;
      const { earliest } = one.expect;
      expect(posted.body).toMatchObject({ type, ...(earliest && { earliest }) });
      return;
    }
    expect(posted.status, JSON.stringify(posted.body)).toBe(201);
    const events = [...one.events]
      .filter(({ at }) => at <= one.now)
      .toSorted((a, b) => (a.at < b.at ? -1 : 1));
    const joins = one.reader.joinedAt ?? null;
    if (joins !== null && joins > one.version.postedAt) {
      app.clock.now = joins;
      await haveAda(app, one);
    }
    for (const event of events) {
      await renew(app, one);
      await happen(app, event);
    }
    app.clock.now = one.now;
    await renew(app, one);

    const { check, two, shows } = await shownOf(app);
    const { state, effectiveAt, window, endsAt, waitsFor, unansweredAt, offers } = one.expect;
    const what = JSON.stringify(check);
    if (state !== undefined) expect(shows, what).toMatchObject(SHOWS[state]);
    // Until silence has agreed the version before is in force for its reader, whatever is for others.
    const ownDate = check.basis !== 'deemed' && state === 'window-open' && window?.closesAt != null;
    const date = ownDate && isBySilence(one) ? window.closesAt : effectiveAt;
    if (effectiveAt !== undefined && state !== 'keeps-old') expect(two?.effectiveAt, what).toBe(date);
    if (window != null) expect(two?.closesAt, what).toBe(window.closesAt);
    if (waitsFor != null) expect(two?.waitsFor, what).toEqual(waitsFor);
    if (unansweredAt !== undefined) expect(two?.unansweredAt, what).toBe(unansweredAt);
    if (offers !== undefined) expect(two?.offers, what).toEqual(offers);
    if (endsAt !== undefined && endsAt !== null && state === 'leaving') {
      const { terminates_at } = await app.store.db
        .selectFrom('terminations')
        .select('terminates_at')
        .executeTakeFirstOrThrow();
      expect(terminates_at, what).toBe(endsAt);
    }
    expect(await sealedFindingsOf(app)).toEqual([]);
  });
});
