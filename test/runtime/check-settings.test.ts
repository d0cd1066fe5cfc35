import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { remarksOn } from '../../src/runtime/check-settings.ts';
import { readConfig } from '../../src/runtime/settings/config.ts';

const MAIL_FROM = 'Lantern <notices@lantern.example>';
const RESEND = { RESEND_API_KEY: 're_test', RESEND_WEBHOOK_SECRET: 'whsec_c2VjcmV0', MAIL_FROM };
const RELAY = { MAIL_URL: 'smtp://mail.example', BOUNCE_ADDRESS: 'bounces@lantern.example', MAIL_FROM };
const HTTPS = { PUBLIC_URL: 'https://policies.lantern.example' };
const POSTGRES = { DATABASE_URL: 'postgres://db/x', LINK_SECRET: 'x'.repeat(32) };
const NEW = { DATABASE_URL: 'sqlite:/nowhere/there/is/none.sqlite' };

test.each<[string, Record<string, string>, string[]]>([
  ['a service that somebody tries', NEW, []],
  ['Resend, and all that goes with it', { ...NEW, ...HTTPS, ...RESEND }, []],
  ['a relay, and all that goes with it', { ...NEW, ...HTTPS, ...RELAY }, []],
  [
    'links that anybody can read',
    { ...NEW, ...RESEND, PUBLIC_URL: 'http://lantern.example' },
    ['PUBLIC_URL'],
  ],
  ['links that lead to this machine alone', { ...NEW, ...RELAY }, ['PUBLIC_URL']],
  [
    'bounces that nobody sees',
    { ...NEW, ...HTTPS, ...RESEND, RESEND_WEBHOOK_SECRET: '' },
    ['RESEND_WEBHOOK_SECRET'],
  ],
  ['mails that come back to nobody', { ...NEW, ...HTTPS, ...RELAY, BOUNCE_ADDRESS: '' }, ['BOUNCE_ADDRESS']],
  [
    'mails that anybody can read',
    { ...NEW, ...HTTPS, ...RELAY, MAIL_URL: 'smtp://10.0.0.7?tls=none' },
    ['MAIL_URL'],
  ],
  ['no encryption on this machine', { ...NEW, ...HTTPS, ...RELAY, MAIL_URL: 'smtp://localhost:2525' }, []],
  ['a record that nobody signs', { ...POSTGRES, ...HTTPS, ...RESEND }, ['LOG_KEY']],
  ['a record that somebody does', { ...POSTGRES, ...HTTPS, ...RESEND, LOG_KEY: '01'.repeat(32) }, []],
])('%s', (_, env, settings) => {
  expect(remarksOn(readConfig(env)).map(({ setting }) => setting)).toEqual(settings);
});

test('a database file, and what is kept beside it, is for nobody else to read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-settings-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'a.sqlite');
  for (const end of ['', '.link-secret']) writeFileSync(path + end, '', { mode: 0o600 });
  const remarks = () => remarksOn(readConfig({ DATABASE_URL: `sqlite:${path}` }));
  expect(remarks()).toEqual([]);
  chmodSync(`${path}.link-secret`, 0o644);
  expect(remarks()).toEqual([
    { setting: 'DATABASE_URL', detail: `others on this machine can read ${path}.link-secret: chmod 600` },
  ]);
});
