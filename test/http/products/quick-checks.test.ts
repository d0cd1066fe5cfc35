import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../../src/http/app.ts';
import { type QuickChecks, quickChecks } from '../../../src/http/products/quick-checks.ts';
import type { HttpContext } from '../../../src/http/wire/http-context.ts';
import { requestLimits } from '../../../src/http/wire/token-buckets.ts';
import { listen, stopListening } from '../../../src/runtime/listen.ts';
import { askOk, haveAccepted, havePolicy, havePublished, testApp } from '../../support/arrange.ts';
import { ADMIN_KEY, type TestApp } from '../../support/test-app.ts';

const PATH = '/v1/users/ada/policies/privacy';
const HEAD = `Host: localhost\r\nAuthorization: Bearer ${ADMIN_KEY}\r\n`;

/** A server over an app, what it wrote to the log and counted, and how many requests went past the app. */
type Served = {
  readonly ask: (request: string) => Promise<string>;
  readonly noted: string[];
  readonly past: () => number;
};

/** Ada, who agreed to what is in force. */
async function haveAda(options: Parameters<typeof testApp>[0] = {}): Promise<TestApp> {
  const app = await testApp(options);
  await havePolicy(app);
  for (const user of ['ada', 'Ada%20Lovelace', 'e@x']) {
    await askOk(app, 'PUT', `/v1/users/${user}`, { email: null });
  }
  await haveAccepted(app, 'ada');
  return app;
}

async function serve(app: TestApp, isQuick: boolean): Promise<Served> {
  const noted: string[] = [];
  const context: HttpContext = {
    ...app.context,
    log: (level, message, fields) => noted.push(masked(JSON.stringify([level, message, fields]))),
    noteRequest: ({ seconds: _, ...request }) => noted.push(JSON.stringify(request)),
  };
  let past = 0;
  const quick = quickChecks(context);
  const counted: QuickChecks = (request) => {
    const answer = quick(request);
    if (answer !== null) past++;
    return answer;
  };
  const server = await listen(
    createApp(context, (_, next) => next()),
    isQuick ? counted : () => null,
    { host: '127.0.0.1', port: 0 },
    context.log,
  );
  onTestFinished(() => stopListening(server));
  const { port } = server.address() as AddressInfo;
  return { ask: (request) => send(port, request), noted, past: () => past };
}

/** Sends bytes as they are, and answers all that comes back until the connection ends. */
async function send(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (piece) => {
    answer += piece;
  });
  socket.write(request);
  await once(socket, 'close');
  return masked(answer).replace(/^.*?\r\n\r\n/s, inOneOrder);
}

/** The head of an answer with its fields in one order and in small letters, neither of which says anything. */
function inOneOrder(head: string): string {
  const [status, ...fields] = head.trim().split('\r\n');
  return [
    status,
    ...fields.map((one) => one.replace(/^[^:]*/, (name) => name.toLowerCase())).sort(),
    '',
    '',
  ].join('\r\n');
}

/** Without what differs from one answer to the next. */
function masked(text: string): string {
  return text
    .replace(/^date: .*$/im, 'date: …')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'some-id')
    .replace(/"ms":[\d.]+/, '"ms":0');
}

function get(path: string, more = '', head = HEAD): string {
  return `GET ${path} HTTP/1.1\r\n${head}${more}Connection: close\r\n\r\n`;
}

const SAME: readonly (readonly [what: string, request: string, isQuick: boolean])[] = [
  ['a check', get(PATH), true],
  ['under an id of the request', get(PATH, 'X-Request-Id: abc-1\r\n'), true],
  ['under an id that is none', get(PATH, 'X-Request-Id: <b>\r\n'), true],
  ['what somebody has already', get(PATH, 'If-None-Match: W/"1", *ETAG*\r\n'), true],
  ['what somebody has of before', get(PATH, 'If-None-Match: "1"\r\n'), true],
  ['many ETags', get(PATH, 'If-None-Match: "1"\r\nIf-None-Match: *ETAG*\r\n'), true],
  ['names in other letters', get(PATH, '', HEAD.replace('Authorization', 'AUTHORIZATION')), true],
  ['an id with a sign in it', get('/v1/users/e@x/policies/privacy'), true],
  ['of HTTP/1.0', get(PATH).replace('HTTP/1.1', 'HTTP/1.0'), true],
  ['asked by HEAD', get(PATH).replace('GET', 'HEAD'), false],
  ['asked by POST', get(PATH, 'Content-Length: 2\r\n').replace('GET', 'POST').concat('{}'), false],
  ['with a body', get(PATH, 'Content-Length: 2\r\n').concat('{}'), false],
  ['an id that is encoded', get('/v1/users/Ada%20Lovelace/policies/privacy'), false],
  ['an id that is encoded needlessly', get('/v1/users/%61da/policies/privacy'), false],
  ['a query', get(`${PATH}?a=b`), false],
  ['a slash at the end', get(`${PATH}/`), false],
  ['a whole URL', get(`http://localhost${PATH}`), false],
  ['nobody', get('/v1/users/eve/policies/privacy'), false],
  ['no policy', get('/v1/users/ada/policies/terms'), false],
  ['no such name of a policy', get('/v1/users/ada/policies/Terms'), false],
  ['no key', get(PATH, '', 'Host: localhost\r\n'), false],
  ['another key', get(PATH, '', 'Host: localhost\r\nAuthorization: Bearer nobody\r\n'), false],
  ['two keys', get(PATH, 'Authorization: Bearer nobody\r\n'), false],
  ['no host', get(PATH, '', HEAD.replace(/^.*\r\n/, '')), false],
];

test.each(SAME)(
  '%s is answered by the app and past it alike, and counted and logged alike',
  async (_, request, isQuick) => {
    const app = await haveAda();
    const quick = await serve(app, true);
    const slow = await serve(app, false);
    // So that the key and the policy are known, as they are to a service that runs.
    const etag = /^etag: (.*)\r$/m.exec(await slow.ask(get(PATH)))?.[1] ?? '';
    await quick.ask(get(PATH));
    const past = quick.past();
    const asked = request.replace('*ETAG*', etag);
    expect(await quick.ask(asked)).toEqual(await slow.ask(asked));
    expect(quick.noted).toEqual(slow.noted);
    const canBe = app.store.db.askNow !== undefined && isQuick;
    expect(quick.past() - past).toBe(canBe ? 1 : 0);
  },
);

describe('past the app', () => {
  test('what is written is answered at once: an agreement, a version, a pause, a key that is deleted', async () => {
    const app = await haveAda();
    const { body: key } = await askOk(app, 'POST', '/v1/keys', { name: 'shop', role: 'app' });
    const head = `Host: localhost\r\nAuthorization: Bearer ${key.key}\r\n`;
    const { ask } = await serve(app, true);
    const asked = async (user = 'ada') => {
      const answer = await ask(get(`/v1/users/${user}/policies/privacy`, '', head));
      const [first = '', body = ''] = [answer.split('\r\n', 1)[0], answer.split('\r\n\r\n')[1]];
      return first.includes('200') ? JSON.parse(body) : first;
    };
    for (const _ of [1, 2]) expect(await asked('e@x')).toMatchObject({ accepted: false });
    await haveAccepted(app, 'e@x');
    expect(await asked('e@x')).toMatchObject({ accepted: true });
    await havePublished(app);
    expect(await asked()).toMatchObject({ accepted: true, upcoming: [{ version: 2 }] });
    app.wait('P31D');
    expect(await asked()).toMatchObject({ accepted: false, current: { version: 2 } });
    await askOk(app, 'DELETE', `/v1/keys/${key.id}`);
    expect(await asked()).toBe('HTTP/1.1 401 Unauthorized');
  });

  test('a key has as many requests as it has by the app', async () => {
    const clock = { ms: 0 };
    const limits = requestLimits(
      { ofKey: { holds: 6, perSecond: 1 }, ofSender: null, bulkKeys: new Set() },
      () => clock.ms,
    );
    const app = await haveAda({ limits });
    clock.ms += 60_000;
    const { ask, noted, past } = await serve(app, true);
    const statuses: (string | undefined)[] = [];
    for (let times = 0; times < 8; times++) statuses.push((await ask(get(PATH))).split(' ')[1]);
    expect(statuses).toEqual([...Array(6).fill('200'), '429', '429']);
    expect(noted.filter((line) => line.includes('slowed down'))).toHaveLength(1);
    expect(past()).toBe(app.store.db.askNow === undefined ? 0 : 6);
  });
});
