import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startFarEnd } from './support/far-end.ts';
import { BARE, DOCUMENTED, HAS_NGINX, startNginx, WITH_NGINX } from './support/nginx.ts';
import { type Env, end, type Service, startService, temporaryFolder, until } from './support/node-service.ts';
import { ADMIN_KEY } from './support/test-app.ts';

const PUBLIC = { PUBLIC_URL: 'https://policies.example.com' };

/** Somebody on this machine who comes from another of its addresses. */
const SOMEBODY = '127.0.0.2';

async function haveService(env: Env): Promise<Service> {
  const folder = temporaryFolder();
  const service = await startService({ DATABASE_URL: `sqlite:${join(folder, 'test.sqlite')}`, ...env });
  onTestFinished(async () => {
    await end(service.child, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  return service;
}

/** Asks nginx from an address of this machine, as a client that names the public host. */
function askFrom(
  localAddress: string,
  port: number,
  path: string,
  { method = 'GET', headers = {}, body = '' }: { method?: string; headers?: Env; body?: string } = {},
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{ host: '127.0.0.1', port, path, method, localAddress },
        headers: { host: 'policies.example.com', ...headers },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece) => {
          text += piece;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

describe.skipIf(!HAS_NGINX)(`an acceptance on the review page, ${WITH_NGINX},`, () => {
  /** Lets somebody accept by way of nginx, and answers the address that is kept with it, and the log. */
  async function acceptBehind(location: string, env: Env, headers: Env = {}) {
    const farEnd = await startFarEnd();
    onTestFinished(() => farEnd.close());
    const mail = { RESEND_API_KEY: 're_test', RESEND_BASE_URL: farEnd.url };
    const service = await haveService({ ...PUBLIC, ...mail, MAIL_FROM: 'a@lantern.example', ...env });
    const port = await startNginx(location, new URL(service.url).port);
    await service.ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
    await service.ask('POST', '/v1/policies/privacy/versions', { content: '# One' });
    await service.ask('PUT', '/v1/users/ada', { email: 'ada@example.com' });
    const change = { content: '# Two', change: 'minor', summary: 'Two.' };
    await service.ask('POST', '/v1/policies/privacy/versions', change);
    await until(() => farEnd.mails.length === 1);
    const [path = ''] = /\/review\/[\w.-]+/.exec(farEnd.mails[0]?.text ?? '') ?? [];
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
    for (let i = 0; i < 2; i++) {
      const answer = { method: 'POST', headers: form, body: 'action=accept' };
      expect((await askFrom(SOMEBODY, port, path, answer)).status).toBe(303);
    }
    const { body } = await service.ask('GET', '/v1/users/ada/export');
    const remarks = service.output().match(/addresses of people are not recorded/g) ?? [];
    return { ip: body.acceptances[0].ip, remarks: remarks.length };
  }

  test('carries the address of whoever accepted, where the proxy is trusted', async () => {
    const trusted = { TRUSTED_PROXIES: '127.0.0.1' };
    expect(await acceptBehind(DOCUMENTED, trusted)).toEqual({ ip: SOMEBODY, remarks: 0 });
  });

  test('carries it also where they say that they are somebody else', async () => {
    const headers = {
      'x-forwarded-for': '203.0.113.9',
      forwarded: 'for=203.0.113.9',
      'x-real-ip': '203.0.113.9',
    };
    const trusted = { TRUSTED_PROXIES: '127.0.0.1' };
    expect(await acceptBehind(DOCUMENTED, trusted, headers)).toEqual({ ip: SOMEBODY, remarks: 0 });
  });

  test('carries none where the proxy is not trusted, which the log says once', async () => {
    expect(await acceptBehind(DOCUMENTED, {})).toEqual({ ip: null, remarks: 1 });
  });

  test('carries none where the proxy says nothing, whether it is trusted or not', async () => {
    expect(await acceptBehind(BARE, {})).toEqual({ ip: null, remarks: 1 });
    expect(await acceptBehind(BARE, { TRUSTED_PROXIES: 'loopback' })).toEqual({ ip: null, remarks: 1 });
  });
});

describe.skipIf(!HAS_NGINX)(`the local mailbox, ${WITH_NGINX},`, () => {
  test('stays closed to the world, however little the proxy says', async () => {
    for (const location of [BARE, DOCUMENTED]) {
      const service = await haveService(PUBLIC);
      const port = await startNginx(location, new URL(service.url).port);
      for (const path of ['/mailbox', '/mailbox/0192']) {
        expect((await askFrom(SOMEBODY, port, path)).status).toBe(401);
        expect((await askFrom('127.0.0.1', port, path, { headers: { host: 'localhost' } })).status).toBe(401);
      }
      const headers = { authorization: `Bearer ${ADMIN_KEY}` };
      expect((await askFrom(SOMEBODY, port, '/mailbox', { headers })).status).toBe(200);
    }
  });
});

describe.skipIf(!HAS_NGINX)(`a request, ${WITH_NGINX},`, () => {
  const KEY = { authorization: `Bearer ${ADMIN_KEY}` };

  test.each([
    ['as it comes', BARE],
    ['as the documentation has it', DOCUMENTED],
  ])('that is refused before its body was read is answered, and so is the next, %s', async (_, location) => {
    const service = await haveService({});
    const port = await startNginx(location, new URL(service.url).port);
    const large = {
      method: 'PUT',
      headers: { ...KEY, 'transfer-encoding': 'chunked' },
      body: 'x'.repeat(700_000),
    };
    for (let i = 0; i < 3; i++) {
      const refused = await askFrom(SOMEBODY, port, '/v1/users/ada', large);
      expect(refused.status).toBe(413);
      expect(JSON.parse(refused.body)).toMatchObject({ type: '/problems/too-large' });
      expect((await askFrom(SOMEBODY, port, '/healthz')).status).toBe(200);
    }
  });

  test('that names a step within a path is answered as a problem', async () => {
    const service = await haveService({});
    const port = await startNginx(DOCUMENTED, new URL(service.url).port);
    const { status, body } = await askFrom(SOMEBODY, port, '/v1/users/%2e%2e/policies/privacy', {
      headers: KEY,
    });
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ type: '/problems/invalid-request' });
  });

  test('that breaks off is no error of ours', async () => {
    const service = await haveService({});
    const port = await startNginx(DOCUMENTED, new URL(service.url).port);
    for (let i = 0; i < 5; i++) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      const head = `PUT /v1/users/ada HTTP/1.1\r\nhost: x\r\nauthorization: ${KEY.authorization}\r\n`;
      socket.write(`${head}content-length: 99\r\n\r\n{"email"`);
      await sleep(100);
      socket.destroy();
    }
    await until(() => (service.output().match(/"status":400/g) ?? []).length === 5);
    expect(service.output()).not.toMatch(/"level":"error"|"status":5/);
  });
});
