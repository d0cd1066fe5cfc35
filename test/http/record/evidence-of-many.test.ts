import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runEvidence } from '../../../src/commands/evidence.ts';
import { askOk, haveUsers, testApp } from '../../support/arrange.ts';
import { failures, haveStory, keepAll, refOf, verified } from '../../support/evidence.ts';
import { serveTestApp } from '../../support/served-app.ts';
import { WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import { ADMIN_KEY } from '../../support/test-app.ts';

describe('the evidence about a list of people', () => {
  test('is a bundle a line, each as it is for one alone, and says who is nobody', async () => {
    const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
    await haveStory(app);
    await keepAll(app);
    const response = await app.app.request('/v1/evidence', {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
      body: JSON.stringify({ users: ['ada', 'nobody', 'ada'] }),
    });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await response.text())
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one));
    const alone = (await askOk(app, 'GET', '/v1/users/ada/evidence')).body;
    expect(lines).toEqual([
      { user: 'ada', evidence: alone },
      { user: 'nobody', problem: 'unknown-user' },
    ]);
    expect(failures(verified(JSON.stringify(lines[0].evidence)))).toEqual([]);
  });

  test('can be had as one table, in which nothing runs as a formula', async () => {
    const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
    await haveStory(app);
    await haveUsers(app, '=cmd|x');
    await keepAll(app);
    const { body } = await askOk(app, 'POST', '/v1/evidence.csv', { users: ['ada', '=cmd|x', 'nobody'] });
    const [head, ada, formula, nobody] = (body as string).split('\r\n');
    expect(head).toMatch(/^user,ref,found,records,proven,firstAt,lastAt,sent,accepted,/);
    const records = (await askOk(app, 'GET', '/v1/users/ada/evidence')).body.records as {
      readonly proof: string | null;
      readonly record: { readonly user: string | null; readonly kind: string };
    }[];
    const own = records.filter(({ record }) => record.user !== null);
    const of = (kind: string) => own.filter(({ record }) => record.kind === kind).length;
    const cells = ada?.split(',') ?? [];
    expect(cells.slice(0, 5)).toEqual([
      'ada',
      await refOf(app, 'ada'),
      'yes',
      ...[own.length, own.length].map(String),
    ]);
    expect(cells.slice(7, 9)).toEqual([of('sent'), of('accepted')].map(String));
    expect(formula).toMatch(/^"'=cmd\|x",/);
    expect(nobody).toMatch(/^nobody,,no,,/);
  });

  test('is for legal alone, and names at least somebody', async () => {
    const app = await testApp();
    const { body } = await askOk(app, 'POST', '/v1/keys', { name: 'shop', role: 'app' });
    const asApp = { authorization: `Bearer ${body.key}` };
    for (const path of ['/v1/evidence', '/v1/evidence.csv']) {
      expect((await app.ask('POST', path, { users: ['ada'] }, asApp)).status).toBe(403);
      expect((await app.ask('POST', path, { users: [] })).status).toBe(400);
    }
  });
});

describe('the command that downloads it', () => {
  test('keeps a file for each, checked, and a summary of all', async () => {
    const app = await serveTestApp({ webhookSecret: WEBHOOK_SECRET });
    await haveStory(app);
    await keepAll(app);
    const folder = mkdtempSync(join(tmpdir(), 'proviso-evidence-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const list = join(folder, 'ids.txt');
    const to = join(folder, 'out');
    const run = async (ids: string) => {
      writeFileSync(list, ids);
      let said = '';
      const env = { PROVISO_URL: app.url, PROVISO_KEY: app.key };
      const code = await runEvidence(['--to', to, list], env, (text) => {
        said += text;
      });
      return { code, said };
    };
    expect(await run('ada\r\n\nada\n')).toEqual({
      code: 0,
      said: `1 of 1 people have evidence that holds. See ${join(to, 'summary.csv')}.\n`,
    });
    const file = `evidence-${await refOf(app, 'ada')}.json`;
    expect(readdirSync(to).sort()).toEqual([file, 'summary.csv']);
    expect(failures(verified(readFileSync(join(to, file), 'utf8')))).toEqual([]);
    expect(statSync(join(to, file)).mode & 0o777).toBe(0o600);
    expect((await run('ada\nnobody\n')).code).toBe(1);
    expect(readFileSync(join(to, 'summary.csv'), 'utf8')).toContain('\r\nnobody,,no,,no,,\r\n');
    app.behave((_, response) => response.writeHead(503).end('{"detail":"away"}'));
    expect(await run('ada')).toEqual({ code: 2, said: 'The service refused (503): away\n' });
  });
});
