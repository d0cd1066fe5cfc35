import { expect, onTestFinished, test } from 'vitest';
import type { Mailer } from '../../../src/delivery/mailer.ts';
import { smtpMailer } from '../../../src/delivery/smtp/smtp-mailer.ts';
import { askOk, checkOf, haveAccepted, havePolicy, havePublished, haveUsers } from '../../support/arrange.ts';
import { sealedFindingsOf } from '../../support/evidence.ts';
import { rulesOf } from '../../support/rules.ts';
import { type SmtpFarEnd, startSmtpFarEnd } from '../../support/smtp-far-end.ts';
import { openTestStore, startTestApp, type TestApp } from '../../support/test-app.ts';

const THIRTY_DAYS_FROM_THE_MAIL = { effect: { terms: [{ after: 'P30D', from: 'notice' }] } };
const READERS = ['ada', 'bea', 'cem'];

/** Readers of a policy whose rules count from each one's own mail, with a second version to tell of by SMTP. */
async function haveReaders(
  wrap: (mailer: Mailer, app: () => TestApp) => Mailer = (mailer) => mailer,
): Promise<{ readonly app: TestApp; readonly farEnd: SmtpFarEnd }> {
  const farEnd = await startSmtpFarEnd();
  onTestFinished(farEnd.close);
  const { host, port } = farEnd;
  const server = { host, port, tls: 'none', user: null, password: null, ca: null, connections: 3 } as const;
  const mailer: Mailer = wrap(smtpMailer({ server, longestMs: 500 }), () => app);
  const store = await openTestStore();
  onTestFinished(() => store.close());
  const app: TestApp = await startTestApp({ store, mailer });
  await havePolicy(app, { rules: rulesOf(THIRTY_DAYS_FROM_THE_MAIL) });
  await haveUsers(app, ...READERS);
  for (const reader of READERS) await haveAccepted(app, reader);
  await havePublished(app, { change: 'any' });
  return { app, farEnd };
}

async function upcomingOf(app: TestApp, reader: string): Promise<string | null> {
  return (await checkOf(app, reader)).upcoming[0].effectiveAt;
}

test('a date of a reader’s own begins with their own mail, whenever the relay takes it', async () => {
  const { app, farEnd } = await haveReaders();
  farEnd.faults.set('bea@example.com', ['mailbox-busy-450']);
  farEnd.faults.set('cem@example.com', ['drop-after-data']);
  await app.deliver();
  expect(await upcomingOf(app, 'ada')).toBe('2026-12-22T09:00:00.000Z');
  expect(await upcomingOf(app, 'bea')).toBeNull();
  app.wait('P1D');
  await app.deliver();
  expect(await upcomingOf(app, 'ada')).toBe('2026-12-22T09:00:00.000Z');
  expect(await upcomingOf(app, 'bea')).toBe('2026-12-23T09:00:00.000Z');
  expect(await upcomingOf(app, 'cem')).toBeNull();
  expect(farEnd.mails.map(({ to }) => to)).toEqual(['ada@example.com', 'bea@example.com']);
  expect(await sealedFindingsOf(app)).toEqual([]);
});

test('what somebody does while their mail is on its way is taken into account', async () => {
  const { app, farEnd } = await haveReaders((mailer, app) => ({
    ...mailer,
    async send(batch) {
      const receipt = await mailer.send(batch);
      await askOk(app(), 'PUT', '/v1/users/ada', { email: 'ada@example.com', name: 'Ada' });
      return receipt;
    },
  }));
  await app.deliver();
  expect(farEnd.mails).toHaveLength(3);
  for (const reader of READERS) expect(await upcomingOf(app, reader)).toBe('2026-12-22T09:00:00.000Z');
  expect(await sealedFindingsOf(app)).toEqual([]);
});
