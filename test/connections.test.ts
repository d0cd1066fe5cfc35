import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { end, type Service, startService, temporaryFolder, until } from './support/node-service.ts';
import { WEBHOOK_SECRET } from './support/sign-webhook.ts';
import { ADMIN_KEY } from './support/test-app.ts';

const BEARER = `authorization: Bearer ${ADMIN_KEY}\r\n`;
const CHUNK = `10000\r\n${'x'.repeat(0x10000)}\r\n`;

let folder: string;
let service: Service;

beforeAll(async () => {
  folder = temporaryFolder();
  service = await startService({
    // Here one sender asks for more than any reader does.
    PUBLIC_RATE: 'off',
    DATABASE_URL: `sqlite:${join(folder, 'test.sqlite')}`,
    RESEND_WEBHOOK_SECRET: WEBHOOK_SECRET,
  });
  await service.ask('PUT', '/v1/users/ada', { email: null });
});

afterAll(async () => {
  await end(service.child, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function open(to = service): Socket {
  const socket = connect(Number(new URL(to.url).port), '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** A busy service takes a while to begin. */
const LONGEST_MS = 5000;

/** Sends bytes as they are, and answers all that comes back until the connection ends or nothing more comes. */
async function sendRaw(bytes: string, patienceMs = 1500): Promise<string> {
  const socket = open();
  const sentAt = performance.now();
  let answer = '';
  let heardAt = Number.NaN;
  socket.on('data', (data) => {
    answer += data;
    heardAt = performance.now();
  });
  socket.write(Buffer.from(bytes, 'latin1'));
  const isOver = (now: number) => now >= (answer === '' ? sentAt + LONGEST_MS : heardAt + patienceMs);
  const silence = async () => {
    while (!isOver(performance.now())) await sleep(10);
  };
  await Promise.race([once(socket, 'close'), silence()]);
  socket.destroy();
  return answer;
}

/** The lines that the service has logged, each parsed: one that is no JSON fails. */
function logOf(of = service): readonly Readonly<Record<string, unknown>>[] {
  return of
    .output()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** What was logged since the first `before` lines. */
const loggedSince = (before: number, of = service) => logOf(of).slice(before);

/** The answers in what came over one connection, apart. */
function answersIn(received: string) {
  return received
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((one) => one !== '')
    .map((one) => {
      const [head = '', body = ''] = one.split('\r\n\r\n');
      const [first = '', ...fields] = head.split('\r\n');
      const headers = new Headers(fields.map((field) => field.split(': ', 2) as [string, string]));
      return { status: Number(first.split(' ')[1]), headers, body };
    });
}

describe('a request that no route can be looked for', () => {
  const MISSING = 'The Host header is missing, or names no host.';
  const LEADS_ELSEWHERE =
    'The path holds a backslash, or a step "." or "..", which lead elsewhere; write an id in it as %-escapes.';
  const NOT_HTTP = 'This cannot be read as HTTP.';

  test.each<[string, string, number, string, string]>([
    ['without a host', 'GET /healthz HTTP/1.1\r\n\r\n', 400, 'invalid-request', MISSING],
    [
      'for a host with a space',
      'GET /mailbox HTTP/1.1\r\nhost: a b\r\n\r\n',
      400,
      'invalid-request',
      MISSING,
    ],
    ['for a host with a path', 'GET / HTTP/1.1\r\nhost: x/y?z\r\n\r\n', 400, 'invalid-request', MISSING],
    ['for a host that is none', 'GET / HTTP/1.1\r\nhost: [\r\n\r\n', 400, 'invalid-request', MISSING],
    ['for somebody at a host', 'GET / HTTP/1.1\r\nhost: a@b\r\n\r\n', 400, 'invalid-request', MISSING],
    [
      'with a backslash in its path',
      'GET /v1\\users/ada HTTP/1.1\r\nhost: x\r\n\r\n',
      ...([400, 'invalid-request', LEADS_ELSEWHERE] as const),
    ],
    ...['/v1/users/%2e%2e/policies/privacy', '/v1/users/.', '/v1/users/%2E/x', '/assets/../package.json'].map(
      (path): [string, string, number, string, string] => [
        `for the path ${path}`,
        `GET ${path} HTTP/1.1\r\nhost: x\r\n${BEARER}\r\n`,
        ...([400, 'invalid-request', LEADS_ELSEWHERE] as const),
      ],
    ),
    ['for half a URL', 'GET http://[/v1 HTTP/1.1\r\nhost: x\r\n\r\n', 400, 'invalid-request', NOT_HTTP],
    ['that is none', '\x16\x03\x01\x02\r\n\r\n', 400, 'invalid-request', NOT_HTTP],
    [
      'with a chunk that is none',
      `PUT /v1/users/ada HTTP/1.1\r\nhost: x\r\n${BEARER}transfer-encoding: chunked\r\n\r\nzz\r\n`,
      ...([400, 'invalid-request', NOT_HTTP] as const),
    ],
    [
      'with headers without end',
      `GET /healthz HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(60_000)}\r\n\r\n`,
      ...([431, 'headers-too-large', 'The headers are longer than anybody needs.'] as const),
    ],
  ])(
    '%s is answered as a problem, as everything else is, and logged',
    async (_, bytes, status, code, detail) => {
      const before = logOf().length;
      const [answer, ...more] = answersIn(await sendRaw(bytes, 500));
      expect(more).toEqual([]);
      expect(answer?.status).toBe(status);
      expect(JSON.parse(answer?.body ?? '')).toMatchObject({ type: `/problems/${code}`, status, detail });
      expect(Object.fromEntries(answer?.headers ?? [])).toMatchObject({
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
      });
      const requestId = answer?.headers.get('x-request-id');
      await until(() => loggedSince(before).some((line) => line.requestId === requestId));
      const lines = loggedSince(before);
      expect(lines.filter((line) => line.requestId === requestId)).toEqual([
        expect.objectContaining({ level: 'info', message: 'request', status }),
      ]);
      expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
    },
  );

  test('comes after others on its connection, and those are answered before it', async () => {
    const good = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n';
    const answers = answersIn(await sendRaw(`${good}${good}\x16\x03\x01\r\n\r\n${good}`, 500));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
    expect(answers.at(-1)?.headers.get('connection')).toBe('close');
  });

  test('may leave out the host in HTTP/1.0, and expect what it likes', async () => {
    expect(await sendRaw('GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await sendRaw('GET /healthz HTTP/1.1\r\nhost: x\r\nexpect: cake\r\n\r\n', 300)).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });
});

describe('whoever hangs up while they send', () => {
  test('is no error of ours, whatever they sent to', async () => {
    const { paths } = (await service.ask('GET', '/openapi.json')).body as {
      readonly paths: Readonly<Record<string, object>>;
    };
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method === 'post' || method === 'put')
        .map((method) => `${method.toUpperCase()} ${path.replace(/\{\w+\}/g, '1')}`),
    );
    routes.push('POST /review/0192.1.00', 'POST /webhooks/resend', 'POST /nowhere');
    expect(routes.length).toBeGreaterThan(15);
    const before = logOf().length;
    for (const route of routes) {
      for (const [length, start] of [
        ['content-length: 99', '{"a'],
        ['transfer-encoding: chunked', '3\r\n{"a\r\n'],
      ] as const) {
        for (const hangUp of ['destroy', 'resetAndDestroy'] as const) {
          const socket = open();
          await once(socket, 'connect');
          socket.write(`${route} HTTP/1.1\r\nhost: x\r\n${BEARER}${length}\r\n\r\n${start}`);
          await sleep(10);
          socket[hangUp]();
        }
      }
    }
    await until(() => loggedSince(before).length >= routes.length * 4);
    const lines = loggedSince(before);
    expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
    expect(lines.filter(({ status }) => Number(status) >= 500)).toEqual([]);
    expect((await service.ask('GET', '/v1/users/ada')).status).toBe(200);
  });

  test('has whole batches of an import taken, and the service goes on', async () => {
    const half = `POST /v1/users/import HTTP/1.1\r\nhost: x\r\n${BEARER}content-length: 9999\r\n\r\n`;
    const socket = open();
    socket.write(`${half}{"user":"bob","email":null}\n`);
    await sleep(200);
    socket.destroy();
    await sleep(200);
    expect([200, 404]).toContain((await service.ask('GET', '/v1/users/bob')).status);
    expect((await service.ask('GET', '/healthz')).status).toBe(200);
  });
});

describe('a connection', () => {
  const NEXT = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n';

  test.each([
    ['too large, in chunks', BEARER, 'transfer-encoding: chunked', `${CHUNK.repeat(40)}0\r\n\r\n`, 413],
    ['too large, and says so', BEARER, 'content-length: 2621440', 'x'.repeat(2_621_440), 413],
    ['for whoever has a key', '', 'content-length: 2621440', 'x'.repeat(2_621_440), 401],
  ])(
    'ends with an answer that comes before the whole body, which is %s',
    async (_, key, length, body, status) => {
      const head = `PUT /v1/users/ada HTTP/1.1\r\nhost: x\r\n${key}${length}\r\n\r\n`;
      const answers = answersIn(await sendRaw(head + body + NEXT, 5000));
      expect(answers.map((one) => one.status)).toEqual([status]);
      expect(answers[0]?.headers.get('connection')).toBe('close');
      expect(JSON.parse(answers[0]?.body ?? '')).toMatchObject({ status });
    },
  );

  test.each([
    [
      'that is not valid',
      `PUT /v1/users/ada HTTP/1.1\r\nhost: x\r\n${BEARER}content-length: 2\r\n\r\n{}`,
      400,
    ],
    ['without a body', 'GET /v1/users/ada HTTP/1.1\r\nhost: x\r\n\r\n', 401],
    ['that leads nowhere', 'GET /nowhere HTTP/1.1\r\nhost: x\r\n\r\n', 404],
  ])('goes on after a request %s', async (_, bytes, status) => {
    const answers = answersIn(await sendRaw(bytes + NEXT, 500));
    expect(answers.map((one) => one.status)).toEqual([status, 200]);
    expect(answers[0]?.headers.get('connection')).toBe('keep-alive');
  });
});

describe('whoever sends 1,500 requests at once', () => {
  const MANY = 1500;
  const ask = (path: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`;
  const answered = (before: number, route: string) =>
    loggedSince(before).filter((line) => line.route === route).length;

  test('and reads nothing has few of them answered, and gets all the others once they read', async () => {
    const before = logOf().length;
    const socket = open();
    socket.pause();
    socket.write(ask('/openapi.json').repeat(MANY));
    await until(() => answered(before, '/openapi.json') >= 16);
    await sleep(700);
    // What the system's own buffers take counts as read.
    expect(answered(before, '/openapi.json')).toBeLessThan(MANY / 4);
    let answers = 0;
    socket.resume();
    socket.on('data', (data: Buffer) => {
      answers += data.toString('latin1').split('HTTP/1.1 200 OK').length - 1;
    });
    await until(() => answered(before, '/openapi.json') === MANY);
    // The words of a status line may be cut by the end of a piece.
    await until(() => answers > MANY * 0.98);
  });

  test('gets one turn, and others are answered in between', async () => {
    const before = logOf().length;
    const socket = open();
    socket.resume();
    socket.write(ask('/policies').repeat(MANY));
    await until(() => answered(before, '/policies') >= 16);
    expect((await fetch(`${service.url}/log/key`)).status).toBe(200);
    await until(() => answered(before, '/policies') === MANY);
    const order = loggedSince(before).map(({ route }) => route);
    expect(order.indexOf('/log/key')).toBeLessThan(order.lastIndexOf('/policies') - 100);
  });
});

test('out of file handles the service says so in one line, and goes on when there are some again', async () => {
  const own = temporaryFolder();
  const few = await startService({ DATABASE_URL: `sqlite:${join(own, 'test.sqlite')}`, SENDER: 'off' }, [
    'sh',
    '-c',
    `ulimit -n 64; exec "${process.execPath}" src/node.ts`,
  ]);
  onTestFinished(async () => {
    await end(few.child, 'SIGKILL');
    rmSync(own, { recursive: true, force: true });
  });
  // Whose files are all loaded: one that has no handle for those does not come up.
  expect((await few.ask('GET', '/v1/policies')).status).toBe(200);
  const said = (start: string) => logOf(few).filter(({ message }) => String(message).startsWith(start));
  const sockets = Array.from({ length: 100 }, () => open(few));
  for (const socket of sockets) socket.write('GET /assets/page.css HTTP/1.1\r\nhost: x\r\n\r\n');
  await until(() => said('out of file handles').length > 0);
  await sleep(2500);
  for (const socket of sockets) socket.destroy();
  await until(() => said('there are file handles again').length > 0);
  expect((await few.ask('GET', '/healthz')).status).toBe(200);
  expect(logOf(few).filter(({ level }) => level === 'error')).toEqual([
    expect.objectContaining({ message: expect.stringContaining('ulimit -n'), error: 'EMFILE' }),
  ]);
});

describe('over a real connection', () => {
  const ODD = `${BEARER}connection: close\r\n`;
  test.each([
    ['no host', 'GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n'],
    ['a host that is none', `GET /v1/policies HTTP/1.1\r\nhost: [\r\n${ODD}\r\n`],
    ['a host with a space', `GET /mailbox HTTP/1.1\r\nhost: a b\r\n${ODD}\r\n`],
    ['a host with a path', `GET /v1/policies HTTP/1.1\r\nhost: x/y?z\r\n${ODD}\r\n`],
    ['an absolute target', `GET http://[/v1/policies HTTP/1.1\r\nhost: x\r\n${ODD}\r\n`],
    ['two slashes', `GET //v1/policies HTTP/1.1\r\nhost: x\r\n${ODD}\r\n`],
    ['a star', `OPTIONS * HTTP/1.1\r\nhost: x\r\n${ODD}\r\n`],
    ['bytes that are no URL', `GET /v1/users/\xff\xfe HTTP/1.1\r\nhost: x\r\n${ODD}\r\n`],
    ['percent signs that lead nowhere', `GET /assets/%E0%A4%A HTTP/1.1\r\nhost: x\r\n${ODD}\r\n`],
    ['a NUL in an asset', `GET /assets/a%00b HTTP/1.1\r\nhost: x\r\n${ODD}\r\n`],
    ['a path out of the assets', `GET /assets/..%2f..%2fpackage.json HTTP/1.1\r\nhost: x\r\n${ODD}\r\n`],
    ['a body that ends early', `PUT /v1/users/ada HTTP/1.1\r\nhost: x\r\n${ODD}content-length: 99\r\n\r\n{}`],
    [
      'a chunk that is none',
      `PUT /v1/users/ada HTTP/1.1\r\nhost: x\r\n${ODD}transfer-encoding: chunked\r\n\r\nzz\r\n`,
    ],
    ['a body with GET', `GET /v1/users/ada HTTP/1.1\r\nhost: x\r\n${ODD}content-length: 2\r\n\r\n{}`],
    ['a method of its own', `PROPFIND / HTTP/1.1\r\nhost: x\r\n${ODD}\r\n`],
  ])('a request with %s is not answered 500, and the service goes on', async (_, bytes) => {
    expect((await sendRaw(bytes)).split('\r\n')[0]).not.toMatch(/ 50\d/);
    expect((await service.ask('GET', '/v1/users/ada')).status).toBe(200);
  });

  test('a file outside the assets is not given out', async () => {
    for (const path of [
      '/assets/..%2fpackage.json',
      '/assets/%2e%2e/package.json',
      '/assets/..%5cpackage.json',
    ]) {
      expect(await (await fetch(service.url + path)).text()).not.toContain('better-sqlite3');
    }
  });

  test('a body that is too large is refused as such', async () => {
    const { status, body } = await service.ask('PUT', '/v1/users/ada', {
      name: 'x'.repeat(8_000_000),
      email: null,
    });
    expect(status).toBe(413);
    expect(body).toMatchObject({ type: '/problems/too-large' });
  });
});
