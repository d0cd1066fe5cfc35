import { describe, expect, onTestFinished, test } from 'vitest';
import { scheduleRelease, takeBackRelease } from '../../../src/actions/drafts/schedule-release.ts';
import { makeDraft } from '../../../src/actions/drafts/write-draft.ts';
import { mailMembers } from '../../../src/actions/upkeep/mail-members.ts';
import type { Mailer } from '../../../src/delivery/mailer.ts';
import type { DraftContent } from '../../../src/domain/drafts/draft.ts';
import {
  askOk,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_2,
  testApp,
} from '../../support/arrange.ts';
import { postDue } from '../../support/drafts.ts';
import { Died, dyingMailer, dyingStore, fateAt } from '../../support/dying-store.ts';
import { haveMember } from '../../support/members.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import type { TestApp } from '../../support/test-app.ts';
import { haveWebhook, startReceiver, tellWebhooks } from '../../support/webhook-receiver.ts';

/** Sends what members are to be mailed until nothing is due. */
async function mailAll({ context }: TestApp, mailer: Mailer): Promise<void> {
  while ((await mailMembers({ ...context, mailer })).nextInMs !== null);
}

const outcomes = async ({ store }: TestApp) =>
  (await store.db.selectFrom('member_mails').select(['kind', 'outcome']).orderBy('id').execute()).map(
    ({ kind, outcome }) => `${kind}: ${outcome}`,
  );

/** A policy, two users, two who do support and one who does not. */
async function haveSupport(): Promise<TestApp> {
  const app = await testApp();
  await havePolicy(app);
  await haveUsers(app, 'ada', 'bob');
  await haveMember(app, 'Sam', 'support');
  await haveMember(app, 'Sue', 'author', 'support');
  await haveMember(app, 'Otto', 'operator');
  return app;
}

async function haveScheduled(app: TestApp) {
  const author = await haveMember(app, 'Lea', 'author');
  const content: DraftContent = {
    ...{ texts: { en: TEXT_2 }, change: 'substantial', summary: { en: 'Logs are kept longer.' } },
    ...{ reason: null, upToDate: [], effectiveAt: null, acceptance: null, pending: null, layers: {} },
    ...{ proposedAt: null, documentDate: null },
  };
  const id = await makeDraft(app.context, 'privacy', content, `member:${author.id}`);
  const asked = { drafts: [{ id, revision: 1 }], summary: null, at: null };
  return scheduleRelease(app.context, asked, `member:${author.id}`);
}

describe('members who do support', () => {
  test('hear what goes out, when it takes effect, and to how many, once each', async () => {
    const app = await haveSupport();
    await havePublished(app);
    const mailer = rememberingMailer();
    await mailAll(app, mailer);
    await mailAll(app, mailer);
    const mails = mailer.about('Goes out');
    expect(mails.map(({ to }) => to).sort()).toEqual(['sam@lantern.example', 'sue@lantern.example']);
    expect(mails[0]?.subject).toBe('Goes out: “Privacy Policy”, version 2, to 2 people');
    expect(mails[0]?.text).toContain('It takes effect on');
    expect(mails[0]?.text).toContain('Logs are kept longer.');
    expect(mails[0]?.text).toContain('/console/policies/privacy/versions/2');
    const kept = await app.store.db.selectFrom('member_mails').selectAll().execute();
    expect(kept.map(({ mail_to, text }) => [mail_to, text])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  test('hear of what is scheduled, unless it is taken back before they do, and again once it is posted', async () => {
    const app = await haveSupport();
    const mailer = rememberingMailer();
    await haveScheduled(app);
    await mailAll(app, mailer);
    expect(mailer.to('Scheduled: “Privacy Policy”, for')).toHaveLength(2);
    expect(mailer.about('Scheduled')[0]?.text).toContain('about 2 people');
    app.wait('PT1H');
    await postDue(app);
    await mailAll(app, mailer);
    expect(mailer.about('Goes out')).toHaveLength(2);
  });

  test('hear that what they heard of does not go out, whether it was taken back or did not hold', async () => {
    for (const end of ['taken back', 'stopped'] as const) {
      const app = await haveSupport();
      const mailer = rememberingMailer();
      const { id } = await haveScheduled(app);
      await mailAll(app, mailer);
      if (end === 'taken back') await takeBackRelease(app.context, id, 'member:x');
      else {
        await havePublished(app, { content: '# Privacy\n\nAnother text.\n' });
        app.wait('PT1H');
        await postDue(app);
      }
      await mailAll(app, mailer);
      // What was stopped can be taken back, and is no other news.
      await takeBackRelease(app.context, id, 'member:x');
      await mailAll(app, mailer);
      const mails = mailer.about('Does not go out: “Privacy Policy”');
      expect(mails.map(({ to }) => to).sort(), end).toEqual(['sam@lantern.example', 'sue@lantern.example']);
      expect(mails[0]?.text).toContain(end === 'taken back' ? 'took that back' : 'does not hold any more');
    }
  });

  test('hear nothing of what was taken back in the meantime', async () => {
    const app = await haveSupport();
    const { id } = await haveScheduled(app);
    await takeBackRelease(app.context, id, 'member:x');
    const mailer = rememberingMailer();
    await mailAll(app, mailer);
    expect(mailer.batches).toEqual([]);
    expect(await outcomes(app)).toEqual([
      'called-off: dropped',
      'called-off: dropped',
      'scheduled: dropped',
      'scheduled: dropped',
    ]);
  });
});

test('whoever wrote a draft is mailed when its schedule does not hold, and why', async () => {
  const app = await haveSupport();
  await haveScheduled(app);
  const mailer = rememberingMailer();
  await mailAll(app, mailer);
  await havePublished(app, { content: '# Privacy\n\nAnother text.\n' });
  app.wait('PT1H');
  await postDue(app);
  await mailAll(app, mailer);
  const [mail, ...others] = mailer.about('Not posted');
  expect(others).toEqual([]);
  expect(mail).toMatchObject({
    to: 'lea@lantern.example',
    subject: 'Not posted: “Privacy Policy” needs somebody',
    text: expect.stringContaining('/console/drafts/'),
  });
});

describe('members who look after webhooks', () => {
  /** A webhook that answered so, with something to tell it, and members of whom two are to hear of it. */
  async function haveDisabled(status: number) {
    const app = await haveSupport();
    await haveMember(app, 'Ann', 'admin', 'operator');
    const shop = await startReceiver(() => status);
    onTestFinished(() => shop.close());
    await tellWebhooks(app);
    const url = `${shop.url}?token=s3cret`;
    const { id } = await haveWebhook(app, { url }, ['answer.*']);
    await haveAccepted(app, 'ada');
    await tellWebhooks(app);
    if (status !== 410) {
      app.wait('P5D');
      await haveAccepted(app, 'bob');
      await tellWebhooks(app);
    }
    const enable = () => askOk(app, 'PUT', `/v1/webhooks/${id}`, { url, events: ['answer.*'] });
    return { app, id, url: shop.url, enable };
  }

  test('hear of one that was disabled by itself, once, without what its URL may keep secret', async () => {
    const { app, id, url } = await haveDisabled(500);
    const mailer = rememberingMailer();
    await mailAll(app, mailer);
    app.wait('P1D');
    await tellWebhooks(app);
    await mailAll(app, mailer);
    const mails = mailer.about(`Told nothing more: the webhook to ${url}`);
    expect(mails.map(({ to }) => to).sort()).toEqual(['ann@lantern.example', 'otto@lantern.example']);
    expect(mails[0]?.text).toContain('has failed since Sunday, 22 November 2026 at 09:00 UTC.');
    expect(mails[0]?.text).toContain(`/console/developers/webhooks/${id}`);
    expect(JSON.stringify(mails)).not.toContain('s3cret');
  });

  test('hear of one that says that it is gone, and again of one that is disabled again', async () => {
    const { app, enable } = await haveDisabled(410);
    const mailer = rememberingMailer();
    await mailAll(app, mailer);
    expect(mailer.about('Told nothing more')[0]?.text).toContain('answered 410');
    await enable();
    app.wait('PT1M');
    await tellWebhooks(app);
    await mailAll(app, mailer);
    expect(mailer.about('Told nothing more')).toHaveLength(4);
  });

  test('hear nothing of one that somebody enabled in the meantime', async () => {
    const { app, enable } = await haveDisabled(410);
    await enable();
    const mailer = rememberingMailer();
    await mailAll(app, mailer);
    expect(mailer.batches).toEqual([]);
  });
});

describe('a mail to a member', () => {
  test('goes out under one key with one text, at whatever moment a process dies', async () => {
    for (let moment = 0; ; moment++) {
      const app = await haveSupport();
      await havePublished(app);
      const fate = fateAt(moment);
      const provider = rememberingMailer();
      const dying = {
        ...app.context,
        store: dyingStore(app.store, fate),
        mailer: dyingMailer(provider, fate),
      };
      const run = async () => {
        while ((await mailMembers(dying)).nextInMs !== null);
      };
      await run().catch((error: unknown) => {
        if (!(error instanceof Died)) throw error;
      });
      await Promise.all(fate.leftBehind);
      app.wait('PT3M');
      await mailAll(app, provider);
      const byKey = Map.groupBy(provider.batches, ({ key }) => key);
      expect(byKey.size, String(fate.diedAt())).toBe(2);
      for (const [, batches] of byKey) {
        expect(new Set(batches.map((one) => JSON.stringify(one))).size).toBe(1);
      }
      expect(await outcomes(app)).toEqual(['posted: sent', 'posted: sent']);
      if (fate.diedAt() === null) break;
    }
  });

  test('is not sent again by a way that knows no keys, once a process died with it', async () => {
    const app = await haveSupport();
    await havePublished(app);
    const provider: Mailer = { ...rememberingMailer(), name: 'smtp', singly: { atOnce: 1, longestMs: 1000 } };
    let calls = 0;
    const counted: Mailer = {
      ...provider,
      async send(batch) {
        calls++;
        return {
          kind: 'each',
          outcomes: batch.mails.map(() => ({ kind: 'taken', providerId: 'x' })),
          pause: null,
        };
      },
    };
    const dead: Mailer = {
      ...counted,
      send: async () => {
        throw new Died('while the mail server has it');
      },
    };
    await expect(mailMembers({ ...app.context, mailer: dead })).rejects.toThrow(Died);
    app.wait('PT3M');
    await mailAll(app, counted);
    expect(calls).toBe(1);
    expect((await outcomes(app)).toSorted()).toEqual(['posted: sent', 'posted: unclear']);
  });

  test('that was not taken is tried again later', async () => {
    const app = await haveSupport();
    await havePublished(app);
    const mailer = rememberingMailer([{ kind: 'misconfigured', problem: 'no such sender' }]);
    await mailAll(app, mailer);
    app.wait('PT2M');
    await mailAll(app, mailer);
    expect(await outcomes(app)).toEqual(['posted: sent', 'posted: sent']);
  });
});
