import fc from 'fast-check';
import { expect } from 'vitest';
import { instantFromMs, instantToMs } from '../../src/domain/instant.ts';
import { findingsOf } from './findings.ts';
import {
  boundByUse,
  checkOf,
  followRenewals,
  type Kind,
  type ModelClass,
  type ModelReader,
  type ModelRule,
  type ModelVersion,
  type RuledModel,
  tell,
  turningPointsOf,
} from './ruled-model.ts';
import { mailEvent, report, WEBHOOK_SECRET } from './sign-webhook.ts';
import { expectListedAlike } from './stories.ts';
import { startTestApp, type TestApp } from './test-app.ts';

/** One thing that happens, with the service and with the model of it. */
export type Step = fc.AsyncCommand<RuledModel, TestApp>;

const PATH = '/v1/policies/terms';
const DAY = 86_400_000;

const rule = (acceptance: ModelRule['acceptance'], from: ModelRule['from'], seconds: number): ModelRule => ({
  ...{ acceptance, from, after: seconds * 1000, late: 4_000, isTold: true },
});

/** What legal may choose from; late is four seconds, but of silence, whose window it is. */
const CLASSES: Readonly<Record<string, ModelClass>> = {
  clock: { rule: rule('use', 'notice', 10), consumers: rule('use', 'notice', 20) },
  silence: {
    rule: { ...rule('silence', 'notice', 10), late: 10_000 },
    consumers: rule('explicit', 'posting', 30),
  },
  quiet: { rule: { ...rule('silence', 'posting', 12), late: 10_000 } },
  explicit: { rule: rule('explicit', 'posting', 8) },
  renewal: { rule: rule('use', 'renewal', 5) },
  posted: { rule: rule('use', 'posting', 6), consumers: rule('use', 'posting', 3) },
  informed: { rule: rule('none', 'posting', 6) },
  nobody: { rule: { ...rule('none', 'posting', 0), late: 0, isTold: false } },
};

/** A rule as the document says it. */
function toDocument({ acceptance, from, after, late, isTold }: ModelRule) {
  const period = `PT${after / 1000}S`;
  return {
    tell: isTold ? { by: ['mail', 'account'], need: 1 } : { by: ['site'], need: 0 },
    effect: { terms: [{ after: period, from, ...(from === 'renewal' && { counted: 'back' }) }] },
    ...{ late: `PT${late / 1000}S`, acceptance },
    ...(acceptance !== 'none' && { decline: { offers: ['leave-now', 'leave-at-close'] } }),
  };
}

const RULES = {
  ...{ format: 'notice-rules/1', timeZone: 'UTC' },
  audiences: [{ audience: 'consumers', label: 'Consumers', match: { kind: ['consumer'] } }],
  classes: Object.entries(CLASSES).map(([name, { rule, consumers }]) => ({
    ...{ class: name, label: name, rule: toDocument(rule) },
    ...(consumers !== undefined && { audiences: { consumers: toDocument(consumers) } }),
  })),
};

function step(name: string, run: (model: RuledModel, app: TestApp) => Promise<void>): Step {
  return {
    check: () => true,
    run: async (model, app) => {
      await run(model, app);
      await expectAgreement(model, app);
    },
    toString: () => name,
  };
}

function pick<T>(items: readonly T[], n: number): T {
  return items[n % items.length] as T;
}

async function ok(app: TestApp, ...request: Parameters<TestApp['ask']>) {
  const answer = await app.ask(...request);
  expect(answer.status, `${request[1]} ${JSON.stringify(answer.body)}`).toBeLessThan(400);
  return answer.body;
}

async function putReader(app: TestApp, { user, kind }: ModelReader, more: object = {}): Promise<void> {
  const attributes = kind === null ? {} : { kind };
  await ok(app, 'PUT', `/v1/users/${user}`, { email: `${user}@example.com`, attributes, ...more });
}

/** Somebody joins, of whom it is known what they are, or not. */
export function join(kind: Kind): Step {
  return step(`${kind ?? 'somebody'} joins`, async (model, app) => {
    if (model.readers.length >= 3) return;
    const reader: ModelReader = {
      ...{ user: `u${model.readers.length + 1}`, joinedAt: model.now, kind },
      ...{ renewals: [], reached: [], told: new Map(), said: [] },
    };
    model.readers.push(reader);
    await putReader(app, reader);
  });
}

/** The product says that somebody is something else than it said. */
export function become(who: number, kind: Kind): Step {
  return step(`reader ${who} becomes ${kind}`, async (model, app) => {
    const reader = pick(model.readers, who);
    reader.kind = kind;
    await putReader(app, reader);
  });
}

/** Legal posts a version of a class. */
export function publish(name: string): Step {
  return step(`publish ${name}`, async (model, app) => {
    const { now } = model;
    const version = model.versions.length + 1;
    const changeClass = CLASSES[name] as ModelClass;
    const { from, after } = changeClass.rule;
    const own = from === 'renewal' ? now : now + after;
    const pending = Math.max(
      0,
      ...model.versions
        .filter((one) => one.withdrawnAt === null && one.generalAt > now)
        .map((one) => one.generalAt),
    );
    const body = await ok(app, 'POST', `${PATH}/versions`, {
      ...{ content: `# Terms\n\nText ${version}.\n`, change: name, summary: 'It changes.' },
    });
    expect(body.effectiveAt).toBe(instantFromMs(Math.max(own, pending)));
    model.versions.push({
      ...{ version, class: { ...changeClass, name }, postedAt: now, withdrawnAt: null },
      ...{ generalAt: Math.max(own, pending), isPutOff: pending > own },
    });
  });
}

/** Mails go out; who they tell of what is read from them, and held against who may be told. */
export function deliver(): Step {
  return step('deliver', async (model, app) => {
    await app.deliver();
    const rows = await app.store.db
      .selectFrom('deliveries')
      .innerJoin('users', 'users.ref', 'deliveries.user_ref')
      .select(['users.user_id', 'deliveries.id', 'release', 'sent_at'])
      .where('kind', '=', 'announcement')
      .where('sent_at', 'is not', null)
      .orderBy('release')
      .execute();
    for (const version of model.versions) {
      for (const reader of model.readers) {
        const row = rows.find(
          (one) => one.user_id === reader.user && one.release === `terms/${version.version}`,
        );
        const isKnown = reader.reached.some((one) => one.version === version.version && one.mail !== null);
        if (row !== undefined && !isKnown) reach(model, reader, version, row.id);
        if (mustBeTold(model, reader, version)) {
          expect(row, `${reader.user} is told of ${version.version}`).toBeDefined();
        }
      }
    }
    moveTo(model, app, model.now + 1);
  });
}

/**
 * Whether a mail must have told somebody by now: before the general date all are who do not hold it, unless a
 * later one, whose notice shows its changes too, is in force for them.
 */
function mustBeTold(model: RuledModel, reader: ModelReader, version: ModelVersion): boolean {
  const { holds, current } = checkOf(model, reader, model.now);
  const held = Math.max(holds?.version ?? 0, current.version > version.version ? current.version : 0);
  const isTold = version.class?.rule.isTold === true;
  const isOpen = version.withdrawnAt === null && model.now < version.generalAt;
  return isTold && isOpen && held < version.version && reader.joinedAt < version.generalAt;
}

function reach(model: RuledModel, reader: ModelReader, version: ModelVersion, mail: string | null): void {
  const of = { version: version.version, at: model.now, seq: model.seq++ };
  reader.reached.push({ ...of, mail, isUndone: false });
  // Where nothing has to reach anybody, all are as if told when it was posted.
  const toldAt = version.class?.rule.isTold === false ? version.postedAt : model.now;
  if (!reader.told.has(version.version)) tell(model, reader, version, toldAt, reader.kind);
}

/** The product shows a notice by itself. */
export function show(who: number, n: number): Step {
  return step(`reader ${who} is shown ${n}`, async (model, app) => {
    const reader = pick(model.readers, who);
    const version = pick(model.versions.toReversed(), n);
    if (version.class === null) return;
    const body = { user: reader.user, policy: 'terms', version: version.version };
    const { status } = await app.ask('POST', '/v1/notices/shown', body);
    const { current, upcoming } = checkOf(model, reader, model.now);
    const isOpen = [current, ...upcoming].some((one) => one.version === version.version);
    expect(status < 400, `showing ${version.version}`).toBe(isOpen);
    const isKnown = reader.reached.some((one) => one.version === version.version && one.mail === null);
    if (!isOpen || isKnown) return;
    reach(model, reader, version, null);
  });
}

/** A mail turns out not to have arrived. */
export function bounce(who: number, n: number): Step {
  return step(`mail ${n} of reader ${who} bounces`, async (model, app) => {
    const reader = pick(model.readers, who);
    const mails = reader.reached.filter((one) => one.mail !== null && !one.isUndone);
    if (mails.length === 0) return;
    const mail = pick(mails.toReversed(), n);
    const at = instantFromMs(model.now);
    await report(app, mailEvent('bounced', { deliveryId: mail.mail ?? '', at }));
    mail.isUndone = true;
    const told = reader.told.get(mail.version);
    const others = reader.reached.filter((one) => one.version === mail.version && one !== mail);
    if (told === undefined || others.some((one) => !one.isUndone && one.seq < mail.seq)) return;
    reader.told.delete(mail.version);
    const left = others.filter((one) => !one.isUndone).toSorted((a, b) => a.seq - b.seq)[0];
    const version = model.versions[mail.version - 1] as ModelVersion;
    if (left !== undefined) tell(model, reader, version, left.at, told.kind);
    const bindsAt = reader.told.get(mail.version)?.bindsAt ?? Infinity;
    for (const one of reader.said) {
      if (one.version === mail.version && one.basis === 'deemed' && one.at < bindsAt) one.isVoid = true;
    }
    followRenewals(model, reader);
  });
}

/** The contract of somebody renews so long from now; nothing that has a date gets another. */
export function renew(who: number, ahead: number): Step {
  return step(`reader ${who} renews in ${ahead} ms`, async (model, app) => {
    const reader = pick(model.readers, who);
    reader.renewals.push(model.now + ahead);
    await putReader(app, reader, { renewsAt: reader.renewals.map(instantFromMs) });
    followRenewals(model, reader);
  });
}

/** Somebody says yes. */
export function accept(who: number, n: number): Step {
  return step(`reader ${who} accepts ${n}`, async (model, app) => {
    const reader = pick(model.readers, who);
    const { version } = pick(model.versions.toReversed(), n);
    const { current, upcoming } = checkOf(model, reader, model.now);
    const isAgain = reader.said.some((one) => one.version === version && one.basis === 'explicit');
    const isOpen = [current, ...upcoming].some((one) => one.version === version);
    const isStanding = model.versions[version - 1]?.withdrawnAt === null;
    const { status } = await app.ask('POST', '/v1/acceptances', {
      ...{ user: reader.user, policy: 'terms', version },
    });
    const isTaken = isStanding && (isOpen || isAgain);
    expect(status < 400, `accepting ${version}`).toBe(isTaken);
    if (!isTaken || isAgain) return;
    reader.said.push({ version, at: model.now, basis: 'explicit', isVoid: false });
  });
}

/** The product reports a use. */
export function use(who: number): Step {
  return step(`reader ${who} uses it`, async (model, app) => {
    const reader = pick(model.readers, who);
    const version = boundByUse(model, reader, model.now);
    await ok(app, 'POST', '/v1/uses', { user: reader.user });
    if (version === null) return;
    reader.said.push({ version, at: model.now, basis: 'deemed', isVoid: false });
  });
}

/** Time goes by. */
export function wait(ms: number): Step {
  return step(`wait ${ms} ms`, async (model, app) => moveTo(model, app, model.now + ms));
}

/** Time goes by until something may change for somebody. */
export function waitForTurn(who: number, n: number, offBy: number): Step {
  return step(`wait for turn ${n} of reader ${who}, off by ${offBy}`, async (model, app) => {
    const turns = turningPointsOf(model, pick(model.readers, who));
    if (turns.length > 0) moveTo(model, app, Math.max(model.now, pick(turns, n) + offBy));
  });
}

function moveTo(model: RuledModel, app: TestApp, now: number): void {
  model.now = now;
  app.clock.now = instantFromMs(now);
}

const iso = (ms: number) => (ms === Infinity ? null : instantFromMs(ms));

async function expectAgreement(model: RuledModel, app: TestApp): Promise<void> {
  for (const reader of model.readers) {
    const turns = turningPointsOf(model, reader).slice(0, 4);
    for (const t of new Set([model.now, ...turns.flatMap((at) => [at - 1, at]), model.now + 400 * DAY])) {
      if (t < model.now) continue;
      app.clock.now = instantFromMs(t);
      const body = await ok(app, 'GET', `/v1/users/${reader.user}/policies/terms`);
      app.clock.now = instantFromMs(model.now);
      const { current, upcoming, holds, ...check } = checkOf(model, reader, t);
      const dated = (one: typeof current) => ({
        version: one.version,
        ...{ effectiveAt: iso(one.effectiveAt), toldAt: iso(one.toldAt), bindsAt: iso(one.bindsAt) },
      });
      const which = `the check of ${reader.user} ${t - model.now} ms from now`;
      const of = ({ version, effectiveAt, toldAt, bindsAt }: Record<string, unknown>) => ({
        ...{ version, effectiveAt, toldAt, bindsAt },
      });
      const { accepted, basis, reason, next } = body;
      expect(
        {
          ...{ accepted, basis, reason, next, holds: body.holds },
          ...{ current: of(body.current), upcoming: body.upcoming.map(of) },
        },
        which,
      ).toEqual({
        ...{ ...check, holds: holds && { ...holds, at: instantFromMs(holds.at) } },
        ...{ current: dated(current), upcoming: upcoming.map(dated) },
      });
    }
  }
  await expectListedAlike(app, 'terms', model.readers);
}

const who = fc.constantFrom(0, 0, 0, 1, 1, 2);
const newest = fc.constantFrom(0, 0, 0, 1, 1, 2);
const kind = fc.constantFrom<Kind>('consumer', 'business', null);
const publishing = fc.constantFrom(...Object.keys(CLASSES)).map(publish);

/** Whatever legal, readers, the product and the mail provider may do, in any order. */
export const steps = fc.commands(
  [
    kind.map(join),
    fc.tuple(who, kind).map((args) => become(...args)),
    ...[publishing, publishing, publishing],
    ...Array.from({ length: 4 }, () => fc.constant(null).map(deliver)),
    fc.tuple(who, newest).map((args) => show(...args)),
    fc.tuple(who, newest).map((args) => bounce(...args)),
    fc.tuple(who, fc.constantFrom(0, 1_000, 7_000, 30_000)).map((args) => renew(...args)),
    fc.tuple(who, newest).map((args) => accept(...args)),
    ...[who.map(use), who.map(use)],
    fc.constantFrom(1, 1_000, 5_000, 11_000, 61_000).map(wait),
    ...Array.from({ length: 3 }, () =>
      fc.tuple(who, fc.nat({ max: 3 }), fc.constantFrom(-1, 0, 0, 1)).map((args) => waitForTurn(...args)),
    ),
  ],
  { maxCommands: 25, size: 'max' },
);

/** A service with one policy under rules, whose first version is in force and held by one reader, and the model of it. */
async function start(): Promise<{ readonly model: RuledModel; readonly real: TestApp }> {
  const real = await startTestApp({ webhookSecret: WEBHOOK_SECRET });
  const now = instantToMs(real.clock.now);
  const model: RuledModel = { now, seq: 0, versions: [], readers: [] };
  await ok(real, 'PUT', PATH, { title: 'Terms', rules: RULES, remindAtEffect: false });
  await ok(real, 'POST', `${PATH}/versions`, { content: '# Terms\n\nText 1.\n' });
  model.versions.push({
    ...{ version: 1, class: null, postedAt: now, generalAt: now, isPutOff: false, withdrawnAt: null },
  });
  moveTo(model, real, now + 1);
  await join('business').run(model, real);
  await accept(0, 0).run(model, real);
  moveTo(model, real, model.now + 1);
  return { model, real };
}

/** Runs steps one after the other, on a new service. */
export async function play(story: Iterable<Step>): Promise<void> {
  const { model, real } = await start();
  try {
    await fc.asyncModelRun(() => ({ model, real }), story);
    expect(await findingsOf(real)).toEqual([]);
  } finally {
    await real.store.close();
  }
}
