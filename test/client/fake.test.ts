import { describe, expect, test } from 'vitest';
import type { Client, Decline } from '../../client/src/index.ts';
import type { Change } from '../../client/src/testing.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { askOk } from '../support/arrange.ts';
import { createClient, fakeProviso } from '../support/packed-client.ts';
import { serveTestApp } from '../support/served-app.ts';

const START = '2026-01-01T00:00:00.000Z';

/** A world in which stories happen: the fake's, or the real service's. */
type World = {
  readonly client: Client;
  readonly publish: (
    policy: string,
    how?: { change?: Change; acceptance?: 'deemed' | 'explicit' },
  ) => Promise<unknown>;
  readonly withdraw: (policy: string, version: number) => Promise<unknown>;
  readonly pause: (policy: string, until: string | null) => Promise<unknown>;
  readonly put: (user: string, email?: string | null) => Promise<unknown>;
  readonly at: (when: string) => Promise<unknown>;
};

async function fakeWorld(): Promise<World> {
  const fake = fakeProviso({ policies: ['privacy', 'terms'], now: START });
  return {
    client: fake,
    publish: async (...how) => fake.publish(...how),
    withdraw: async (...of) => fake.withdraw(...of),
    pause: async (...of) => fake.pauseAsking(...of),
    put: async (user, email = `${user}@example.com`) => fake.put(user, { email }),
    at: async (when) => fake.at(when),
  };
}

async function realWorld(): Promise<World> {
  const app = await serveTestApp({ now: START as Instant });
  for (const policy of ['privacy', 'terms'])
    await askOk(app, 'PUT', `/v1/policies/${policy}`, { title: policy });
  const { url, key } = app;
  // What the service says is compared, and not how soon.
  const patient = { timeoutMs: 10_000, fallback: 'keep-out' } as const;
  const client = createClient({ url, key, policies: ['privacy', 'terms'], ...patient });
  const counts = new Map<string, number>();
  const settled = async () => {
    await app.deliver();
    client.forget();
  };
  return {
    client,
    async publish(policy, how = {}) {
      const count = (counts.get(policy) ?? 0) + 1;
      counts.set(policy, count);
      const about = count === 1 ? {} : { change: 'substantial', summary: 'More words.' };
      const content = `# ${policy}\n\n${'More words. '.repeat(count)}\n`;
      const reason = how.change === 'legal' ? { reason: 'The law.' } : {};
      await askOk(app, 'POST', `/v1/policies/${policy}/versions`, { content, ...about, ...how, ...reason });
      await settled();
    },
    async withdraw(policy, version) {
      await askOk(app, 'POST', `/v1/policies/${policy}/versions/${version}/withdrawal`, {
        reason: 'A mistake.',
      });
      await settled();
    },
    async pause(policy, until) {
      const path = `/v1/policies/${policy}/asking-pause`;
      if (until === null) await askOk(app, 'DELETE', path);
      else await askOk(app, 'PUT', path, { until, reason: 'It asks the wrong people.' });
      await settled();
    },
    async put(user, email = `${user}@example.com`) {
      await askOk(app, 'PUT', `/v1/users/${user}`, { email });
      await settled();
    },
    async at(when) {
      app.clock.now = new Date(when).toISOString() as Instant;
      await settled();
    },
  };
}

/** What a story says as it goes. */
type Say = (user: string) => Promise<void>;
type Story = (world: World, say: Say) => Promise<void>;

const accept = ({ client }: World, user: string, policy: string, version: number) =>
  client.accept(user, { policy, version });
const decline = ({ client }: World, user: string, about: Decline) => client.decline(user, about);

/** `privacy` and `terms` in force, both held by `ada`; `bob` has no address and holds both; `eve` is new. */
async function begin(world: World): Promise<void> {
  for (const policy of ['privacy', 'terms']) await world.publish(policy);
  await world.put('ada');
  await world.put('bob', null);
  await world.put('eve');
  for (const user of ['ada', 'bob'])
    for (const policy of ['privacy', 'terms']) await accept(world, user, policy, 1);
}

const STORIES: Readonly<Record<string, Story>> = {
  'somebody new is asked, and goes on once they accepted everything': async (world, say) => {
    await say('eve');
    await accept(world, 'eve', 'privacy', 1);
    await say('eve');
    await accept(world, 'eve', 'terms', 1);
    await say('eve');
  },
  'thirty days after a substantial change a use binds whoever was told': async (world, say) => {
    await world.publish('terms');
    for (const when of ['2026-01-30', '2026-01-31']) {
      await world.at(when);
      for (const user of ['ada', 'bob', 'eve']) await say(user);
    }
    await world.client.reportUse(await world.client.check('ada'));
    await say('ada');
  },
  'an explicit version asks once it is in force': async (world, say) => {
    await world.publish('terms', { change: 'minor', acceptance: 'explicit' });
    await say('ada');
    await world.at('2026-01-08');
    await say('ada');
    await accept(world, 'ada', 'terms', 2);
    await say('ada');
  },
  'nobody is asked while asking is paused, and everybody again once that is over': async (world, say) => {
    await world.publish('terms', { change: 'minor', acceptance: 'explicit' });
    await world.at('2026-01-08');
    await world.pause('terms', '2026-01-09T00:00:00Z');
    for (const user of ['ada', 'bob', 'eve']) await say(user);
    await accept(world, 'ada', 'terms', 2);
    await world.at('2026-01-09');
    for (const user of ['ada', 'bob', 'eve']) await say(user);
    await world.pause('terms', '2026-01-10T00:00:00Z');
    await world.pause('terms', null);
    await say('bob');
  },
  'what the law asks for binds a week after it was told': async (world, say) => {
    await world.publish('privacy', { change: 'legal' });
    await say('ada');
    await world.at('2026-01-08');
    await say('ada');
  },
  'whoever declines leaves when their window closes, unless they take it back': async (world, say) => {
    await world.publish('terms');
    const { id } = await decline(world, 'ada', { policy: 'terms', version: 2 });
    await say('ada');
    await world.client.cancelLeaving('ada', id);
    await say('ada');
    await decline(world, 'ada', { policy: 'terms', version: 2 });
    await world.at('2026-01-31');
    await say('ada');
    await world.client.accept('ada', { policy: 'terms', version: 2, returning: true });
    await say('ada');
  },
  'whoever leaves at once is gone': async (world, say) => {
    await world.publish('terms');
    await decline(world, 'ada', { policy: 'terms', version: 2, when: 'now' });
    await say('ada');
  },
  'a withdrawn version asks nothing, and whoever was leaving over it stays': async (world, say) => {
    await world.publish('terms');
    await decline(world, 'ada', { policy: 'terms', version: 2 });
    await world.withdraw('terms', 2);
    await say('ada');
    await world.at('2026-02-15');
    await say('ada');
  },
  'a later version never takes effect before an earlier one': async (world, say) => {
    await world.publish('terms');
    await world.publish('terms', { change: 'minor' });
    await say('ada');
    await world.at('2026-01-08');
    await say('ada');
    await world.at('2026-01-31');
    await say('ada');
  },
  'a notice that the product shows tells': async (world, say) => {
    await world.publish('terms');
    await say('bob');
    await world.client.showed('bob', { policy: 'terms', version: 2 });
    await say('bob');
  },
};

/** Everything that a check says, but for ids and hashes, which are each world's own. */
async function tell(story: Story, world: World): Promise<unknown[]> {
  const said: unknown[] = [];
  await begin(world);
  await story(world, async (user) => {
    world.client.forget();
    said.push(await world.client.check(user));
  });
  return said;
}

describe('the fake says what the service says', () => {
  test.each(Object.entries(STORIES))('%s', async (_, story) => {
    const real = await tell(story, await realWorld());
    expect(await tell(story, await fakeWorld())).toEqual(real);
    expect(real.length).toBeGreaterThan(0);
  });

  test('refuses with the same codes', async () => {
    for (const world of [await fakeWorld(), await realWorld()]) {
      await begin(world);
      const code = (act: Promise<unknown>) =>
        act.then(
          () => null,
          (error) => error.code,
        );
      expect(await code(accept(world, 'nobody', 'terms', 1))).toBe('unknown-user');
      expect(await code(accept(world, 'ada', 'rules', 1))).toBe('unknown-policy');
      expect(await code(accept(world, 'ada', 'terms', 9))).toBe('unknown-version');
      expect(await code(decline(world, 'ada', { policy: 'terms', version: 1 }))).toBe(
        'decline-window-closed',
      );
      await world.publish('terms', { change: 'minor' });
      await world.at('2026-02-01');
      expect(await code(accept(world, 'ada', 'terms', 1))).toBe(null);
      expect(await code(accept(world, 'eve', 'terms', 1))).toBe('version-not-open');
    }
  });
});

describe('a product’s own test', () => {
  test('says what happens thirty days later', async () => {
    const proviso = fakeProviso({ policies: ['terms'], now: '2026-11-28' });
    proviso.publish('terms');
    proviso.put('u_42', { accepted: { terms: 1 } });
    proviso.publish('terms', { acceptance: 'explicit' });
    expect((await proviso.check('u_42')).next).toBe('none');
    proviso.at('2026-12-28');
    expect((await proviso.check('u_42')).next).toBe('ask');
  });

  test('says what happens while the service is away', async () => {
    const proviso = fakeProviso({ policies: ['terms'], fallback: 'let-in' });
    proviso.publish('terms');
    proviso.beAway(true);
    expect(await proviso.check('u_42')).toMatchObject({ next: 'none', source: 'fallback' });
  });

  test('finds out when it is wrong about the fake', () => {
    const proviso = fakeProviso({ policies: ['terms'] });
    expect(() => proviso.publish('terms', { change: 'minor' })).toThrow(/`initial`/);
    expect(() => proviso.at('2025-01-01')).toThrow(/never goes back/);
    expect(() => proviso.withdraw('terms', 1)).toThrow(/announced/);
  });
});
