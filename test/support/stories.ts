import fc from 'fast-check';
import { expect } from 'vitest';
import { instantFromMs, instantToMs } from '../../src/domain/instant.ts';
import { findingsOf } from './findings.ts';
import {
  announced,
  boundByUse,
  checkOf,
  heldIn,
  inForce,
  isOpen,
  keyOf,
  type Model,
  type ModelPolicy,
  type ModelUser,
  type ModelVersion,
  mayBeImported,
  type No,
  standing,
  standingOf,
  stateAt,
  tellingOf,
  turningPointsOf,
  validUntil,
  windowClosesAt,
  type Yes,
} from './policy-model.ts';
import { mailEvent, report, WEBHOOK_SECRET } from './sign-webhook.ts';
import { type Answered, startTestApp, type TestApp } from './test-app.ts';

/** One thing that somebody does, with the service and with the model of it. */
export type Step = fc.AsyncCommand<Model, TestApp>;

const DAY = 86_400_000;

/** How many acts all stories had so far. */
export const told = { acts: 0 };

/** A step that is possible when there is what it needs; afterwards service and model must agree. */
function step(
  name: string,
  run: (model: Model, app: TestApp) => Promise<void>,
  isPossible: (model: Model) => boolean = () => true,
): Step {
  return {
    check: isPossible,
    run: async (model, app) => {
      told.acts++;
      await run(model, app);
      await expectAgreement(model, app);
    },
    toString: () => name,
  };
}

const hasUsers = (model: Model) => model.users.length > 0;
const hasDeclined = (user: ModelUser) => user.said.some((one) => one.is === 'no');

function pick<T>(items: readonly T[], n: number): T {
  return items[n % items.length] as T;
}

/** Where a step names a version that does not exist. */
const UNKNOWN = -1;

/** What a step is about: a policy by its place, and a version counted from the newest down. */
export type Which = { readonly of: number; readonly n: number };

/** A version's number in one policy. */
function pickVersion(model: Model, { of, n }: Which) {
  const policy = pick(model.policies, of);
  const isUnknown = n === UNKNOWN || policy.versions.length === 0;
  const version = isUnknown ? undefined : pick(policy.versions.toReversed(), n);
  return { policy, version, number: version?.version ?? policy.versions.length + 1 };
}

/** What came back: the refusal's code, or the status. */
function outcome({ status, body }: Answered): string | number {
  return status < 400 ? status : String(body.type).replace('/problems/', '');
}

const iso = (ms: number | null) => (ms === null ? null : instantFromMs(ms));

/** Asks for an act, once more under its Idempotency-Key: that must do nothing and answer the same. */
async function act(app: TestApp, path: string, body: unknown): Promise<Answered> {
  const key = { 'idempotency-key': `act-${told.acts}` };
  const first = await app.ask('POST', path, body, key);
  const second = await app.ask('POST', path, body, key);
  expect([second.status, second.body], `${path}, repeated`).toEqual([first.status, first.body]);
  return first;
}

/** A user becomes known, or their address comes or goes. */
export function putUser(who: number | null, hasAddress: boolean): Step {
  return step(
    `${who === null ? 'a new user' : `user ${who}`} has ${hasAddress ? 'an' : 'no'} address`,
    async (model, app) => {
      const fresh = {
        ...{ user: `u${model.users.length + 1}`, addressedAt: null },
        ...{ said: [], told: [], heard: new Set<string>() },
      };
      const user: ModelUser = who === null ? fresh : pick(model.users, who);
      const email = hasAddress ? `${user.user}@example.com` : null;
      const { status } = await app.ask('PUT', `/v1/users/${user.user}`, { email });
      expect(status).toBe(who === null ? 201 : 200);
      if (who === null) model.users.push(user);
      user.addressedAt = hasAddress ? (user.addressedAt ?? model.now) : null;
    },
    (model) => (who === null ? model.users.length < 3 : hasUsers(model)),
  );
}

/** Somebody has nobody asked about a policy for so long; null: has people asked again. */
export function pauseAsking(of: number, forMs: number | null): Step {
  return step(`ask nobody of ${of} for ${forMs} ms`, async (model, app) => {
    const policy = pick(model.policies, of);
    const until = forMs === null ? null : model.now + forMs;
    const path = `/v1/policies/${policy.policy}/asking-pause`;
    const { status } = await (until === null
      ? app.ask('DELETE', path)
      : app.ask('PUT', path, { until: iso(until), reason: 'It asks the wrong people.' }));
    expect(status).toBe(until === null ? 204 : 200);
    policy.pausedUntil = until;
  });
}

/** Legal posts a version; `later`: asks for a date so long after now. */
export function publish(
  of: number,
  change: ModelVersion['change'],
  what: { mode: 'deemed' | 'explicit'; withdraw: boolean; later: number | null },
): Step {
  const { mode, withdraw, later } = what;
  return step(`publish ${change} of ${of} ${JSON.stringify(what)}`, async (model, app) => {
    const { now } = model;
    const policy = pick(model.policies, of);
    const version = policy.versions.length + 1;
    const requested = later === null ? null : now + later;
    const answer = await app.ask('POST', `/v1/policies/${policy.policy}/versions`, {
      content: `# ${policy.policy}\n\nText number ${version} of ${now}.`,
      change,
      acceptance: mode,
      ...(change === 'initial' ? {} : { summary: 'It changes.' }),
      ...(change === 'legal' ? { reason: 'Regulation 2026/1' } : {}),
      ...(withdraw ? { pending: 'withdraw' } : {}),
      ...(requested === null ? {} : { effectiveAt: iso(requested) }),
    });
    const waiting = withdraw ? [] : announced(policy, now);
    const stands = withdraw ? inForce(policy, now) !== undefined : standing(policy, now).length > 0;
    const { minor, substantial } = policy.notice;
    const own = now + { initial: 0, legal: 0, minor, substantial }[change];
    const pending = Math.max(0, ...waiting.map((one) => one.effectiveAt));
    const earliest = Math.max(own, pending);
    const expected = (() => {
      if ((change === 'initial') === stands) return 'invalid-request';
      if (change === 'legal' && pending > Math.max(own, requested ?? 0)) return 'version-pending';
      return requested !== null && requested < earliest ? 'notice-too-short' : 201;
    })();
    expect(outcome(answer)).toBe(expected);
    if (expected !== 201) return;
    const effectiveAt = requested ?? earliest;
    expect(answer.body).toMatchObject({ version, effectiveAt: iso(effectiveAt) });
    for (const one of withdraw ? announced(policy, now) : []) takeBack(model, one);
    policy.versions.push({
      ...{ policy: policy.policy, version, change, mode, postedAt: now, effectiveAt },
      ...{ withdrawnAt: null, withdrawnSeq: 0 },
    });
  });
}

function takeBack(model: Model, version: ModelVersion): void {
  version.withdrawnAt = model.now;
  version.withdrawnSeq = model.seq++;
}

/** Legal takes a version back. */
export function withdraw(which: Which, withPending: boolean): Step {
  return step(
    `withdraw ${which.n} of ${which.of}${withPending ? ' with what stands on it' : ''}`,
    async (model, app) => {
      const { now } = model;
      const { policy, number } = pickVersion(model, which);
      const answer = await act(app, `/v1/policies/${policy.policy}/versions/${number}/withdrawal`, {
        reason: 'We thought again.',
        ...(withPending ? { pending: 'withdraw' } : {}),
      });
      const open = announced(policy, now);
      const onTop = open.filter((one) => one.version > number);
      const expected = (() => {
        if (number > policy.versions.length) return 'unknown-version';
        if (!open.some((one) => one.version === number)) return 'version-not-announced';
        return onTop.length > 0 && !withPending ? 'version-pending' : 200;
      })();
      expect(outcome(answer)).toBe(expected);
      if (expected !== 200) return;
      for (const one of open.filter((one) => one.version >= number)) takeBack(model, one);
    },
  );
}

/** A user says yes. */
export function accept(who: number, which: Which, returning: boolean): Step {
  return step(
    `user ${who} accepts ${which.n} of ${which.of}${returning ? ', returning' : ''}`,
    async (model, app) => {
      const { now } = model;
      const user = pick(model.users, who);
      const { policy, version, number } = pickVersion(model, which);
      const before = stateAt(model, user, now);
      const answer = await act(app, '/v1/acceptances', {
        ...{ user: user.user, policy: policy.policy, version: number },
        ...(returning ? { returning } : {}),
      });
      const hasLeft = standingOf(before, now).is === 'terminated';
      const isInForce = inForce(policy, now) === version;
      const again =
        !hasLeft && version !== undefined && before.agreed.get(keyOf(version))?.basis === 'explicit';
      const expected = (() => {
        if (version === undefined) return 'unknown-version';
        if (version.withdrawnAt !== null || !(again || isOpen(policy, number, now)))
          return 'version-not-open';
        if (hasLeft && !(returning && isInForce)) return 'already-terminated';
        return again ? 200 : 201;
      })();
      expect(outcome(answer)).toBe(expected);
      if (expected !== 200 && expected !== 201) return;
      const yes: Yes = {
        ...{ is: 'yes', policy: policy.policy, version: number, at: now, seq: model.seq++ },
        ...{ basis: 'explicit', again, returning: hasLeft, isVoid: false },
      };
      user.said.push(yes);
      const after = stateAt(model, user, now);
      const agreed = after.agreed.get(keyOf(yes));
      expect(answer.body).toMatchObject({ basis: 'explicit', at: iso(agreed?.at ?? null) });
      const pending = after.open.filter((one) => one.leavesAt > now).map((one) => one.id);
      const listed = (answer.body.pendingTerminations ?? []).map((one: { id: string }) => one.id);
      expect(listed.toSorted()).toEqual(pending.toSorted());
    },
    hasUsers,
  );
}

/** A user says no and leaves. */
export function decline(who: number, which: Which, when: 'effect' | 'now'): Step {
  return step(
    `user ${who} declines ${which.n} of ${which.of} and leaves (${when})`,
    async (model, app) => {
      const { now } = model;
      const user = pick(model.users, who);
      const { policy, version, number } = pickVersion(model, which);
      const body = { user: user.user, policy: policy.policy, version: number, when };
      const answer = await act(app, '/v1/terminations', body);
      if (version === undefined) {
        expect(outcome(answer)).toBe('unknown-version');
        return;
      }
      const closing = tellingOf(model, user, version).bindsAt ?? version.effectiveAt;
      const leavesAt = when === 'now' ? now : Math.max(now, closing);
      const state = stateAt(model, user, now);
      const same = state.open.filter((one) => keyOf(one) === keyOf(version));
      const closesAt = windowClosesAt(model, user, version);
      const expected = (() => {
        if (standingOf(state, now).is === 'terminated') return 'already-terminated';
        if (!isOpen(policy, number, now)) return 'version-not-open';
        if (same.some((one) => one.leavesAt <= leavesAt)) return 200;
        return closesAt <= now ? 'decline-window-closed' : 201;
      })();
      expect(outcome(answer)).toBe(expected);
      if (expected === 'decline-window-closed') expect(answer.body.closedAt).toBe(iso(closesAt));
      if (expected !== 201) return;
      user.said.push({
        ...{ is: 'no', policy: policy.policy, version: number, at: now, seq: model.seq++ },
        ...{ leavesAt, id: answer.body.id, takenBackAt: null },
      });
      const held = heldIn(stateAt(model, user, now), policy);
      expect(answer.body).toMatchObject({ terminatesAt: iso(leavesAt), holds: held?.version ?? null });
    },
    hasUsers,
  );
}

/** A user refuses their consent, and stays. */
export function refuse(who: number, which: Which): Step {
  return step(
    `user ${who} refuses ${which.n} of ${which.of}`,
    async (model, app) => {
      const { now } = model;
      const user = pick(model.users, who);
      const { policy, version, number } = pickVersion(model, which);
      const body = { user: user.user, policy: policy.policy, version: number, answer: 'refuse' };
      const answer = await act(app, '/v1/answers', body);
      const state = stateAt(model, user, now);
      const held = heldIn(state, policy);
      const isSaid = held !== undefined && state.agreed.get(keyOf(held))?.basis !== 'deemed';
      const expected = (() => {
        if (version === undefined) return 'unknown-version';
        if (standingOf(state, now).is === 'terminated') return 'already-terminated';
        if (!isOpen(policy, number, now)) return 'version-not-open';
        if (state.refused.has(keyOf(version))) return 200;
        const isGiven = held !== undefined && (held.version > number || (held.version === number && isSaid));
        return !policy.isConsent || isGiven ? 'not-offered' : 201;
      })();
      expect(outcome(answer)).toBe(expected);
      if (version === undefined || expected !== 201) return;
      for (const one of user.said.filter((one) => keyOf(one) === keyOf(version))) {
        if (one.is === 'no' && state.open.includes(one)) one.takenBackAt = now;
        // A use a little ahead of the clock comes after it.
        if (one.is === 'yes' && one.basis === 'deemed' && one.at >= now) one.isVoid = true;
      }
      user.said.push({
        ...{ is: 'refusal', policy: policy.policy, version: number, at: now, seq: model.seq++ },
      });
    },
    hasUsers,
  );
}

/** A user takes back what they declined. */
export function cancel(who: number, n: number): Step {
  return step(
    `user ${who} cancels leaving ${n}`,
    async (model, app) => {
      const { now } = model;
      const user = pick(model.users.filter(hasDeclined), who);
      const declined = pick(user.said.filter((one): one is No => one.is === 'no').toReversed(), n);
      const { ends } = stateAt(model, user, now);
      const answer = await app.ask('DELETE', `/v1/terminations/${declined.id}`);
      const end = ends.get(declined.id);
      const expected = (() => {
        if (end !== undefined) return end === 'cancelled' ? 200 : 'termination-ended';
        return declined.leavesAt <= now ? 'already-terminated' : 200;
      })();
      expect(outcome(answer)).toBe(expected);
      if (expected === 'termination-ended') expect(answer.body.endedBy).toBe(end);
      if (expected === 200 && end === undefined) declined.takenBackAt = now;
      if (expected === 200) expect(answer.body.cancelledAt).toBe(iso(declined.takenBackAt));
    },
    (model) => model.users.some(hasDeclined),
  );
}

/** The product reports that a user used the service, so many milliseconds from now. */
export function use(who: number, offset: number): Step {
  return step(
    `user ${who} uses the service (${offset} ms from now)`,
    async (model, app) => {
      const user = pick(model.users, who);
      const usedAt = model.now + offset;
      const body = offset === 0 ? { user: user.user } : { user: user.user, at: iso(usedAt) };
      const answer = await app.ask('POST', '/v1/uses', body);
      expect(outcome(answer)).toBe(offset > 5000 ? 'invalid-request' : 200);
      if (offset > 5000) return;
      const bound = model.policies.flatMap((policy) => boundByUse(model, user, policy, usedAt) ?? []);
      for (const { policy, version } of bound) {
        user.said.push({
          ...{ is: 'yes', policy, version, at: usedAt, seq: model.seq++, basis: 'deemed' },
          ...{ again: false, returning: false, isVoid: false },
        });
      }
    },
    hasUsers,
  );
}

/** When what is imported happened: nobody knows, so long before now, or around something that the user said. */
export type AgreedAt = null | { readonly ago: number } | { readonly near: number; readonly off: number };

/** The product brings in what a user agreed to elsewhere, twice: the second time it changes nothing. */
export function importAgreed(who: number, which: Which, when: AgreedAt): Step {
  return step(
    `user ${who} is imported as agreed to ${which.n} of ${which.of}, ${JSON.stringify(when)}`,
    async (model, app) => {
      const { now } = model;
      const user = pick(model.users, who);
      const { policy, version, number } = pickVersion(model, which);
      const at = agreedAt(user, when, now);
      const email = user.addressedAt === null ? null : `${user.user}@example.com`;
      const accepted = { [policy.policy]: at === null ? number : { version: number, at: iso(at) } };
      const line = JSON.stringify({ user: user.user, email, accepted });
      const isRefused =
        version === undefined ||
        version.withdrawnAt !== null ||
        (at !== null && (at > now || at < version.postedAt));
      for (const time of ['first', 'second']) {
        const { body } = await app.ask('POST', '/v1/users/import', line);
        expect(body.rejectedCount, time).toBe(isRefused ? 1 : 0);
        if (isRefused || (at === null && !mayBeImported(model, user, version))) continue;
        const isKnown = user.said.some(
          (one) =>
            one.is === 'yes' && one.basis === 'imported' && keyOf(one) === keyOf(version) && one.at === at,
        );
        if (isKnown) continue;
        user.said.push({
          ...{ is: 'yes', policy: policy.policy, version: number, at: at ?? now, seq: model.seq++ },
          ...{ basis: 'imported', again: false, returning: false, isVoid: false },
        });
      }
    },
    hasUsers,
  );
}

function agreedAt(user: ModelUser, when: AgreedAt, now: number): number | null {
  if (when === null) return null;
  if ('ago' in when) return now - when.ago;
  return user.said.length === 0 ? now : pick(user.said.toReversed(), when.near).at + when.off;
}

/** The product shows a user a notice by itself. */
export function show(who: number, which: Which): Step {
  return step(
    `user ${who} is shown ${which.n} of ${which.of}`,
    async (model, app) => {
      const { now } = model;
      const user = pick(model.users, who);
      const { policy, version, number } = pickVersion(model, which);
      const body = { user: user.user, policy: policy.policy, version: number };
      const answer = await app.ask('POST', '/v1/notices/shown', body);
      const isKnown = user.told.some(
        (one) => one.mail === null && version !== undefined && keyOf(one) === keyOf(version),
      );
      const expected = (() => {
        if (version === undefined) return 'unknown-version';
        if (!isOpen(policy, number, now)) return 'version-not-open';
        return isKnown ? 200 : 201;
      })();
      expect(outcome(answer)).toBe(expected);
      if (version === undefined || (expected !== 200 && expected !== 201)) return;
      if (!isKnown) {
        user.told.push({
          ...{
            policy: policy.policy,
            version: number,
            at: now,
            seq: model.seq++,
            mail: null,
            isUndone: false,
          },
        });
      }
      const { toldAt, bindsAt } = tellingOf(model, user, version);
      expect(answer.body).toMatchObject({ toldAt: iso(toldAt), bindsAt: iso(bindsAt) });
    },
    hasUsers,
  );
}

/** The provider reports that a mail did not arrive, and with it falls what rested on it. */
export function bounce(who: number, n: number): Step {
  const mailsOf = (user: ModelUser) => user.told.filter((one) => one.mail !== null);
  return step(
    `mail ${n} of user ${who} bounces`,
    async (model, app) => {
      const user = pick(
        model.users.filter((one) => mailsOf(one).length > 0),
        who,
      );
      const mail = pick(mailsOf(user).toReversed(), n);
      const version = pick(
        model.policies.flatMap((one) => one.versions.filter((one) => keyOf(one) === keyOf(mail))),
        0,
      );
      await report(app, mailEvent('bounced', { deliveryId: mail.mail ?? '', at: iso(model.now) ?? '' }));
      const { first } = tellingOf(model, user, version);
      mail.isUndone = true;
      if (first !== mail) return;
      const left = tellingOf(model, user, version);
      for (const one of user.said) {
        if (one.is !== 'yes' || one.basis !== 'deemed' || keyOf(one) !== keyOf(mail)) continue;
        if (left.bindsAt === null || one.at < left.bindsAt) one.isVoid = true;
      }
    },
    (model) => model.users.some((one) => mailsOf(one).length > 0),
  );
}

type Row = { readonly user_id: string | null; readonly release: string; readonly says: string };

/**
 * Lets notices go out: whoever must be told is, whoever must not be is not; after effect it depends on
 * what was queued. And whoever was told of a version, or answered it, hears that it is withdrawn, in a mail about
 * that or in the one about what took its place.
 */
export function deliver(): Step {
  return step('deliver', async (model, app) => {
    const { now } = model;
    await app.deliver();
    const sent = await app.store.db
      .selectFrom('deliveries')
      .innerJoin('users', 'users.ref', 'deliveries.user_ref')
      .select(['users.user_id', 'deliveries.id', 'release', 'kind', 'says', 'sent_at'])
      .where('sent_at', 'is not', null)
      .execute();
    const isOf = (user: ModelUser, version: ModelVersion) => (row: Row) =>
      row.user_id === user.user && row.release === `${version.policy}/${version.version}`;
    const saysReplaced = (user: ModelUser, version: ModelVersion) => (row: Row) =>
      row.user_id === user.user && `${row.says} `.includes(` ^${version.policy}@${version.version} `);
    for (const user of model.users) {
      for (const policy of model.policies) {
        for (const version of policy.versions) {
          const rows = sent.filter(isOf(user, version));
          expectTold(
            model,
            user,
            { policy, version },
            rows.find((one) => one.kind === 'announcement'),
          );
          expectHeard(
            user,
            version,
            rows.some((one) => one.kind === 'withdrawal') || sent.some(saysReplaced(user, version)),
          );
        }
      }
    }
    moveTo(model, app, now + 1);
  });
}

function expectTold(
  model: Model,
  user: ModelUser,
  { policy, version }: { readonly policy: ModelPolicy; readonly version: ModelVersion },
  row: { readonly id: string | null; readonly sent_at: string | null } | undefined,
): void {
  const { now } = model;
  const { postedAt, effectiveAt, change } = version;
  const isNew = !user.told.some((one) => one.mail !== null && keyOf(one) === keyOf(version));
  const state = stateAt(model, user, now);
  const hadAddress =
    user.addressedAt !== null && (user.addressedAt < effectiveAt || user.addressedAt <= postedAt);
  const mayBeTold =
    hadAddress &&
    change !== 'initial' &&
    isOpen(policy, version.version, now) &&
    state.open.length === 0 &&
    !state.refused.has(keyOf(version)) &&
    (heldIn(state, policy)?.version ?? 0) < version.version;
  const which = `${user.user} is told of ${keyOf(version)}`;
  if (!isNew || (mayBeTold && now < effectiveAt)) expect(row, which).toBeDefined();
  if (isNew && !mayBeTold) expect(row, which).toBeUndefined();
  if (!isNew || row === undefined) return;
  expect(row.sent_at).toBe(iso(now));
  user.told.push({
    ...{ policy: version.policy, version: version.version, at: now, seq: model.seq++ },
    ...{ mail: row.id ?? '', isUndone: false },
  });
}

function expectHeard(user: ModelUser, version: ModelVersion, hasHeard: boolean): void {
  const key = keyOf(version);
  const knows =
    user.told.some((one) => keyOf(one) === key && !one.isUndone) ||
    user.said.some((one) => keyOf(one) === key && !(one.is === 'yes' && one.basis === 'deemed'));
  const isFirst = version.withdrawnAt !== null && !user.heard.has(`${key} asked`);
  if (isFirst) {
    // Whether they are told is decided once, when it is withdrawn; without an address nobody is.
    user.heard.add(`${key} asked`);
    if (knows && user.addressedAt !== null) user.heard.add(key);
  }
  expect(hasHeard, `${user.user} is told that ${key} is withdrawn`).toBe(user.heard.has(key));
}

function moveTo(model: Model, app: TestApp, now: number): void {
  model.now = now;
  app.clock.now = instantFromMs(now);
}

/** Time goes by. */
export function wait(ms: number): Step {
  return step(`wait ${ms} ms`, async (model, app) => moveTo(model, app, model.now + ms));
}

/** Time goes by until something may change for a user, or a millisecond before or after that. */
export function waitForTurn(who: number, n: number, offBy: number): Step {
  return step(
    `wait until turning point ${n} of user ${who}, off by ${offBy}`,
    async (model, app) => {
      const turns = turningPointsOf(model, pick(model.users, who));
      if (turns.length > 0) moveTo(model, app, Math.max(model.now, pick(turns, n) + offBy));
    },
    hasUsers,
  );
}

/** The check as the service answers it at `t`, without moving its clock for good. */
async function readCheck(app: TestApp, user: ModelUser, policy: ModelPolicy, t: number) {
  const { now } = app.clock;
  app.clock.now = instantFromMs(t);
  const { status, body } = await app.ask('GET', `/v1/users/${user.user}/policies/${policy.policy}`);
  app.clock.now = now;
  expect(status).toBe(200);
  const { validUntil, ...rest } = body;
  return { validUntil, rest };
}

/** What the model says, in the service's words. */
function expectedCheck(model: Model, user: ModelUser, policy: ModelPolicy, t: number) {
  const check = checkOf(model, user, policy, t);
  const withInstants = <
    T extends {
      effectiveAt: number;
      toldAt: number | null;
      bindsAt: number | null;
      answer?: { at: number } | undefined;
    },
  >(
    one: T,
  ) => ({
    ...{ ...one, effectiveAt: iso(one.effectiveAt), toldAt: iso(one.toldAt), bindsAt: iso(one.bindsAt) },
    ...(one.answer && { answer: { ...one.answer, at: iso(one.answer.at) } }),
  });
  return {
    user: user.user,
    policy: policy.policy,
    ...check,
    // What is undefined is not there.
    askingPausedUntil: iso(check.askingPausedUntil) ?? undefined,
    current: check.current && withInstants(check.current),
    holds: check.holds && { ...check.holds, at: iso(check.holds.at) },
    upcoming: check.upcoming.map(withInstants),
  };
}

/** That the checks of many at once are those of each. */
export async function expectListedAlike(
  app: TestApp,
  policy: string,
  users: readonly { readonly user: string }[],
): Promise<void> {
  const ids = users.map(({ user }) => user);
  const { body } = await app.ask('POST', '/v1/checks', { policy, users: ids });
  for (const [i, user] of ids.entries()) {
    const one = await app.ask('GET', `/v1/users/${user}/policies/${policy}`);
    expect(body.items[i], `the listed check of ${user} of ${policy}`).toEqual(one.body);
  }
}

async function expectAgreement(model: Model, app: TestApp): Promise<void> {
  for (const user of model.users) {
    const turns = turningPointsOf(model, user);
    for (const policy of model.policies) {
      const end = validUntil(model, user, policy);
      const near = turns.slice(0, 3).flatMap((at) => [at - 1, at]);
      const last = turns.at(-1) ?? model.now;
      for (const t of new Set([model.now, ...near, (end ?? last) - 1, end ?? last, last + 400 * DAY])) {
        if (t < model.now) continue;
        const answer = await readCheck(app, user, policy, t);
        const which = `the check of ${user.user} of ${policy.policy} ${t - model.now} ms from now`;
        expect(answer.rest, which).toEqual(expectedCheck(model, user, policy, t));
        if (t === model.now) expect(answer.validUntil, `${which} holds until`).toBe(iso(end));
      }
    }
  }
  for (const { policy } of model.policies) await expectListedAlike(app, policy, model.users);
}

/** What is counted of each version, and that all tables say what the record does. */
export async function expectSoundRecord(model: Model, app: TestApp): Promise<void> {
  const { now } = model;
  for (const policy of model.policies) {
    for (const version of standing(policy, now)) {
      const path = `/v1/policies/${policy.policy}/versions/${version.version}`;
      const { body } = await app.ask('GET', `${path}/progress`);
      const states = model.users.map((user) => ({ user, ...stateAt(model, user, now) }));
      const leaving = states.flatMap(({ open }) => {
        const own = open.filter((one) => keyOf(one) === keyOf(version)).map((one) => one.leavesAt);
        return own.length === 0 ? [] : [Math.min(...own)];
      });
      const of = (basis: string) =>
        states.filter(({ agreed }) => agreed.get(keyOf(version))?.basis === basis).length;
      const isTold = (user: ModelUser) => tellingOf(model, user, version).toldAt !== null;
      expect(body, `the progress of ${keyOf(version)}`).toMatchObject({
        accepted: { explicit: of('explicit'), deemed: of('deemed'), imported: of('imported') },
        leaving: leaving.filter((at) => at > now).length,
        terminated: leaving.filter((at) => at <= now).length,
        told: model.users.filter(isTold).length,
      });
    }
  }
  expect(await findingsOf(app)).toEqual([]);
}

/** Mostly the first of some users, policies and newest versions, sometimes another. */
const who = fc.constantFrom(0, 0, 0, 0, 0, 1, 1, 2);
const ofPolicy = fc.constantFrom(0, 0, 0, 1, 1);
const which = fc.record({ of: ofPolicy, n: fc.constantFrom(0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, UNKNOWN) });
const seldom = fc.constantFrom(false, false, false, false, true);

const publishing = fc
  .record({
    of: ofPolicy,
    change: fc.constantFrom(
      ...(['minor', 'minor', 'minor', 'substantial', 'substantial', 'legal', 'legal', 'initial'] as const),
    ),
    mode: fc.constantFrom(...(['deemed', 'deemed', 'deemed', 'deemed', 'explicit'] as const)),
    withdraw: seldom,
    later: fc.constantFrom(...[null, null, null, null, null, null, null, null, -1, 3_000, 6_000, 61_000]),
  })
  .map(({ of, change, ...what }) => publish(of, change, what));
const agreedAtSomeTime: fc.Arbitrary<AgreedAt> = fc.oneof(
  fc.constant(null),
  fc.record({ ago: fc.constantFrom(0, 1, 1_000, 5_000, 7_000, -1) }),
  fc.record({ near: fc.nat({ max: 3 }), off: fc.constantFrom(-1, 0, 0, 1, 1) }),
);
const accepting = fc.tuple(who, which, fc.boolean()).map((args) => accept(...args));
const declining = fc
  .tuple(who, which, fc.constantFrom(...(['effect', 'effect', 'effect', 'now'] as const)))
  .map((args) => decline(...args));
const refusing = fc
  .tuple(who, which, fc.constantFrom(1, 1, 1, 1, 0))
  .map(([user, one, of]) => refuse(user, { ...one, of }));
const using = fc
  .tuple(who, fc.constantFrom(0, 0, 0, 0, -1, -2_000, -7_000, -70_000, 3_000, 5_000, 5_000, 5_001))
  .map((args) => use(...args));
const waiting = fc.constantFrom(1, 1_000, 2_000, 4_000, 6_000, 7_000, 7_000, 61_000, DAY).map(wait);
const waitingForTurn = fc
  .tuple(who, fc.nat({ max: 4 }), fc.constantFrom(-2_000, -1, 0, 0, 1))
  .map((args) => waitForTurn(...args));
const puttingUser = fc.tuple(fc.constantFrom(null, null, 0, 1), fc.constantFrom(true, true, false));

/** Whatever legal, users, the product and the mail provider may do, in any order. */
export const steps = fc.commands(
  [
    puttingUser.map((args) => putUser(...args)),
    ...[publishing, publishing, publishing],
    ...Array.from({ length: 3 }, () => fc.constant(null).map(deliver)),
    ...[waiting, waitingForTurn, waitingForTurn],
    ...[using, using, using],
    ...[declining, declining, declining],
    ...[accepting, accepting, accepting],
    ...[refusing, refusing],
    fc.tuple(who, fc.constantFrom(0, 0, 0, 1, 2)).map((args) => cancel(...args)),
    ...Array.from({ length: 2 }, () => fc.tuple(which, fc.boolean()).map((args) => withdraw(...args))),
    ...Array.from({ length: 2 }, () =>
      fc.tuple(who, which, agreedAtSomeTime).map((args) => importAgreed(...args)),
    ),
    fc.tuple(who, which).map((args) => show(...args)),
    fc.tuple(who, fc.nat({ max: 2 })).map((args) => bounce(...args)),
    fc.tuple(ofPolicy, fc.constantFrom(null, 1_000, 5_000, 61_000)).map((args) => pauseAsking(...args)),
  ],
  { maxCommands: 45, size: 'max' },
);

const deemed = { mode: 'deemed', withdraw: false, later: null } as const;

/** What stories may begin with: much is decided only when a version that users were told of is in force. */
export const beginnings = fc.constantFrom<Step[]>(
  [],
  [publish(0, 'minor', deemed), deliver()],
  [publish(0, 'minor', deemed), deliver(), wait(5_998)],
  [publish(0, 'minor', deemed), deliver(), wait(6_000)],
  [publish(0, 'legal', deemed), deliver(), wait(4_000)],
  [publish(0, 'minor', deemed), publish(0, 'substantial', deemed), deliver()],
  [publish(0, 'minor', deemed), publish(0, 'substantial', deemed), publish(0, 'minor', deemed)],
  [
    ...[publish(0, 'minor', deemed), publish(0, 'substantial', deemed), deliver()],
    ...[decline(0, { of: 0, n: 1 }, 'effect'), accept(0, { of: 0, n: 0 }, false)],
  ],
  [publish(0, 'substantial', deemed), publish(1, 'minor', deemed), deliver()],
);

/** A service with two policies whose first versions two users may know, and the model of it. */
async function start(): Promise<{ readonly model: Model; readonly real: TestApp }> {
  const app = await startTestApp({ webhookSecret: WEBHOOK_SECRET });
  const policies: ModelPolicy[] = [
    {
      policy: 'privacy',
      notice: { minor: 6_000, substantial: 60_000, late: 4_000 },
      isConsent: false,
      versions: [],
      pausedUntil: null,
    },
    {
      policy: 'terms',
      notice: { minor: 9_000, substantial: 30_000, late: 2_000 },
      isConsent: true,
      versions: [],
      pausedUntil: null,
    },
  ];
  const model: Model = { now: instantToMs(app.clock.now), seq: 0, policies, users: [] };
  const inSeconds = (ms: number) => `PT${ms / 1000}S`;
  for (const { policy, notice, isConsent: revocable } of policies) {
    const periods = Object.fromEntries(Object.entries(notice).map(([name, ms]) => [name, inSeconds(ms)]));
    // What reminders tell is not in the model, so none goes out.
    const settings = { title: policy, notice: periods, remindAtEffect: false, revocable };
    const made = await app.ask('PUT', `/v1/policies/${policy}`, settings);
    expect(made.status).toBe(201);
  }
  await putUser(null, true).run(model, app);
  for (const of of [0, 1]) {
    await publish(of, 'initial', deemed).run(model, app);
    await accept(0, { of, n: 0 }, false).run(model, app);
  }
  return { model, real: app };
}

/** Runs steps one after the other, on a new service. */
export async function play(story: Iterable<Step>): Promise<void> {
  const { model, real } = await start();
  try {
    await fc.asyncModelRun(() => ({ model, real }), story);
    await expectSoundRecord(model, real);
  } finally {
    await real.store.close();
  }
}
