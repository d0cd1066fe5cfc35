import PostalMime from 'postal-mime';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Mail, MailOutcome, Receipt } from '../../../src/delivery/mailer.ts';
import type { SmtpServer } from '../../../src/delivery/smtp/connections.ts';
import { smtpMailer } from '../../../src/delivery/smtp/smtp-mailer.ts';
import { writeMail } from '../../../src/delivery/smtp/write-mail.ts';
import { addMs } from '../../../src/domain/instant.ts';
import { type SmtpFarEnd, type SmtpFault, startSmtpFarEnd } from '../../support/smtp-far-end.ts';
import { START_OF_TIME } from '../../support/test-app.ts';

const mailTo = (to: string, change: Partial<Mail> = {}): Mail => ({
  deliveryId: `id-of-${to}`,
  from: 'Lantern, Łódź "and" <b> <notices@lantern.example>',
  to: `${to}@example.com`,
  subject: 'Datenschutz – was sich ändert 隐私',
  html: '<p>Logs are kept longer.</p>',
  text: 'Logs are kept longer.\n.\nFrom here on\n',
  replyTo: 'legal@lantern.example',
  bounceTo: null,
  token: `token-of-${to}`,
  writtenAt: START_OF_TIME,
  ...change,
});

async function farEndFor(options: Parameters<typeof startSmtpFarEnd>[0] = {}): Promise<SmtpFarEnd> {
  const farEnd = await startSmtpFarEnd(options);
  onTestFinished(farEnd.close);
  return farEnd;
}

const mailerFor = ({ host, port }: SmtpFarEnd, change: Partial<SmtpServer> = {}) =>
  smtpMailer({
    server: {
      ...{ host, port, tls: 'none', user: null, password: null, ca: null, connections: 3 },
      ...change,
    },
    longestMs: 400,
  });

const each = (receipt: Receipt): readonly MailOutcome[] => (receipt.kind === 'each' ? receipt.outcomes : []);
const kinds = (receipt: Receipt) => each(receipt).map((one) => one.kind);
const pauseOf = (receipt: Receipt) => (receipt.kind === 'each' ? (receipt.pause?.kind ?? null) : undefined);

describe('a mail by SMTP', () => {
  test('is the same bytes whenever it is written, dated and named after its delivery', async () => {
    const [one, other] = [await writeMail(mailTo('ada')), await writeMail(mailTo('ada'))];
    expect(one.equals(other)).toBe(true);
    const read = await PostalMime.parse(one);
    expect(read.messageId).toBe('<token-of-ada@lantern.example>');
    expect(read.date).toBe('2026-11-22T09:00:00.000Z');
    expect(read.from).toMatchObject({ name: 'Lantern, Łódź "and" <b>', address: 'notices@lantern.example' });
    expect(read.replyTo?.[0]?.address).toBe('legal@lantern.example');
    expect(read.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
    const later = await writeMail(mailTo('ada', { writtenAt: addMs(START_OF_TIME, 60_000) }));
    expect(later.equals(one)).toBe(false);
  });

  test('arrives as it was written, and the last line of the relay is kept', async () => {
    const farEnd = await farEndFor();
    const mail = mailTo('ada');
    const receipt = await mailerFor(farEnd).send({ key: 'k', mails: [mail] });
    expect(each(receipt)).toEqual([{ kind: 'taken', providerId: '250 2.0.0 Ok: queued as Q1' }]);
    expect(farEnd.mails.map(({ from, to }) => [from, to])).toEqual([
      ['notices@lantern.example', 'ada@example.com'],
    ]);
    const wire = (text: string) => text.trimEnd().replaceAll(/\r?\n/g, '\n');
    expect(wire(farEnd.mails[0]?.raw ?? '')).toBe(wire((await writeMail(mail)).toString()));
  });

  test('asks for reports where the relay offers them, of success only where they have an address', async () => {
    const farEnd = await farEndFor();
    const mailer = mailerFor(farEnd);
    await mailer.send({ key: 'k', mails: [mailTo('ada')] });
    await mailer.send({ key: 'k', mails: [mailTo('ben', { bounceTo: 'bounces+t@lantern.example' })] });
    expect(farEnd.mails.map(({ from, asked }) => [from, asked])).toEqual([
      ['notices@lantern.example', { ret: 'HDRS', envid: 'token-of-ada', notify: ['FAILURE'] }],
      ['bounces+t@lantern.example', { ret: 'HDRS', envid: 'token-of-ben', notify: ['SUCCESS', 'FAILURE'] }],
    ]);
    const silent = await farEndFor({ offersReports: false });
    expect(kinds(await mailerFor(silent).send({ key: 'k', mails: [mailTo('ada')] }))).toEqual(['taken']);
  });

  test('of a batch go over as many connections as there may be, and later ones over the same', async () => {
    const farEnd = await farEndFor();
    const mailer = mailerFor(farEnd);
    const mails = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((to) => mailTo(to));
    for (const key of ['1', '2', '3']) await mailer.send({ key, mails });
    expect(farEnd.mails).toHaveLength(21);
    expect(farEnd.mostConnections()).toBe(3);
  });
});

describe.each([true, false])('a mail that goes wrong (pipelining: %s)', (isPipelining) => {
  test.each<[SmtpFault, MailOutcome['kind'], string | null, number]>([
    ['busy-421', 'again', 'rate-limited', 0],
    ['mailbox-busy-450', 'again', null, 0],
    ['no-room-452', 'again', null, 0],
    ['nobody-550', 'refused', null, 0],
    ['later-after-data-451', 'again', null, 0],
    ['no-room-after-data-452', 'again', null, 0],
    ['closing-after-data-421', 'again', 'rate-limited', 0],
    ['spam-after-data-554', 'refused', null, 0],
    ['drop-before-data', 'again', null, 0],
    ['silence-before-data', 'again', null, 0],
    ['drop-after-data', 'unknown', null, 0],
    ['drop-after-taking', 'unknown', null, 1],
    ['silence-after-taking', 'unknown', null, 1],
    [{ slowMs: 100 }, 'taken', null, 1],
  ])('by %j is %s', async (fault, kind, pause, taken) => {
    const farEnd = await farEndFor({ isPipelining });
    const mailer = mailerFor(farEnd);
    // Also over a connection that was used before, and beside one that arrives.
    await mailer.send({ key: '0', mails: [mailTo('before')] });
    // What ends a connection that waited is tried over a new one.
    farEnd.faults.set('ada@example.com', fault === 'drop-before-data' ? [fault, fault] : [fault]);
    const receipt = await mailer.send({ key: '1', mails: [mailTo('ada'), mailTo('ben')] });
    expect(kinds(receipt)).toEqual([kind, 'taken']);
    expect(pauseOf(receipt)).toBe(pause);
    expect(farEnd.mails.filter(({ to }) => to === 'ada@example.com')).toHaveLength(taken);
    // And the next is none the worse for it.
    expect(kinds(await mailer.send({ key: '2', mails: [mailTo('cora')] }))).toEqual(['taken']);
  });
});

describe('a relay', () => {
  test('that ended a connection which waited is spoken to over another', async () => {
    const farEnd = await farEndFor();
    const mailer = mailerFor(farEnd);
    await mailer.send({ key: '1', mails: [mailTo('ada')] });
    await farEnd.goAway();
    await farEnd.comeBack();
    expect(kinds(await mailer.send({ key: '2', mails: [mailTo('ben')] }))).toEqual(['taken']);
  });

  test('that is away took nothing', async () => {
    const farEnd = await farEndFor();
    const mailer = mailerFor(farEnd);
    await farEnd.goAway();
    const receipt = await mailer.send({ key: '1', mails: [mailTo('ada'), mailTo('ben')] });
    expect(kinds(receipt)).toEqual(['again', 'again']);
    expect(pauseOf(receipt)).toBe(null);
    await farEnd.comeBack();
  });

  test('that does not know us, or has a certificate that nobody vouches for, is for somebody to mend', async () => {
    const farEnd = await farEndFor({ user: 'proviso' });
    const wrong = mailerFor(farEnd, { user: 'proviso', password: 'wrong' });
    const refused = await wrong.send({ key: '1', mails: [mailTo('ada')] });
    expect([kinds(refused), pauseOf(refused)]).toEqual([['again'], 'misconfigured']);
    const right = mailerFor(farEnd, { user: 'proviso', password: 'secret' });
    expect(kinds(await right.send({ key: '1', mails: [mailTo('ada')] }))).toEqual(['taken']);
    const unlet = await mailerFor(farEnd).send({ key: '1', mails: [mailTo('ada')] });
    expect([kinds(unlet), pauseOf(unlet)]).toEqual([['again'], 'misconfigured']);
    const bare = await farEndFor();
    const unencrypted = await mailerFor(bare, { tls: 'required' }).send({ key: '1', mails: [mailTo('ada')] });
    expect([kinds(unencrypted), pauseOf(unencrypted)]).toEqual([['again'], 'misconfigured']);
    expect(bare.mails).toEqual([]);
  });

  test('that will not relay is for somebody to mend, and refuses a mail where it takes others meanwhile', async () => {
    const farEnd = await farEndFor();
    const mailer = mailerFor(farEnd);
    farEnd.faults.set('ada@example.com', ['no-relaying-550', 'no-relaying-550', 'no-relaying-550']);
    const first = await mailer.send({ key: '1', mails: [mailTo('ada')] });
    expect([kinds(first), pauseOf(first)]).toEqual([['again'], 'misconfigured']);
    const second = await mailer.send({ key: '1', mails: [mailTo('ada')] });
    expect([kinds(second), pauseOf(second)]).toEqual([['again'], 'misconfigured']);
    const beside = await mailer.send({ key: '1', mails: [mailTo('ben'), mailTo('ada')] });
    expect([kinds(beside), pauseOf(beside)]).toEqual([['taken', 'refused'], null]);
  });

  test('without encryption gets nothing at an address that is not private', async () => {
    const mailer = mailerFor({ host: '198.51.100.7', port: 25 } as SmtpFarEnd);
    const receipt = await mailer.send({ key: '1', mails: [mailTo('ada')] });
    expect([kinds(receipt), pauseOf(receipt)]).toEqual([['again'], 'misconfigured']);
  });
});
