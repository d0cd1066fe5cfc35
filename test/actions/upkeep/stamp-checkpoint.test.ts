import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { stampCheckpoint } from '../../../src/actions/upkeep/stamp-checkpoint.ts';
import { runVerify } from '../../../src/commands/verify.ts';
import { timeStamperAt } from '../../../src/runtime/ask-time-stamp.ts';
import { askOk, haveAccepted, testApp } from '../../support/arrange.ts';
import { haveStory, keepAll } from '../../support/evidence.ts';
import { haveMember, signedIn } from '../../support/members.ts';
import { WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import { HAS_OPENSSL, startTimeStampAuthority, WITH_OPENSSL } from '../../support/time-stamp-authority.ts';
import { expectValid } from '../../support/valid-html.ts';

type Bundle = { readonly stamps: { readonly checkpoint: string; readonly token: string }[] };

async function haveStampedStory(kind: 'ec' | 'rsa' = 'ec') {
  const authority = await startTimeStampAuthority(kind);
  const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
  await haveStory(app);
  await keepAll(app);
  const stamp = () => stampCheckpoint(app.context, timeStamperAt(authority.url));
  const evidence = async (): Promise<Bundle> => (await askOk(app, 'GET', '/v1/users/ada/evidence')).body;
  return { app, authority, stamp, evidence };
}

/** Verifies a bundle as the command does, with the certificates of a file. */
async function verify(bundle: unknown, certificates: string | null) {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-stamps-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [file, pem] = [join(folder, 'bundle.json'), join(folder, 'tsa.pem')];
  writeFileSync(file, JSON.stringify(bundle));
  writeFileSync(pem, certificates ?? '');
  let said = '';
  const say = (text: string) => {
    said += text;
  };
  const code = await runVerify([...(certificates === null ? [] : ['--tsa-cert', pem]), file], say, say);
  return { code, stamps: said.split('\n').filter((line) => / the time stamp|certificate/.test(line)) };
}

const READ = expect.stringMatching(
  / ✓ the time stamp over \d+ records: what stands in the log up to position \d+ was there at \d{4}-\S+Z, as O=Lantern Time, CN=Stamper vouches$/,
);

describe.skipIf(!HAS_OPENSSL)(`a checkpoint that is stamped ${WITH_OPENSSL}`, () => {
  test.each(['ec', 'rsa'] as const)(
    'proves by when records were there, to who knows the authority (%s)',
    async (kind) => {
      const { app, authority, stamp, evidence } = await haveStampedStory(kind);
      await stamp();
      const soon = await evidence();
      expect(soon.stamps).toHaveLength(1);
      expect(await verify(soon, authority.root)).toEqual({ code: 0, stamps: [READ] });
      // The log goes on, and the stamp stands at its beginning.
      await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms' });
      await askOk(app, 'POST', '/v1/policies/terms/versions', { content: '# Terms\n\nNew.\n' });
      await keepAll(app);
      const later = await evidence();
      expect(later.stamps).toHaveLength(1);
      expect(await verify(later, authority.root)).toEqual({ code: 0, stamps: [READ] });
      expect((await verify(later, null)).stamps).toEqual([
        expect.stringMatching(/^ – the time stamp over .*: give the certificate of who stamped it/),
      ]);
    },
  );

  test('is not believed of another authority, of another checkpoint, or where it was changed', async () => {
    const { authority, stamp, evidence } = await haveStampedStory();
    await stamp();
    const bundle = await evidence();
    const [first] = bundle.stamps;
    const changed = (change: object) => ({ ...bundle, stamps: [{ ...first, ...change }] });
    const why = async (one: unknown, certificates = authority.root) => {
      const { code, stamps } = await verify(one, certificates);
      return [code, stamps.at(-1)?.replace(/^.*?: /, '')];
    };
    expect(await why(bundle, authority.stranger)).toEqual([
      ...[1, 'the certificate that was given does not vouch for who signed it, or not at that time'],
    ]);
    const bytes = Buffer.from(first?.token ?? '', 'base64');
    bytes[bytes.length - 3]! ^= 1;
    expect(await why(changed({ token: bytes.toString('base64') }))).toEqual([
      ...[1, 'the signature is not that of its certificate'],
    ]);
    expect(await why(changed({ token: 'AAAA' }))).toEqual([1, 'it cannot be read']);
    // The time of it is part of what is signed.
    const text = Buffer.from(first?.token ?? '', 'base64').toString('latin1');
    const year = text.indexOf('\u0018\u000f') + 2;
    const earlier = `${text.slice(0, year)}2019${text.slice(year + 4)}`;
    expect(earlier).not.toBe(text);
    expect(await why(changed({ token: Buffer.from(earlier, 'latin1').toString('base64') }))).toEqual([
      ...[1, 'what is signed is not what it says'],
    ]);
    expect(await why({ ...bundle, stamps: [] })).toEqual([1, 'there is none in the bundle']);
    expect(await verify(bundle, 'no certificate')).toMatchObject({ code: 2 });
  });

  test('is told in words to whoever reads the evidence or the record', async () => {
    const { app, stamp } = await haveStampedStory();
    const visitor = await signedIn(app, await haveMember(app, 'Ines', 'auditor'));
    const read = async () => {
      const page = (await askOk(app, 'GET', '/v1/users/ada/evidence?format=html')).body as string;
      const record = (await visitor.get('/console/record')).body;
      for (const one of [page, record]) expectValid(one);
      return [page, record].map((one) => one.replace(/<[^>]+>/g, '').replace(/\s+/g, ' '));
    };
    const [page = '', record = ''] = await read();
    expect(page).toContain('No time-stamping authority has vouched for any of these acts.');
    expect(record).toContain('No time-stamping authority has stamped a checkpoint yet.');
    await keepAll(app);
    await stamp();
    const [stamped = '', told = ''] = await read();
    expect(stamped).toMatch(
      /The state of the record as of \w+, 2\d \w+ 2026 .*? was stamped by Stamper, Lantern Time at \w+, \d.*?\. This proves that these \d+ acts were in the record by then, as they stand here: records 1–2, .*?\d\. The checkpoint that was stamped, over \d+ records: localhost/,
    );
    expect(stamped).toContain('What remains belief that the authority is who its stamp names');
    expect(stamped).toContain(
      'by when anything that is recorded later was in the record: that has no stamp yet',
    );
    expect(told).toMatch(
      /The state of the record over \d+ records, signed here .*?, was stamped by Stamper, Lantern Time at .*?\. So what stands up to there was in the record by then\./,
    );
    const next = { content: '# Privacy\n\nOther.\n', change: 'minor', summary: 'Other.' };
    const { body } = await askOk(app, 'POST', '/v1/policies/privacy/versions', next);
    await haveAccepted(app, 'ada', body.version);
    await keepAll(app);
    expect((await read())[0]).toMatch(
      /by when the other [1-9]\d* of the \d+ acts on this page was in the record/,
    );
  });

  test('is stamped once a day', async () => {
    const { app, authority, stamp, evidence } = await haveStampedStory();
    await stamp();
    await askOk(app, 'DELETE', '/v1/users/ada');
    await askOk(app, 'POST', '/v1/policies/privacy/versions', {
      ...{ content: '# Privacy\n\nOther.\n', change: 'minor', summary: 'Other.', pending: 'withdraw' },
    });
    await keepAll(app);
    app.wait('PT23H');
    await stamp();
    expect(authority.asked()).toBe(1);
    app.wait('PT1H');
    await Promise.all([stamp(), stamp()]);
    expect(authority.asked()).toBe(2);
    expect((await askOk(app, 'GET', '/healthz')).body.status).toBe('ok');
    await expect(evidence()).rejects.toThrow('unknown-user');
  });

  test('waits where the authority fails, is tried again, and calls for somebody after a day', async () => {
    const { app, authority, stamp, evidence } = await haveStampedStory();
    const logged: string[] = [];
    const context = app.context as { log: typeof app.context.log };
    context.log = (_, message, fields) => logged.push(`${message}: ${fields?.error}`);
    const stampedAbouts = async () =>
      ((await askOk(app, 'GET', '/healthz')).body.attention as { about: string }[]).map(({ about }) => about);
    for (const answer of [
      (response) => response.writeHead(503).end(),
      (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      (response) => response.end(Buffer.alloc(100_000, 0x30)),
      (response) => response.end(Buffer.from('3003020102', 'hex')),
      (response) => response.end('<html>'),
      (response) => response.destroy(),
    ] as Parameters<typeof authority.behave>[0][]) {
      authority.behave(answer);
      await stamp();
      await stamp();
      app.wait('PT10M');
    }
    expect(authority.asked()).toBe(6);
    expect(logged).toHaveLength(6);
    expect((await evidence()).stamps).toEqual([]);
    expect(await stampedAbouts()).toEqual([]);
    app.wait('P2D');
    await stamp();
    expect(await stampedAbouts()).toEqual(['stamp-overdue']);
    authority.behave(null);
    app.wait('PT10M');
    await stamp();
    expect(await stampedAbouts()).toEqual([]);
    expect(await verify(await evidence(), authority.root)).toEqual({ code: 0, stamps: [READ] });
  });
});
