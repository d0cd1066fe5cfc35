import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import type { SmtpServer } from '../../../src/delivery/smtp/connections.ts';
import { smtpMailer } from '../../../src/delivery/smtp/smtp-mailer.ts';
import { startSmtpFarEnd } from '../../support/smtp-far-end.ts';
import { START_OF_TIME } from '../../support/test-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'proviso-tls-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A certificate for `localhost` that vouches for itself; null where there is no OpenSSL to make one. */
function makeCertificate(): { readonly key: string; readonly cert: string } | null {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const named = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2'];
    execFileSync('openssl', [...made, ...named, '-keyout', key, '-out', cert], { stdio: 'pipe' });
  } catch {
    return null;
  }
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

const certificate = makeCertificate();

describe.skipIf(certificate === null)('a relay that encrypts', () => {
  const mail = {
    ...{ deliveryId: 'd-1', from: 'notices@lantern.example', to: 'ada@example.com', subject: 'x' },
    ...{ html: '<p>x</p>', text: 'x', replyTo: null, bounceTo: null, token: 't', writtenAt: START_OF_TIME },
  };

  async function send(isImplicit: boolean, change: Partial<SmtpServer>) {
    const tls = { ...(certificate as NonNullable<typeof certificate>), isImplicit };
    const farEnd = await startSmtpFarEnd({ tls, user: 'proviso' });
    onTestFinished(farEnd.close);
    const server: SmtpServer = {
      ...{ host: 'localhost', port: farEnd.port, tls: isImplicit ? 'implicit' : 'required' },
      ...{ user: 'proviso', password: 'secret', ca: tls.cert, connections: 1 },
      ...change,
    };
    const receipt = await smtpMailer({ server, longestMs: 2_000 }).send({ key: 'k', mails: [mail] });
    return { receipt, mails: farEnd.mails };
  }

  test.each([true, false])(
    'is trusted with a certificate of the company’s own (smtps: %s)',
    async (isImplicit) => {
      const { receipt, mails } = await send(isImplicit, {});
      expect(receipt).toMatchObject({ outcomes: [{ kind: 'taken' }], pause: null });
      expect(mails).toHaveLength(1);
    },
  );

  test.each([true, false])(
    'that nobody vouches for gets neither password nor mail (smtps: %s)',
    async (isImplicit) => {
      const { receipt, mails } = await send(isImplicit, { ca: null });
      expect(receipt).toMatchObject({
        outcomes: [{ kind: 'again' }],
        pause: { kind: 'misconfigured', problem: expect.stringContaining('self-signed certificate') },
      });
      expect(mails).toEqual([]);
    },
  );

  test('that is called by another name than its certificate’s gets nothing', async () => {
    const { receipt } = await send(false, { host: '127.0.0.1' });
    expect(receipt).toMatchObject({ outcomes: [{ kind: 'again' }], pause: { kind: 'misconfigured' } });
  });
});
