import { expect, onTestFinished, test } from 'vitest';
import type { MigratableStore } from '../../src/storage/engines/migrate.ts';
import { TEXT_1, TEXT_2, TEXT_3 } from '../support/arrange.ts';
import { type Answered, startTestApp, type TestApp } from '../support/test-app.ts';
import type { OpenDatabase } from './contract.ts';
import { countRows } from './contract-repeats.ts';

type Asked = readonly [method: string, path: string, body?: unknown];

/** What is asked of the service, perhaps by what it answered before; null lets notices go out. */
type Step = Asked | ((answers: readonly Answered['body'][]) => Asked) | null;

const POLICY = '/v1/policies/privacy';
const ABOUT = { policy: 'privacy', version: 2 };

/** Every act over HTTP that writes, each once where it counts and once more where it may be repeated. */
const STORY: readonly Step[] = [
  ['PUT', POLICY, { title: 'Privacy Policy' }],
  ['PUT', POLICY, { title: 'Privacy', timeZone: 'Europe/Berlin' }],
  ['POST', `${POLICY}/versions`, { content: TEXT_1 }],
  ['PUT', '/v1/users/ada', { email: 'ada@example.com' }],
  ['PUT', '/v1/users/ada', { email: 'ada@example.org', name: 'Ada' }],
  ['POST', '/v1/users/import', { user: 'ben', email: 'ben@example.com', accepted: { privacy: 1 } }],
  ['POST', '/v1/users/import', { user: 'ben', email: 'ben@example.com', accepted: { privacy: 1 } }],
  ['PUT', '/v1/users/cy', { email: null }],
  ['POST', '/v1/acceptances', { user: 'ada', ...ABOUT, version: 1 }],
  ['POST', '/v1/acceptances', { user: 'ada', ...ABOUT, version: 1 }],
  ['POST', `${POLICY}/versions`, { content: TEXT_2, change: 'minor', summary: 'Logs are kept longer.' }],
  ['POST', `${POLICY}/versions/2/pause`],
  ['POST', `${POLICY}/versions/2/resume`],
  null,
  ['POST', '/v1/notices/shown', { user: 'cy', ...ABOUT }],
  ['POST', '/v1/notices/shown', { user: 'cy', ...ABOUT }],
  ['POST', '/v1/terminations', { user: 'ada', ...ABOUT, reason: 'No.' }],
  ['POST', '/v1/terminations', { user: 'ada', ...ABOUT }],
  (answers) => ['DELETE', `/v1/terminations/${answers.findLast((one) => one.terminatesAt)?.id}`],
  ['POST', '/v1/terminations', { user: 'ada', ...ABOUT, when: 'now' }],
  ['POST', '/v1/acceptances', { user: 'ada', ...ABOUT, version: 1, returning: true }],
  ['POST', '/v1/acceptances', { user: 'ben', ...ABOUT }],
  ['POST', '/v1/uses', { user: 'ben' }],
  ['PUT', '/v1/users/ben/hold', { held: true, reason: 'A dispute.' }],
  ['PUT', '/v1/users/ben/hold', { held: true, reason: 'Another.' }],
  ['DELETE', '/v1/users/ben'],
  ['DELETE', '/v1/users/ben'],
  ['PUT', '/v1/users/ben/hold', { held: false }],
  ['DELETE', '/v1/users/cy'],
  ['DELETE', '/v1/users/cy'],
  ['POST', '/v1/keys', { name: 'the shop', role: 'app' }],
  (answers) => ['DELETE', `/v1/keys/${answers.at(-1)?.id}`],
  ['POST', `${POLICY}/versions`, { content: TEXT_3, change: 'minor', summary: 'We write first.' }],
  ['POST', `${POLICY}/versions/3/withdrawal`, { reason: 'A mistake.' }],
  ['POST', `${POLICY}/versions/3/withdrawal`, { reason: 'A mistake.' }],
];

/**
 * What must be true where a write is taken, an error reported, and the same list asked for again, as D1 does
 * it: its second turn finds that all is done and counts nothing, and the answer is still that of the first.
 */
export function writesTakenTwice(open: OpenDatabase): void {
  test.each([false, true])(
    'every act that was taken twice is answered as if once (under an Idempotency-Key: %s)',
    async (hasKey) => {
      const [one, other] = [await open('migrated'), await open('migrated')];
      onTestFinished(async () => {
        await one.close();
        await other.close();
      });
      const once = await startTestApp({ store: one.store });
      const weather = { isBad: false };
      const twice = await startTestApp({ store: takenTwice(other.store, weather) });
      const expected = await play(once, weather, hasKey);
      const statuses = new Set(expected.map(({ status }) => status));
      expect(statuses).toEqual(new Set([200, 201, 202, 204, 404, 409]));
      expect(await play(twice, weather, hasKey)).toEqual(expected);
      expect(await countRows(other.store)).toEqual(await countRows(one.store));
    },
  );
}

type Weather = { isBad: boolean };

async function play(
  app: TestApp,
  weather: Weather,
  hasKey: boolean,
): Promise<{ step: string; status: number; body: unknown }[]> {
  const answers: Answered['body'][] = [];
  const played = [];
  for (const [at, step] of STORY.entries()) {
    if (step === null) {
      await app.deliver();
      continue;
    }
    const [method, path, body] = typeof step === 'function' ? step(answers) : step;
    const headers = hasKey ? { 'idempotency-key': `step-${at}` } : {};
    weather.isBad = true;
    const answer = await app.ask(method, path, body, headers);
    weather.isBad = false;
    answers.push(answer.body);
    played.push({ step: `${at}. ${method}`, status: answer.status, body: nameless(answer.body) });
  }
  return played;
}

function nameless(body: unknown): unknown {
  const text = JSON.stringify(body).replace(/"(pv_)?[0-9a-f]{8}-?[0-9a-f_-]{20,}"/g, '"{made}"');
  return JSON.parse(text) as unknown;
}

/** A store that takes each list twice while the weather is bad, and tells of the second time. */
function takenTwice(store: MigratableStore, weather: Weather): MigratableStore {
  return {
    ...store,
    atomic: async (statements) => {
      if (weather.isBad) await store.atomic(statements);
      return store.atomic(statements);
    },
  };
}
