import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantFromMs, instantToMs } from '../../src/domain/instant.ts';
import {
  acceptanceOf,
  announced,
  boundariesOf,
  boundByUse,
  checkOf,
  happened,
  heldBy,
  inForce,
  leavings,
  MAIL_HAS,
  type Model,
  type ModelUser,
  type ModelVersion,
  NOTICE,
  standing,
  standingOf,
  tellingOf,
  undoneAt,
  windowClosesAt,
} from '../support/policy-model.ts';
import { type Answered, startTestApp, type TestApp } from '../support/test-app.ts';

type Step = fc.AsyncCommand<Model, TestApp>;

/** How many stories to try; more of them, and `MODEL_SHRINK=1` for the shortest that fails, when looking for trouble. */
const RUNS = Number(process.env.MODEL_RUNS ?? 50);
const DAY = 86_400_000;

/** A step that is possible when there is a user or a version to pick; afterwards service and model must agree. */
function step(
  name: string,
  run: (model: Model, app: TestApp) => Promise<void>,
  isPossible: (model: Model) => boolean = () => true,
): Step {
  return {
    check: isPossible,
    run: async (model, app) => {
      await run(model, app);
      await expectAgreement(model, app);
    },
    toString: () => name,
  };
}

const hasUsers = (model: Model) => model.users.length > 0;
const hasUsersAndVersions = (model: Model) => hasUsers(model) && model.versions.length > 0;

function pick<T>(items: readonly T[], n: number): T {
  return items[n % items.length] as T;
}

/** Where a step names a version that does not exist. */
const UNKNOWN = -1;

/** A version's number, counted from the newest down. */
function pickVersion(model: Model, n: number): number {
  return n === UNKNOWN ? model.versions.length + 1 : pick(model.versions.toReversed(), n).version;
}

/** What came back: the refusal's code, or the status. */
function outcome({ status, body }: Answered): string | number {
  return status < 400 ? status : String(body.type).replace('/problems/', '');
}

const iso = (ms: number | null) => (ms === null ? null : instantFromMs(ms));

function addUser(hasAddress: boolean): Step {
  return step(
    `add user ${hasAddress ? 'with' : 'without'} address`,
    async (model, app) => {
      const user = `u${model.users.length + 1}`;
      const email = hasAddress ? `${user}@example.com` : null;
      expect((await app.ask('PUT', `/v1/users/${user}`, { email })).status).toBe(201);
      model.users.push({ user, hasAddress, joinedAt: model.now, log: [] });
    },
    (model) => model.users.length < 3,
  );
}

function publish(
  change: ModelVersion['change'],
  what: { mode: 'deemed' | 'explicit'; withdraw: boolean; later: number | null },
): Step {
  const { mode, withdraw, later } = what;
  return step(`publish ${change} ${JSON.stringify(what)}`, async (model, app) => {
    const { now } = model;
    const version = model.versions.length + 1;
    const requested = later === null ? null : now + later;
    const answer = await app.ask('POST', '/v1/policies/privacy/versions', {
      content: `# Privacy\n\nText number ${version} of ${now}.`,
      change,
      acceptance: mode,
      ...(change === 'initial' ? {} : { summary: 'It changes.' }),
      ...(change === 'legal' ? { reason: 'Regulation 2026/1' } : {}),
      ...(withdraw ? { pending: 'withdraw' } : {}),
      ...(requested === null ? {} : { effectiveAt: iso(requested) }),
    });
    const waiting = withdraw ? [] : announced(model, now);
    const stands = withdraw ? inForce(model, now) !== undefined : standing(model, now).length > 0;
    const own = now + { initial: 0, legal: 0, minor: NOTICE.minor, substantial: NOTICE.substantial }[change];
    const pending = Math.max(0, ...waiting.map((one) => one.effectiveAt));
    const earliest = Math.max(own, pending);
    const expected = (() => {
      if (change === 'initial' && stands) return 'invalid-request';
      if (change === 'legal' && pending > Math.max(own, requested ?? 0)) return 'version-pending';
      return requested !== null && requested < earliest ? 'notice-too-short' : 201;
    })();
    expect(outcome(answer)).toBe(expected);
    if (expected !== 201) return;
    const effectiveAt = requested ?? earliest;
    expect(answer.body).toMatchObject({ version, effectiveAt: iso(effectiveAt) });
    for (const one of withdraw ? announced(model, now) : []) one.withdrawnAt = now;
    model.versions.push({ version, change, mode, postedAt: now, effectiveAt, withdrawnAt: null });
  });
}

function withdraw(n: number, withPending: boolean): Step {
  return step(
    `withdraw ${n}${withPending ? ' with what stands on it' : ''}`,
    async (model, app) => {
      const { now } = model;
      const version = pickVersion(model, n);
      const answer = await app.ask('POST', `/v1/policies/privacy/versions/${version}/withdrawal`, {
        reason: 'We thought again.',
        ...(withPending ? { pending: 'withdraw' } : {}),
      });
      const open = announced(model, now);
      const onTop = open.filter((one) => one.version > version);
      const expected = (() => {
        if (version > model.versions.length) return 'unknown-version';
        if (!open.some((one) => one.version === version)) return 'version-not-announced';
        return onTop.length > 0 && !withPending ? 'version-pending' : 200;
      })();
      expect(outcome(answer)).toBe(expected);
      if (expected !== 200) return;
      for (const one of open.filter((one) => one.version >= version)) one.withdrawnAt = now;
    },
    (model) => model.versions.length > 0,
  );
}

/** Whether a version can be accepted or declined at all: in force or announced. */
function isOpen(model: Model, version: number): boolean {
  const current = inForce(model, model.now);
  return current?.version === version || announced(model, model.now).some((one) => one.version === version);
}

function accept(who: number, n: number, returning: boolean): Step {
  return step(
    `user ${who} accepts ${n}${returning ? ', returning' : ''}`,
    async (model, app) => {
      const { now } = model;
      const user = pick(model.users, who);
      const version = pickVersion(model, n);
      const body = { user: user.user, policy: 'privacy', version, returning };
      const answer = await app.ask('POST', '/v1/acceptances', body);
      const hasLeft = standingOf(model, user, now).is === 'terminated';
      const counts = acceptanceOf(user, version, Infinity) !== undefined;
      const expected = (() => {
        if (version > model.versions.length) return 'unknown-version';
        if (!isOpen(model, version)) return 'version-not-open';
        if (hasLeft && !(returning && inForce(model, now)?.version === version)) return 'already-terminated';
        return counts && !hasLeft ? 200 : 201;
      })();
      expect(outcome(answer)).toBe(expected);
      if (expected !== 201) return;
      for (const { id, version: declined } of leavings(model, user, now)) {
        if (hasLeft || declined <= version) user.log.push({ is: 'stayed', id, at: now, by: 'accepting' });
      }
      user.log.push({ is: 'accepted', version, at: now, basis: 'explicit' });
    },
    hasUsersAndVersions,
  );
}

function decline(who: number, n: number, when: 'effect' | 'now'): Step {
  return step(
    `user ${who} declines ${n} and leaves (${when})`,
    async (model, app) => {
      const { now } = model;
      const user = pick(model.users, who);
      const number = pickVersion(model, n);
      const body = { user: user.user, policy: 'privacy', version: number, when };
      const answer = await app.ask('POST', '/v1/terminations', body);
      const version = model.versions.find((one) => one.version === number);
      if (version === undefined) {
        expect(outcome(answer)).toBe('unknown-version');
        return;
      }
      const closing = tellingOf(user, version).bindsAt ?? version.effectiveAt;
      const leavesAt = when === 'now' ? now : Math.max(now, closing);
      const before = leavings(model, user, now).filter((one) => one.version === number);
      const expected = (() => {
        if (standingOf(model, user, now).is === 'terminated') return 'already-terminated';
        if (!isOpen(model, number)) return 'version-not-open';
        if (before.some((one) => one.leavesAt <= leavesAt)) return 200;
        return windowClosesAt(user, version) <= now ? 'decline-window-closed' : 201;
      })();
      expect(outcome(answer)).toBe(expected);
      if (expected === 'decline-window-closed') {
        expect(answer.body.closedAt).toBe(iso(windowClosesAt(user, version)));
      }
      if (expected !== 201) return;
      user.log.push({ is: 'declined', version: number, at: now, leavesAt, id: answer.body.id });
      expect(answer.body).toMatchObject({
        terminatesAt: iso(leavesAt),
        holds: heldBy(model, user, now)?.version ?? null,
      });
    },
    hasUsersAndVersions,
  );
}

function cancel(who: number, n: number): Step {
  return step(
    `user ${who} cancels leaving ${n}`,
    async (model, app) => {
      const { now } = model;
      const user = pick(
        model.users.filter((one) => happened(one, 'declined').length > 0),
        who,
      );
      const declined = pick(happened(user, 'declined').reverse(), n);
      const answer = await app.ask('DELETE', `/v1/terminations/${declined.id}`);
      const isUndone = undoneAt(model, user, declined) <= now;
      const hasHappened = !isUndone && declined.leavesAt <= now;
      expect(outcome(answer)).toBe(hasHappened ? 'already-terminated' : 200);
      if (!isUndone && !hasHappened)
        user.log.push({ is: 'stayed', id: declined.id, at: now, by: 'cancelling' });
    },
    (model) => model.users.some((one) => happened(one, 'declined').length > 0),
  );
}

function use(who: number, offset: number): Step {
  return step(
    `user ${who} uses the service (${offset} ms from now)`,
    async (model, app) => {
      const user = pick(model.users, who);
      const usedAt = model.now + offset;
      const body = offset === 0 ? { user: user.user } : { user: user.user, at: iso(usedAt) };
      const answer = await app.ask('POST', '/v1/uses', body);
      expect(outcome(answer)).toBe(offset > 5000 ? 'invalid-request' : 200);
      if (offset > 5000) return;
      const bound = boundByUse(model, user, usedAt);
      if (bound) user.log.push({ is: 'accepted', version: bound.version, at: usedAt, basis: 'deemed' });
    },
    hasUsers,
  );
}

/** Lets notices go out: whoever must be told is, whoever must not be is not; after effect it depends on what was queued. */
function deliver(): Step {
  return step('deliver', async (model, app) => {
    const { now } = model;
    await app.deliver();
    const rows = await app.store.db
      .selectFrom('user_versions')
      .innerJoin('users', 'users.ref', 'user_versions.user_ref')
      .select(['users.user_id', 'version', 'told_at'])
      .where('told_at', 'is not', null)
      .execute();
    for (const user of model.users) {
      const told = rows.filter((one) => one.user_id === user.user);
      for (const version of model.versions) {
        const isNew = tellingOf(user, version).toldAt === null;
        const mayBeTold =
          user.hasAddress &&
          version.change !== 'initial' &&
          version.withdrawnAt === null &&
          (user.joinedAt < version.effectiveAt || user.joinedAt <= version.postedAt) &&
          standingOf(model, user, now).is === 'active' &&
          (heldBy(model, user, now)?.version ?? 0) < version.version;
        const mustBeTold = mayBeTold && now < version.effectiveAt;
        const row = told.find((one) => one.version === version.version);
        const which = `${user.user} is told of version ${version.version}`;
        if (!isNew || mustBeTold) expect(row, which).toBeDefined();
        if (isNew && !mayBeTold) expect(row, which).toBeUndefined();
        if (isNew && row !== undefined) {
          expect(row.told_at).toBe(iso(now));
          user.log.push({ is: 'told', version: version.version, at: now });
        }
      }
    }
    moveTo(model, app, now + 1);
  });
}

function moveTo(model: Model, app: TestApp, now: number): void {
  model.now = now;
  app.clock.now = instantFromMs(now);
}

function wait(ms: number): Step {
  return step(`wait ${ms} ms`, async (model, app) => moveTo(model, app, model.now + ms));
}

function waitForBoundary(who: number, n: number, offBy: number): Step {
  return step(
    `wait until boundary ${n} of user ${who}, off by ${offBy}`,
    async (model, app) => {
      const user = pick(model.users, who);
      const boundary = pick(boundariesOf(model, user), n);
      moveTo(model, app, Math.max(model.now, boundary + offBy));
    },
    hasUsers,
  );
}

/** The check as the service answers it at `t`, without moving its clock for good. */
async function readCheck(app: TestApp, user: ModelUser, t: number) {
  const { now } = app.clock;
  app.clock.now = instantFromMs(t);
  const { status, body } = await app.ask('GET', `/v1/users/${user.user}/policies/privacy`);
  app.clock.now = now;
  expect(status).toBe(200);
  const { validUntil, ...rest } = body as { validUntil: string | null };
  return { validUntil: validUntil === null ? null : Date.parse(validUntil), rest };
}

/** What the model says, in the service's words. */
function expectedCheck(model: Model, user: ModelUser, t: number) {
  const check = checkOf(model, user, t);
  const withInstants = <T extends { effectiveAt: number; toldAt?: number | null; bindsAt?: number | null }>(
    one: T,
  ) => ({
    ...one,
    effectiveAt: iso(one.effectiveAt),
    toldAt: iso(one.toldAt ?? null),
    bindsAt: iso(one.bindsAt ?? null),
  });
  return {
    user: user.user,
    policy: 'privacy',
    ...check,
    current: check.current && withInstants(check.current),
    holds: check.holds && { ...check.holds, at: iso(check.holds.at) },
    upcoming: check.upcoming.map(withInstants),
  };
}

async function expectAgreement(model: Model, app: TestApp): Promise<void> {
  for (const user of model.users) {
    const { validUntil, rest: answer } = await readCheck(app, user, model.now);
    if (validUntil !== null) expect(validUntil).toBeGreaterThan(model.now);
    const end = validUntil ?? model.now + 400 * DAY;
    for (const t of [...boundariesOf(model, user), Math.floor((model.now + end) / 2), end - 1]) {
      const { rest } = await readCheck(app, user, t);
      const which = `the check of ${user.user} ${t - model.now} ms from now`;
      expect(rest, which).toEqual(expectedCheck(model, user, t));
      if (t < end) expect(rest, `${which}, when the answer of now still holds`).toEqual(answer);
    }
  }
}

/** Mostly the first of some users or the newest of some versions, sometimes another. */
const who = fc.constantFrom(0, 0, 0, 0, 1, 2);
const newestFirst = fc.constantFrom(0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, UNKNOWN);
const seldom = fc.constantFrom(false, false, false, false, true);

const publishing = fc
  .record({
    change: fc.constantFrom(
      ...(['minor', 'minor', 'minor', 'substantial', 'substantial', 'legal', 'legal', 'initial'] as const),
    ),
    mode: fc.constantFrom(...(['deemed', 'deemed', 'deemed', 'deemed', 'explicit'] as const)),
    withdraw: seldom,
    later: fc.constantFrom(
      ...[null, null, null, null, null, null, null, null, -1, 3_000, 6_000, 61_000, 2 * MAIL_HAS],
    ),
  })
  .map(({ change, ...what }) => publish(change, what));
const withdrawing = fc.tuple(newestFirst, fc.boolean()).map(([n, withPending]) => withdraw(n, withPending));
const accepting = fc
  .tuple(who, newestFirst, fc.boolean())
  .map(([a, n, returning]) => accept(a, n, returning));
const declining = fc
  .tuple(who, newestFirst, fc.constantFrom(...(['effect', 'effect', 'now'] as const)))
  .map(([a, n, when]) => decline(a, n, when));
const cancelling = fc.tuple(who, fc.constantFrom(0, 0, 0, 1, 2)).map(([a, n]) => cancel(a, n));
const using = fc
  .tuple(who, fc.constantFrom(0, 0, 0, 0, -1, -2_000, -7_000, -70_000, 3_000, 5_000, 5_001))
  .map(([a, offset]) => use(a, offset));
const delivering = fc.constant(null).map(deliver);
const waiting = fc.constantFrom(1, 1_000, 2_000, 4_000, 6_000, 7_000, 7_000, 61_000, MAIL_HAS, DAY).map(wait);
const waitingForBoundary = fc
  .tuple(who, fc.nat({ max: 8 }), fc.constantFrom(-1, 0, 0, 1))
  .map(([a, n, offBy]) => waitForBoundary(a, n, offBy));

const commands = fc.commands(
  [
    fc.boolean().map(addUser),
    ...[publishing, publishing, publishing],
    ...[delivering, delivering, delivering],
    ...[waiting, waiting, waitingForBoundary],
    ...[using, using, using],
    ...[declining, declining],
    ...[accepting, cancelling, withdrawing],
  ],
  { maxCommands: 45, size: 'max' },
);

/** A service with one policy whose first version two users may know, and the model of it. */
async function start(): Promise<{ readonly model: Model; readonly real: TestApp }> {
  const app = await startTestApp();
  const model: Model = { now: instantToMs(app.clock.now), versions: [], users: [] };
  const notice = { minor: 'PT6S', substantial: 'PT1M', late: 'PT4S' };
  const made = await app.ask('PUT', '/v1/policies/privacy', { title: 'Privacy policy', notice });
  expect(made.status).toBe(201);
  await addUser(true).run(model, app);
  await publish('initial', { mode: 'deemed', withdraw: false, later: null }).run(model, app);
  await accept(0, 0, false).run(model, app);
  return { model, real: app };
}

/** Runs steps one after the other, on a new service. */
async function play(steps: Iterable<Step>): Promise<void> {
  const { model, real } = await start();
  try {
    await fc.asyncModelRun(() => ({ model, real }), steps);
  } finally {
    await real.store.close();
  }
}

const deemed = { mode: 'deemed', withdraw: false, later: null } as const;

/** What stories may begin with: much is decided only when a version that users were told of is in force. */
const beginnings = fc.constantFrom<Step[]>(
  [],
  [publish('minor', deemed), deliver()],
  [publish('minor', deemed), deliver(), wait(NOTICE.minor)],
  [publish('legal', deemed), deliver(), wait(NOTICE.late)],
);

it('someone whose acceptance lapses by a withdrawal is told of the version that is still announced', async () => {
  await play([
    publish('minor', deemed),
    publish('minor', deemed),
    accept(0, 0, false),
    deliver(),
    withdraw(0, false),
    deliver(),
  ]);
});

it('a use a little ahead of our clock changes the answer only at its instant, and the answer says so', async () => {
  await play([publish('minor', deemed), deliver(), wait(5_998), use(0, 3_000)]);
});

it('someone bound by a use a little ahead of our clock holds what they held until then', async () => {
  await play([publish('minor', deemed), deliver(), wait(5_998), use(0, 3_000), publish('legal', deemed)]);
});

it('someone who declined what they had accepted early, left, and came back with an older version holds that one', async () => {
  await play([
    publish('minor', deemed),
    accept(0, 0, false),
    decline(0, 0, 'now'),
    wait(1),
    accept(0, 1, true),
  ]);
});

it('whatever legal and users do, the service answers what the rules say, at every instant', async () => {
  const property = fc.asyncProperty(beginnings, commands, (beginning, steps) =>
    play([...beginning, ...steps]),
  );
  await fc.assert(property, {
    numRuns: RUNS,
    endOnFailure: process.env.MODEL_SHRINK === undefined,
  });
}, 600_000);
