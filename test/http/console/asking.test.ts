import { describe, expect, test } from 'vitest';
import { askOk, checkOf, havePolicy, haveUsers, recordsOf, testApp } from '../../support/arrange.ts';
import { haveMember, signedIn } from '../../support/members.ts';
import type { TestApp } from '../../support/test-app.ts';
import { expectValid } from '../../support/valid-html.ts';

const SCREEN = '/console/policies/privacy';
const PAUSE = `${SCREEN}/asking/pause`;

async function haveAdaAsked(): Promise<TestApp> {
  const app = await testApp();
  await havePolicy(app);
  await haveUsers(app, 'ada');
  return app;
}

describe('the emergency brake', () => {
  test('is pulled and let go by an operator, who says why', async () => {
    const app = await haveAdaAsked();
    const otto = await haveMember(app, 'Otto', 'operator');
    const visitor = await signedIn(app, otto);
    const fresh = await visitor.get(SCREEN);
    expectValid(fresh.body);
    expect(fresh.body).toContain('If people are locked out');
    expect(fresh.body).not.toContain('Ask again, now');

    const empty = await visitor.post(PAUSE, { for: 'P1D', reason: ' ' });
    expect([empty.status, empty.body.includes('Say why, in one line.')]).toEqual([422, true]);
    const pulled = await visitor.post(PAUSE, { for: 'PT4H', reason: 'It asks <everybody>.' });
    expect([pulled.status, pulled.headers.get('location')]).toEqual([303, `${SCREEN}?done=paused#done`]);
    expect(await checkOf(app, 'ada')).toMatchObject({
      next: 'show-notice',
      askingPausedUntil: '2026-11-22T13:00:00.000Z',
    });
    const paused = await visitor.get(SCREEN);
    expectValid(paused.body);
    expect(paused.body).toContain('Nobody is asked about this policy until');
    expect(paused.body).toContain('It asks &lt;everybody&gt;.');
    expect(paused.body).toContain('<bdi>Otto</bdi>');
    const home = (await visitor.get('/console')).body;
    expect(home).toContain(`href="${SCREEN}#asking"`);
    expect(home).toContain('Nobody is asked about “privacy” for now');
    expect(home).not.toContain('asking is paused');
    expect((await visitor.get('/console/developers/check?user=ada&policy=privacy')).body).toContain(
      'asking is paused for everybody until',
    );

    expect((await visitor.post(`${SCREEN}/asking/resume`, {})).status).toBe(303);
    expect(await checkOf(app, 'ada')).toMatchObject({ next: 'ask' });
    const acts = (await recordsOf(app)).filter(({ kind }) => kind.startsWith('asking-'));
    expect(acts.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['asking-paused', `member:${otto.id}`],
      ['asking-resumed', `member:${otto.id}`],
    ]);
  });

  test('is seen by support, who cannot touch it and tell whoever calls', async () => {
    const app = await haveAdaAsked();
    const visitor = await signedIn(app, await haveMember(app, 'Sue', 'support'));
    await askOk(app, 'PUT', '/v1/policies/privacy/asking-pause', {
      ...{ until: '2026-11-22T10:00:00Z', reason: 'It asks everybody.' },
    });
    const { body } = await visitor.get(SCREEN);
    expect(body).toContain('Nobody is asked about this policy until');
    expect(body).not.toContain(PAUSE);
    expect((await visitor.post(PAUSE, { for: 'P1D', reason: 'Why not?' })).status).toBe(403);
    expect((await visitor.get('/console/people/ada')).body).toContain(
      'asking about this policy is paused for everybody until',
    );
  });
});
