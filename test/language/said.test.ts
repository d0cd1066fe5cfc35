import { describe, expect, test } from 'vitest';
import { signReviewToken } from '../../src/domain/answers/review-token.ts';
import { addMs, type Instant } from '../../src/domain/instant.ts';
import { addPeriod, type Period } from '../../src/domain/period.ts';
import { LANGUAGES, type Language } from '../../src/language/languages.ts';
import { askOk, TEXT_1, TEXT_2, TEXT_3, testApp } from '../support/arrange.ts';
import { rememberingMailer } from '../support/remembering-mailer.ts';
import { meaningsIn, type Said, sentencesIn } from '../support/said.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../support/sign-webhook.ts';
import type { TestApp } from '../support/test-app.ts';

/*
 * Every state that a reader of a version can be in, and every sentence that any mail or page says to them
 * in it, in every language, held against what the service answers: the check, and what happens when they
 * then use the service, accept, or leave.
 */

// Neither whole minutes nor whole seconds, so that what is cut shows.
const START = '2026-11-22T09:00:07.250Z' as Instant;
const LEAVE = { action: 'leave', confirm: 'yes' };

const addressOf = (user: string) => `${user}@example.com`;

type SentMail = {
  readonly to: string;
  readonly html: string;
  readonly release: string;
  readonly at: Instant;
};

/** A story and the mails that it sent, with when. */
type Told = {
  readonly app: TestApp;
  readonly users: readonly string[];
  readonly mails: readonly SentMail[];
};

/** What a story can have happen, to each of its readers alike. */
function acts({ app, users }: Told) {
  /** Each act comes a while after what was before it. */
  const later = () => app.wait('PT1M');
  const each = async (does: (user: string) => Promise<unknown>) => {
    later();
    for (const user of users) await does(user);
  };
  const post = (path: string, body: object) => askOk(app, 'POST', path, body);
  const submit = async (user: string, form: Record<string, string>, version = 2) => {
    const { status } = await app.ask(
      'POST',
      await pageOf(app, user, version),
      new URLSearchParams(form).toString(),
      {
        authorization: '',
        'content-type': 'application/x-www-form-urlencoded',
      },
    );
    expect(status).toBe(303);
  };
  return {
    publish: (content: string, more: object = {}) => {
      later();
      return post('/v1/policies/privacy/versions', {
        ...{ content, change: 'substantial', summary: 'Logs are kept longer.' },
        ...more,
      });
    },
    accept: (version: number) =>
      each((user) => post('/v1/acceptances', { user, policy: 'privacy', version })),
    leave: (when: 'now' | 'effect', policy = 'privacy') =>
      each((user) => post('/v1/terminations', { user, policy, version: 2, when })),
    use: () => each((user) => post('/v1/uses', { user })),
    submit: (form: Record<string, string>) => each((user) => submit(user, form)),
    withdraw: () => {
      later();
      return post('/v1/policies/privacy/versions/2/withdrawal', { reason: 'It was a mistake.' });
    },
    importAcceptance: () =>
      each((user) => {
        const line = { user, email: addressOf(user), accepted: { privacy: 2 } };
        return askOk(app, 'POST', '/v1/users/import', JSON.stringify(line));
      }),
    /** Another document that they hold, with a newer version announced over which they leave. */
    leaveOverTerms: async () => {
      await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Rules' });
      await post('/v1/policies/terms/versions', { content: TEXT_1 });
      await each((user) => post('/v1/acceptances', { user, policy: 'terms', version: 1 }));
      await post('/v1/policies/terms/versions', { content: TEXT_2, change: 'substantial', summary: 'More.' });
      await each((user) => post('/v1/terminations', { user, policy: 'terms', version: 2, when: 'effect' }));
    },
    receive: async () => {
      later();
      for (let second = 0; second < 4; second++) {
        await app.deliver();
        app.wait(1_000);
      }
    },
    bounce: async () => {
      const deliveries = await app.store.db.selectFrom('deliveries').select(['id', 'email']).execute();
      for (const { id, email } of deliveries) {
        const bounced = mailEvent('bounced', { deliveryId: id ?? '', to: email ?? '', at: app.clock.now });
        expect((await report(app, bounced)).status).toBeLessThan(300);
      }
    },
    move: () => each((user) => askOk(app, 'PUT', `/v1/users/${user}`, { email: `new-${addressOf(user)}` })),
  };
}

/** The page behind the first link that somebody was mailed about a version. */
async function pageOf({ store, context }: TestApp, user: string, version: number): Promise<string> {
  const { id } = await store.db
    .selectFrom('deliveries')
    .innerJoin('users', 'users.ref', 'deliveries.user_ref')
    .select('deliveries.id')
    .where('users.user_id', '=', user)
    .where('deliveries.release', '=', `privacy/${version}`)
    .where('deliveries.kind', '=', 'announcement')
    .where('deliveries.id', 'is not', null)
    .orderBy('deliveries.round', 'desc')
    .executeTakeFirstOrThrow();
  return `/review/${signReviewToken(id ?? '', 'review', context.linkSecrets[0])}`;
}

type Story = {
  /** What they hold before it: version 1 unless it says otherwise. */
  readonly holds?: null;
  readonly policy?: object;
  /** Of which version their page is. */
  readonly version?: number;
  readonly happens: (act: ReturnType<typeof acts>, told: Told) => Promise<void>;
};

const WITHIN_A_DAY = 29 * 24 * 3_600_000 + 20 * 3_600_000;

/** Every state of a reader, by what led to it. */
const STORIES: Readonly<Record<string, Story>> = {
  'told in time': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
    },
  },
  'told within a day of the effect': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      app.wait(WITHIN_A_DAY);
      await app.deliver();
    },
  },
  'told once it was in effect': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      app.wait('P31D');
      await app.deliver();
    },
  },
  'told late, whose time to decline is over': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      app.wait('P31D');
      await app.deliver();
      app.wait('P8D');
    },
  },
  'told in time, whose time to decline is over': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      app.wait('P31D');
    },
  },
  'bound by use': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      app.wait('P31D');
      await act.use();
    },
  },
  'who accepted on the page': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.submit({ action: 'accept' });
      await act.receive();
    },
  },
  'who accepted elsewhere': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.importAcceptance();
    },
  },
  'who accepted a newer one': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.publish(TEXT_3, { change: 'minor' });
      await act.accept(3);
    },
  },
  'who skipped a version': {
    version: 3,
    async happens(act, { app }) {
      await act.publish(TEXT_2, { change: 'legal', reason: 'Regulation 1/2026' });
      app.wait('PT1H');
      await act.publish(TEXT_3, { change: 'minor' });
      await app.deliver();
    },
  },
  'told of what the law requires at once': {
    async happens(act, { app }) {
      await act.publish(TEXT_2, { change: 'legal', reason: 'Regulation 1/2026' });
      app.wait('PT1H');
      await app.deliver();
    },
  },
  reminded: {
    policy: { reminders: ['P7D'] },
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      app.wait('P24D');
      await app.deliver();
    },
  },
  'who has another address': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      app.wait(1_000);
      await act.move();
      await app.deliver();
    },
  },
  'who was told late and has another address': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      app.wait('P31D');
      await app.deliver();
      app.wait('P3D');
      await act.move();
      await app.deliver();
    },
  },
  leaving: {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.submit(LEAVE);
      await act.receive();
    },
  },
  'who left at effect': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.submit(LEAVE);
      app.wait('P31D');
    },
  },
  'who left at once': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.leave('now');
    },
  },
  'who took leaving back': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.submit(LEAVE);
      await act.receive();
      await act.submit({ action: 'stay' });
      await act.receive();
    },
  },
  'who accepted, left and took that back': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.submit({ action: 'accept' });
      app.wait('PT2H');
      await act.submit(LEAVE);
      await act.receive();
      await act.submit({ action: 'stay' });
      await act.receive();
    },
  },
  'who took leaving back and leaves over another document': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.submit(LEAVE);
      await act.receive();
      await act.leaveOverTerms();
      await act.submit({ action: 'stay' });
      await act.receive();
    },
  },
  'who leaves over another document': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.leaveOverTerms();
    },
  },
  'of whom nothing is on record, told in time': {
    holds: null,
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
    },
  },
  'of whom nothing is on record, told once it was in effect': {
    holds: null,
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      app.wait('P31D');
      // Whoever is new after the effect is told by nobody; these were there.
      await app.deliver();
    },
  },
  'of whom nothing is on record, once it is in effect': {
    holds: null,
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      app.wait('P31D');
    },
  },
  'of whom nothing is on record, of a withdrawn version': {
    holds: null,
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.withdraw();
      await app.deliver();
    },
  },
  'who is to accept': {
    async happens(act, { app }) {
      await act.publish(TEXT_2, { acceptance: 'explicit' });
      await app.deliver();
    },
  },
  'who is to accept what is in effect': {
    async happens(act, { app }) {
      await act.publish(TEXT_2, { acceptance: 'explicit' });
      await app.deliver();
      app.wait('P31D');
    },
  },
  'who is to accept and is told late': {
    async happens(act, { app }) {
      await act.publish(TEXT_2, { acceptance: 'explicit' });
      app.wait('P31D');
      await app.deliver();
    },
  },
  'who would pass over a version that asks': {
    version: 3,
    async happens(act, { app }) {
      await act.publish(TEXT_2, { acceptance: 'explicit' });
      await app.deliver();
      app.wait('P31D');
      await act.publish(TEXT_3);
      await app.deliver();
    },
  },
  'of a withdrawn version': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.withdraw();
      await app.deliver();
    },
  },
  'who was leaving over a version that is withdrawn': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.leave('effect');
      await act.withdraw();
      await app.deliver();
    },
  },
  'who was leaving over a version in whose place another came': {
    version: 3,
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.leave('effect');
      await act.publish(TEXT_3, { pending: 'withdraw' });
      await app.deliver();
    },
  },
  'who left over a version that is withdrawn': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.leave('now');
      await act.withdraw();
      await app.deliver();
    },
  },
  'who left over a version whose day passed withdrawn': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.leave('now');
      await act.withdraw();
      app.wait('P40D');
    },
  },
  'of a version that was superseded': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.publish(TEXT_3);
      app.wait('P40D');
    },
  },
  'who accepted a version that was superseded': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.accept(2);
      await act.publish(TEXT_3);
      app.wait('P40D');
    },
  },
  'who left over a version that was superseded': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.leave('now');
      await act.publish(TEXT_3);
      app.wait('P40D');
    },
  },
  'whose notice did not arrive': {
    async happens(act, { app }) {
      await act.publish(TEXT_2);
      await app.deliver();
      await act.bounce();
      app.wait('P31D');
    },
  },
};

/** Plays a story for one reader of each language. */
async function play(story: Story, languages: readonly Language[]): Promise<Told> {
  const mails: SentMail[] = [];
  const mailer = rememberingMailer([], async (batch) => {
    for (const { to, html, deliveryId } of batch.mails) {
      const delivery = await app.store.db
        .selectFrom('deliveries')
        .select('release')
        .where('id', '=', deliveryId)
        .executeTakeFirstOrThrow();
      mails.push({ to, html, release: delivery.release, at: app.clock.now });
    }
  });
  const app: TestApp = await testApp({ mailer, now: START, webhookSecret: WEBHOOK_SECRET });
  const users = languages.map((language) => `ada-${language.toLowerCase()}`);
  const told = { app, users, mails };
  await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy Policy', ...story.policy });
  await askOk(app, 'POST', '/v1/policies/privacy/versions', { content: TEXT_1 });
  for (const [i, user] of users.entries()) {
    await askOk(app, 'PUT', `/v1/users/${user}`, { email: addressOf(user), locale: languages[i] });
  }
  if (story.holds !== null) await acts(told).accept(1);
  app.wait('PT3H');
  await story.happens(acts(told), told);
  return told;
}

/** What is so of a reader, as the service answers it. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into as they come
type Answer = any;
type Truth = {
  readonly now: Instant;
  readonly number: number;
  readonly check: Answer;
  readonly user: Answer;
  readonly version: Answer;
  readonly inForce: number;
  /** Since when using agrees, when they were told, and until when they may decline, as far as that is known. */
  readonly position: { readonly toldAt: Instant | null; readonly bindsAt: Instant | null };
  readonly closesAt: Instant | null;
  /** What they hold after using the service once all that is announced is in effect, and each late period over. */
  readonly agreesByUse: boolean;
  readonly isAskedThen: boolean;
  readonly mayAccept: boolean;
  /** When their use ends if they leave by the link now; null where that is refused. */
  readonly leavesAt: Instant | null;
  readonly stillLeavesOver: string | null;
  /** Which version took the place of the one before it. */
  readonly replacedBy: number | null;
};

async function truthOf(story: Story): Promise<Truth> {
  const number = story.version ?? 2;
  const { app, users } = await play(story, ['en']);
  const user = users[0] as string;
  const ask = async (path: string) => (await askOk(app, 'GET', path)).body;
  const check = await ask(`/v1/users/${user}/policies/privacy`);
  const version = await ask(`/v1/policies/privacy/versions/${number}`);
  const policy = await ask('/v1/policies/privacy');
  const own = [check.current, ...check.upcoming].find((one) => one?.version === number);
  const position = { toldAt: own?.toldAt ?? null, bindsAt: own?.bindsAt ?? null };
  const { acceptance, effectiveAt } = version;
  const closing = position.bindsAt ?? (app.clock.now < effectiveAt ? effectiveAt : null);
  const userAnswer = await ask(`/v1/users/${user}`);
  const now = app.clock.now;

  const tried = async (does: (app: TestApp) => Promise<unknown>) => {
    const { app: other } = await play(story, ['en']);
    await does(other);
    return other;
  };
  let used: Answer;
  await tried(async (other) => {
    other.wait('P60D');
    await askOk(other, 'POST', '/v1/uses', { user });
    used = (await askOk(other, 'GET', `/v1/users/${user}/policies/privacy`)).body;
  });
  let accepted = 0;
  await tried(async (other) => {
    accepted = (await other.ask('POST', '/v1/acceptances', { user, policy: 'privacy', version: number }))
      .status;
  });
  let leavesAt: Instant | null = null;
  await tried(async (other) => {
    const path = await pageOf(other, user, number);
    const form = { authorization: '', 'content-type': 'application/x-www-form-urlencoded' };
    const { status } = await other.ask('POST', path, new URLSearchParams(LEAVE).toString(), form);
    const after = (await askOk(other, 'GET', `/v1/users/${user}`)).body;
    if (status === 303) leavesAt = after.terminatesAt;
  });
  const terms = (await app.ask('GET', `/v1/users/${user}/policies/terms`)).body;
  const leavesOverTerms = terms.upcoming?.some((one: Answer) => one.response === 'declined') ?? false;
  return {
    ...{ now, number, check, version, position, leavesAt },
    user: userAnswer,
    inForce: policy.current?.version ?? 0,
    closesAt: acceptance === 'explicit' ? null : closing,
    agreesByUse: used.holds?.version === number && used.holds.basis === 'deemed',
    isAskedThen: used.next === 'ask' && !used.accepted,
    mayAccept: accepted === 201 || accepted === 200,
    stillLeavesOver: leavesOverTerms ? 'Rules' : null,
    replacedBy: (await ask(`/v1/policies/privacy/versions/${number - 1}`)).withdrawal?.replacedBy ?? null,
  };
}

/** Whether a sentence is so of somebody; a sentence that none is held against is a label. */
type Claim = (truth: Truth, isNamed: (name: string, is: (meaning: string) => boolean) => boolean) => boolean;

const state =
  (...states: readonly string[]): Claim =>
  (truth) =>
    states.includes(truth.version.state);
const holdsThis = ({ check, number }: Truth) => check.holds?.version === number;
const isLeaving = ({ user }: Truth) => user.standing === 'leaving';
const hasLeft = ({ user }: Truth) => user.standing === 'terminated';
const mayLeave = ({ leavesAt }: Truth) => leavesAt !== null;
const effect = ({ version }: Truth) => `effect ${version.effectiveAt}`;
const deadline = (at: Instant | null) => `deadline ${at}`;

const all =
  (...claims: readonly Claim[]): Claim =>
  (truth, isNamed) =>
    claims.every((claim) => claim(truth, isNamed));
const names =
  (name: string, meaning: (truth: Truth) => string): Claim =>
  (truth, isNamed) =>
    isNamed(name, (one) => one === meaning(truth));

const CLAIMS: Readonly<Record<string, Claim>> = {
  'notice.takesEffect': all(state('announced'), names('value', effect)),
  'notice.inEffectSince': all(state('in-force'), names('value', effect)),
  'notice.ifYouDoNotAgree': mayLeave,
  'notice.declineUntil': all(
    mayLeave,
    names('date', ({ closesAt }) => deadline(closesAt)),
  ),
  'notice.declineUntilYouAccept': all(mayLeave, ({ closesAt }) => closesAt === null),
  'notice.whyWithdrawn': state('withdrawn'),
  'notice.requiredByLaw': ({ version }) => version.reason !== null || version.version === 3,
  'notice.whatChanges': state('announced', 'withdrawn'),
  'notice.whatChanged': state('in-force', 'superseded'),
  'notice.silence.deemed': all(
    ({ agreesByUse }) => agreesByUse,
    names('date', ({ position, version }) => `effect ${position.bindsAt ?? version.effectiveAt}`),
  ),
  'notice.silence.deemedLate': ({ agreesByUse }) => agreesByUse,
  'notice.silence.explicit': all(
    ({ agreesByUse, isAskedThen }) => !agreesByUse && isAskedThen,
    names('date', effect),
  ),
  'notice.silence.explicitInEffect': all(
    state('in-force'),
    ({ agreesByUse, isAskedThen }) => !agreesByUse && isAskedThen,
  ),
  'notice.silence.unrecorded': ({ check, agreesByUse, isAskedThen }) =>
    check.holds === null && !agreesByUse && isAskedThen,
  'notice.replaces': ({ replacedBy, number }) => replacedBy === number,
  'mail.announcement.leadInEffect': all(state('in-force'), names('date', effect)),
  'mail.reminder.lead': all(state('announced'), (truth) => !holdsThis(truth)),
  'mail.withdrawal.lead': all(state('withdrawn'), names('date', effect)),
  'mail.withdrawal.leaving': (truth) => !isLeaving(truth),
  'mail.withdrawal.stays': ({ check }) => check.holds !== null,
  'mail.declineWithin': all(mayLeave, ({ closesAt, position: { toldAt } }, isNamed) =>
    isNamed('period', (period) => toldAt !== null && closesAt === addPeriod(toldAt, period as Period, 'UTC')),
  ),
  'mail.declineAround': all(
    mayLeave,
    names('date', ({ version }) => deadline(version.effectiveAt)),
    ({ closesAt, version }) => closesAt === version.effectiveAt,
  ),
  'mail.onceMore': ({ user }) => user.email.startsWith('new-'),
  'mail.declineAndLeave': mayLeave,
  'mail.reviewAndAccept': ({ mayAccept }) => mayAccept,
  'mail.whyYouGotThis': (truth) => !hasLeft(truth),
  'mail.receipt.accepted.lead': holdsThis,
  'mail.receipt.leaving.lead': isLeaving,
  'mail.receipt.stayed.lead': all(mayLeave, (truth) => !holdsThis(truth)),
  'mail.receipt.stayedLead': holdsThis,
  'mail.receipt.useEnds': all(
    isLeaving,
    names('value', ({ user }) => deadline(user.terminatesAt)),
  ),
  'mail.receipt.countsAgain': all(
    holdsThis,
    names('value', ({ check }) => `exactly ${check.holds.at}`),
  ),
  'mail.receipt.stillLeaving': all(isLeaving, ({ stillLeavesOver }) => stillLeavesOver !== null),
  'review.comparedWith': ({ check, number }, isNamed) =>
    check.holds !== null &&
    (isNamed('version', (one) => one === String(check.holds.version)) || check.holds.version === number),
  'review.lateUntil': all(
    mayLeave,
    names('date', ({ closesAt }) => deadline(closesAt)),
    ({ position, version }) => position.toldAt !== null && position.toldAt >= version.effectiveAt,
  ),
  'review.nothingBinds': all(
    mayLeave,
    ({ position, agreesByUse }) => position.toldAt === null && !agreesByUse,
  ),
  'review.accept': ({ mayAccept }) => mayAccept,
  'review.declineAndLeave': mayLeave,
  'review.confirmLeaving.body': names('date', ({ leavesAt }) => deadline(leavesAt)),
  'review.confirmLeaving.confirm': names('day', ({ leavesAt }) => deadline(leavesAt)),
  'review.stay': isLeaving,
  'review.receipts.accepted': all(
    holdsThis,
    names('date', ({ check }) => deadline(check.holds.at)),
  ),
  'review.receipts.leaving': all(
    isLeaving,
    names('endsDate', ({ user }) => deadline(user.terminatesAt)),
  ),
  'review.receipts.stayed': all(
    (truth) => !holdsThis(truth),
    ({ user, stillLeavesOver }) => user.standing === 'active' || stillLeavesOver !== null,
  ),
  'review.receipts.stayedAccepted': all(
    holdsThis,
    names('acceptedDate', ({ check }) => deadline(check.holds.at)),
  ),
  'review.stillLeaving': all(
    isLeaving,
    names('title', ({ stillLeavesOver }) => stillLeavesOver ?? ''),
    names('date', ({ user }) => deadline(user.terminatesAt)),
  ),
  'review.states.alreadyAccepted(deemed)': ({ check }) => check.holds.basis === 'deemed',
  'review.states.alreadyAccepted(imported)': ({ check }) => check.holds.basis === 'imported',
  'review.states.alreadyAccepted(explicit)': ({ check }) => check.holds.basis === 'explicit',
  'review.states.newerAccepted': ({ check, number }, isNamed) =>
    check.holds.version > number && isNamed('version', (one) => one === String(check.holds.version)),
  'review.states.left': all(
    hasLeft,
    names('endedDate', ({ user }) => deadline(user.terminatesAt)),
  ),
  'review.states.windowClosed': all(
    ({ leavesAt }) => leavesAt === null,
    names('closedDate', ({ closesAt }) => deadline(closesAt)),
  ),
  'review.states.withdrawn': state('withdrawn'),
  'review.states.nothingChanged': all(
    state('withdrawn'),
    ({ check }) => check.holds !== null,
    (truth) => !hasLeft(truth),
  ),
  'review.states.superseded': all(state('superseded'), ({ inForce }, isNamed) =>
    isNamed('by', (one) => one === String(inForce)),
  ),
  'review.whyYouSeeThis': (truth) => !hasLeft(truth),
  'public.takesEffect': all(state('announced'), names('date', effect)),
  'public.inEffectSince': ({ inForce }, isNamed) => isNamed('version', (one) => one === String(inForce)),
  'public.notInForce.announced': all(state('announced'), names('date', effect)),
  'public.notInForce.superseded': all(state('superseded'), ({ inForce }, isNamed) =>
    isNamed('by', (one) => one === String(inForce)),
  ),
  'public.notInForce.withdrawn': state('withdrawn'),
  'public.tookEffect': all(state('superseded'), names('value', effect)),
  'public.wasToTakeEffect': all(state('withdrawn'), names('value', effect)),
  'public.silence': all(
    state('announced'),
    names('date', effect),
    ({ version }) => version.acceptance === 'deemed',
  ),
  'public.states.announced': state('announced'),
  'public.states.in-force': state('in-force'),
  'public.states.superseded': state('superseded'),
  'public.states.withdrawn': state('withdrawn'),
};

/** Every instant that a story has on record. */
async function instantsOf({ app }: Told): Promise<Instant[]> {
  const { db } = app.store;
  const rows = [
    await db.selectFrom('versions').selectAll().execute(),
    await db.selectFrom('user_versions').selectAll().execute(),
    await db.selectFrom('terminations').selectAll().execute(),
    await db.selectFrom('acceptances').selectAll().execute(),
    await db.selectFrom('deliveries').select('sent_at').execute(),
  ].flat();
  const found = rows
    .flatMap((row) => Object.values(row))
    .filter((value) => /^\d{4}-\d\d-\d\dT.*Z$/.test(String(value)));
  // Whoever leaves by a link for which nothing closes the window has the late period from now on.
  return [...new Set([...(found as Instant[]), addPeriod(app.clock.now, 'P7D' as Period, 'UTC')])];
}

const seen = new Map<string, Set<Language>>();

describe('whatever is said to a reader is so, in every language:', () => {
  test.each(Object.entries(STORIES))('%s', async (_, story) => {
    const told = await play(story, LANGUAGES);
    const { app, users, mails } = told;
    const truth = await truthOf(story);
    expect(app.clock.now).toBe(truth.now);
    const instants = await instantsOf(told);
    // What the page of the document says is announced is held against one version.
    const isAlone = truth.check.upcoming.every((one: Answer) => one.version === truth.number);
    const wrong: string[] = [];
    for (const [i, language] of LANGUAGES.entries()) {
      const user = users[i] as string;
      const meanings = meaningsIn(language, { instants, periods: ['P7D', 'P30D'], timeZone: 'UTC' });
      const page = await pageOf(app, user, truth.number);
      const ask = async (method: string, path: string, body?: string) => {
        const headers = {
          ...{ authorization: '', 'accept-language': language },
          ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        };
        return (await app.ask(method, path, body, headers)).body as string;
      };
      const surfaces: (readonly [string, string])[] = [
        ['page', await ask('GET', page)],
        ['page that asks once more', await ask('POST', page, 'action=leave')],
        ['public page of the version', await ask('GET', `/policies/privacy/versions/${truth.number}`)],
        ...(isAlone ? [['public page of the document', await ask('GET', '/policies/privacy')] as const] : []),
        ...mails
          .filter(
            ({ to, at, release }) =>
              release === `privacy/${truth.number}` &&
              to.endsWith(addressOf(user)) &&
              at >= addMs(truth.now, -5_000),
          )
          .map(({ html }): [string, string] => ['mail', html]),
      ];
      for (const [surface, html] of surfaces) {
        const sentences = sentencesIn(html, language, meanings);
        if (surface === 'page') expectOneOnSilence(sentences, truth);
        for (const said of sentences) {
          for (const key of said.keys) seen.set(key, (seen.get(key) ?? new Set()).add(language));
          if (!isSo(said, truth))
            wrong.push(`${language}, ${surface}: ${said.keys} ${JSON.stringify(said.facts)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('and every sentence that can be false was met in every language', () => {
    const met = Object.keys(CLAIMS).map((key) => [key, [...(seen.get(key) ?? [])].toSorted()]);
    expect(Object.fromEntries(met)).toEqual(
      Object.fromEntries(Object.keys(CLAIMS).map((key) => [key, LANGUAGES.toSorted()])),
    );
  });
});

/** Whoever is asked, and does not leave, reads once what becomes of them if they do nothing. */
function expectOneOnSilence(sentences: readonly Said[], { user }: Truth): void {
  const keys = sentences.flatMap((said) => said.keys);
  const isAsked = keys.includes('review.accept') && user.standing === 'active';
  const onSilence = keys.filter((key) => /^notice\.silence\.|^review\.nothingBinds$/.test(key));
  expect(onSilence, keys.join()).toHaveLength(isAsked ? 1 : 0);
}

/** Whether a sentence is so, as one of the messages that read like it. */
function isSo({ keys, facts }: Said, truth: Truth): boolean {
  return keys.some((key) => {
    const claim = CLAIMS[key];
    // What one part of a statement does not name, its other part does.
    return claim === undefined || claim(truth, (name, is) => facts[name]?.some(is) ?? true);
  });
}
