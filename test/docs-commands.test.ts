import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { FAILURES } from './support/bounced-mails.ts';
import { freePort } from './support/free-port.ts';
import { commandsIn, GUIDE_SHELL, hasProgram, shellBlocksOf, TO_FOLLOW } from './support/guide-shell.ts';
import { ROOT, startService, temporaryFolder, until } from './support/node-service.ts';
import { startPostgres } from './support/postgres.ts';
import { startSmtpFarEnd } from './support/smtp-far-end.ts';
import { ADMIN_KEY, LINK_SECRET } from './support/test-app.ts';

const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const GUIDES = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'client/README.md'],
  ...GUIDES.map((name) => `docs/${name}`),
];
/** Files that say in a comment how they are used. */
const DEPLOYED = ['deploy/proviso.service', 'deploy/kubernetes.yaml'];

/** Guides that other tests follow from the first command to the last. */
const FOLLOWED: readonly string[] = [...TO_FOLLOW, 'docs/integrate.md'];

/** The inbox that the guide to mail has for trying, as it is typed there. */
const INBOX =
  shellBlocksOf('docs/mail.md')
    .find((one) => one.includes('smtp-server'))
    ?.trim() ?? '';

/** The emergency brake, of which the guide has a day that is gone by now. */
const PAUSE =
  shellBlocksOf('docs/operations.md')
    .flatMap(commandsIn)
    .find((one) => one.includes('/asking-pause')) ?? '';

/** What is typed, with what it is about put in place of what a guide made up, and what it then says. */
const RUN: Readonly<Record<string, readonly [typed: string, says: RegExp]>> = {
  'openssl rand -hex 32': ['openssl rand -hex 32', /^[0-9a-f]{64}$/m],
  'npm start -- --check': ['npm start -- --check', /✓ the relay at 127\.0\.0\.1 lets us in/],
  'ADMIN_KEY=… LINK_SECRET=… PUBLIC_URL=https://policies.example.com \\\nRESEND_API_KEY=re_… MAIL_FROM="Example <legal@example.com>" npm start':
    [
      'env -u MAIL_URL -u BOUNCE_ADDRESS -u BOUNCE_KEY DATABASE_URL=sqlite:one.sqlite PUBLIC_URL=https://policies.example.com \\\n  RESEND_API_KEY=re_1234 MAIL_FROM="Example <legal@example.com>" node "$ROOT/src/node.ts" --check',
      /It can start/,
    ],
  'DATABASE_URL=postgres://proviso:…@db.internal/proviso LINK_SECRET=… ADMIN_KEY=… \\\nPUBLIC_URL=https://policies.example.com RESEND_API_KEY=re_… MAIL_FROM="Example <legal@example.com>" npm start':
    [
      'env -u MAIL_URL -u BOUNCE_ADDRESS -u BOUNCE_KEY DATABASE_URL=$POSTGRES PUBLIC_URL=https://policies.example.com \\\n  RESEND_API_KEY=re_1234 MAIL_FROM="Example <legal@example.com>" node "$ROOT/src/node.ts" --check',
      /It can start/,
    ],
  [INBOX]: [
    `(cd "$ROOT" && ${INBOX.replace('listen(2525)', 'listen(process.env.INBOX_PORT)')}) & PID=$!
until (echo > /dev/tcp/127.0.0.1/$INBOX_PORT) 2> /dev/null; do sleep 0.1; done
MAIL_URL=smtp://localhost:$INBOX_PORT node "$ROOT/src/node.ts" --check
kill $PID`,
    /the relay at localhost lets us in/,
  ],
  'npm start -- --new-admin-link': ['npm start -- --new-admin-link', /http:\S+\/console\/first\/[0-9a-f]+/],
  'npm run audit': ['npm run audit', /^Sound/m],
  'npm run backup -- FILE': ['npm run backup -- first', /^/],
  'npm run --silent backup -- /backups/proviso-2026-11-29': [
    'npm run --silent backup -- backups/proviso-2026-11-29',
    /^/,
  ],
  'npm run --silent backup -- --check /backups/proviso-2026-11-29': [
    'npm run --silent backup -- --check backups/proviso-2026-11-29',
    /^/,
  ],
  'npm run audit -- --database sqlite:/backups/…': [
    'npm run audit -- --database sqlite:backups/proviso-2026-11-29',
    /^Sound/m,
  ],
  'npm run --silent bounce < mail': ['npm run --silent bounce < mail', /^1 kept$/m],
  'npm run bounce < mail': ['npm run bounce < mail', /^1 taken before$/m],
  'curl -sS --fail --data-binary @- -H @/etc/proviso/bounces https://policies.example.com/webhooks/bounces': [
    'command curl -sS --fail --data-binary @- -H @bounces $URL/webhooks/bounces < mail',
    /"outcome":"repeated"/,
  ],
  'npm run --silent import-text -- FILE': ['npm run --silent import-text -- terms.html', /^# Terms$/m],
  'npm run --silent rules -- FILE.json': ['npm run --silent rules -- case.json', /./],
  'npm run evidence -- --to FOLDER ids.txt': [
    'npm run evidence -- --to evidence ids.txt && cat evidence/summary.csv',
    /^"?ada"?,/m,
  ],
  'npm run verify': ['npm run verify -- bundle.json', /^HOLDS/m],
  'npm run --silent verify -- data/evidence-alice.json': [
    'npm run --silent verify -- bundle.json',
    /^HOLDS/m,
  ],
  'npm run --silent verify -- data/evidence-alice-changed.json': [
    'npm run --silent verify -- changed.json || test $? = 1',
    /^DOES NOT HOLD/m,
  ],
  "npm run --silent verify -- bundle.json --key 'policies.example.com/log+1a2b3c4d+…' --checkpoint kept.txt":
    ['npm run --silent verify -- bundle.json --key "$(cat key.txt)" --checkpoint kept.txt', /^HOLDS/m],
  'curl -s https://policies.example.com/notice.js | openssl dgst -sha384 -binary | openssl base64 -A': [
    'command curl -s $URL/notice.js | openssl dgst -sha384 -binary | openssl base64 -A',
    new RegExp(/sha384-(\S+?)"/.exec(read('docs/banner.md'))?.[1]?.replace(/[+/]/g, '\\$&') ?? '^$'),
  ],
  'curl "https://policies.example.com/policies/privacy/notice.json?lang=en"': [
    'curl "$URL/policies/privacy/notice.json?lang=en"',
    /"version":2/,
  ],
  'npm run copy -- --from sqlite:data/proviso.sqlite --to postgres://user:password@db/proviso': [
    'npm run copy -- --from sqlite:first --to $POSTGRES 2>&1',
    /./,
  ],
  'npm run copy -- --from postgres://user:password@db/proviso --to sqlite:data/proviso.sqlite': [
    'npm run copy -- --from $POSTGRES --to sqlite:copied.sqlite 2>&1',
    /./,
  ],
  [PAUSE]: [
    'curl -X PUT -H "Authorization: Bearer $ADMIN_KEY" $URL/v1/policies/privacy/asking-pause --json "$(\n' +
      `  printf '{"until": "%s", "reason": "Wrong."}' "$(date -u -d '+2 days' +%FT%TZ)")"`,
    /"reason":"Wrong\."/,
  ],
  'npm run bench': ['npm run bench 2>&1 || test $? = 2', /There is: .*kills/],
};

/** What another test runs, and a word by which that is found there. */
const ELSEWHERE: Readonly<Record<string, readonly [file: string, word: string]>> = {
  'npm install': ['test/install.test.ts', 'npm install'],
  'npm ci': ['test/deploy.test.ts', "'npm'"],
  'npm ci --omit=dev': ['test/deploy.test.ts', "'npm'"],
  'npm start': ['test/smtp-service.test.ts', "'npm', 'start'"],
  'npm run dev:worker': ['test/commands/dev-worker.test.ts', 'dev'],
  'npm run copy': ['test/commands/copy.test.ts', 'copy.ts'],
  'npx wrangler d1 migrations apply DB --local && npm run copy -- --from sqlite:data/proviso.sqlite --to d1:DB':
    [...(['test/commands/copy.test.ts', 'd1:DB'] as const)],
  'npm run audit -- --database d1:DB': ['test/commands/audit-d1.test.ts', 'd1:DB'],
  'npm run audit -- --accept-restore': ['test/restore.test.ts', 'accept-restore'],
  'npm run verify -- --tsa-cert FILE': ['test/actions/upkeep/stamp-checkpoint.test.ts', '--tsa-cert'],
  'npm pack': ['test/support/client-package.ts', "'pack'"],
  'npx @proviso/client': ['test/client/command-line.test.ts', 'proviso'],
  'npx proviso person you@example.com': ['test/client/command-line.test.ts', 'person'],
};

const MEASURES = 'measures for minutes, and judges nothing on a busy machine';
const PICTURES = 'takes minutes in a browser, and writes over the pictures of the guides';
const DEMO = 'plays for half a minute, and then stays';
const THIS = 'runs this test among the others';
const ACCOUNT = 'needs an account at Cloudflare';

/** What cannot be run here, and why. */
const NOT_HERE: Readonly<Record<string, string>> = {
  'npm install && npm test': THIS,
  'npm test': THIS,
  'npx vitest run test/domain/policies': THIS,
  'npm run check': THIS,
  'npm run format': 'writes over the checkout that is tested',
  'npm run emails': 'writes over the checkout that is tested',
  'npm run bench -- check': MEASURES,
  'npm run bench -- console': MEASURES,
  'npm run bench -- start': MEASURES,
  'npm run bench -- webhooks': MEASURES,
  'npm run bench -- webhook-kills': MEASURES,
  'npm run bench -- diff --corpus FOLDER': MEASURES,
  'npm run bench -- size --users 100000,1000000': MEASURES,
  'npm run bench -- load --users 1000000 --per-second 500 --processes 1,4': MEASURES,
  'npm run bench -- fanout --users 2000000': MEASURES,
  'npm run bench -- audit': MEASURES,
  'npm run bench -- evidence': MEASURES,
  'npm run bench -- record': MEASURES,
  'npm run bench -- diff --hostile 1000': MEASURES,
  'npm run bench -- kills': MEASURES,
  'npm run pictures': PICTURES,
  'npm run pictures:console': PICTURES,
  'npm run pictures -- FOLDER': PICTURES,
  'docker compose up': 'needs a Docker daemon: test/deploy.test.ts does each step of the file by hand',
  'systemctl enable --now proviso':
    'needs systemd to run: test/deploy.test.ts has it look at the unit where it is installed',
  'install -m 600 /dev/stdin /etc/proviso/admin-key': 'writes to /etc of this machine',
  'npx wrangler d1 create proviso': ACCOUNT,
  'npx wrangler r2 bucket create proviso-checkpoints': ACCOUNT,
  'npx wrangler secret put ADMIN_KEY': ACCOUNT,
  'npx wrangler d1 migrations apply DB --remote': ACCOUNT,
  'npx wrangler d1 execute DB --remote --file migrations/guards/sqlite.sql': ACCOUNT,
  'npx wrangler deploy': ACCOUNT,
  'npm run --silent admin-link -- --database d1:DB --remote --url https://policies.example.com': ACCOUNT,
  'npm run demo': DEMO,
  'npm install && npm run demo': DEMO,
};

/** Each command that a page names, in a block of its own or within a sentence. */
function commandsOf(page: string): readonly string[] {
  const text = read(page);
  if (DEPLOYED.includes(page)) {
    const comments = text
      .replace(/ \\\n# +/g, ' ')
      .matchAll(/^# {3}((?:install|systemctl|kubectl) .*?)(?: {3}.*)?$/gm);
    return [
      ...[...comments].map(([, command = '']) => command),
      ...[...text.matchAll(/`(npm [^`]+)`/g)].map(([, command = '']) => command),
    ];
  }
  const fences = [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```/gm)].filter(
    ([, language]) => language === '',
  );
  const shown = fences.flatMap(([, , block = '']) => [
    ...[...block.matchAll(/^\$ (.*)$/gm)].map(([, command = '']) => command),
    ...[...block.matchAll(/"\|(curl [^"]+)"/g)].map(([, command = '']) => command),
  ]);
  const inSentences = [
    ...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`((?:npm|npx|docker|openssl) [^`]+)`/g),
  ].map(([, command = '']) => command);
  const blocks = FOLLOWED.includes(page) ? [] : shellBlocksOf(page).flatMap(commandsIn);
  // Settings alone are no commands, but stand for what a service is started with.
  return [...blocks.filter((one) => !/^[A-Z_]+=\S*$|^[A-Z_]+="[^"]*"$/.test(one)), ...shown, ...inSentences];
}

const TOLD = [...new Set([...PAGES, ...DEPLOYED].flatMap(commandsOf))];
const KUBECTL = TOLD.filter((one) => one.startsWith('kubectl '));

test('every command that a page names is run by a test, or it is said why it cannot be', () => {
  const known = [...Object.keys(RUN), ...Object.keys(ELSEWHERE), ...Object.keys(NOT_HERE), ...KUBECTL];
  expect(TOLD.filter((one) => !known.includes(one))).toEqual([]);
  expect(known.filter((one) => !TOLD.includes(one))).toEqual([]);
  const missing = Object.values(ELSEWHERE).filter(([file, word]) => !read(file).includes(word));
  expect(missing).toEqual([]);
  const followed = FOLLOWED.flatMap(shellBlocksOf).flatMap(commandsIn).length;
  const [here, elsewhere, not] = [RUN, ELSEWHERE, NOT_HERE].map((some) => Object.keys(some).length);
  process.stdout.write(
    `commands of the guides: ${followed} followed in ${FOLLOWED.length} guides, ${here} run here, ${elsewhere} by other tests; ${not} cannot be run here\n`,
  );
});

test.skipIf(!hasProgram('curl', '--version') || !hasProgram('openssl', 'version'))(
  'what operators and judges are told to type does what it is said to do',
  async () => {
    const folder = temporaryFolder();
    const at = (name: string) => join(folder, name);
    const [farEnd, postgres] = await Promise.all([startSmtpFarEnd({ user: 'lantern' }), startPostgres()]);
    onTestFinished(async () => void (await Promise.all([farEnd.close(), postgres.stop()])));
    const admin = new pg.Client({ connectionString: postgres.url });
    await admin.connect();
    await admin.query('CREATE DATABASE guides');
    await admin.end();

    // As the guide to mail has it, with a relay that is there.
    const settings = Object.fromEntries(
      shellBlocksOf('docs/mail.md')
        .flatMap(commandsIn)
        .flatMap((line) => {
          const [, name, value = ''] = /^([A-Z_]+)="?([^"]*)"?$/.exec(line) ?? [];
          return name === undefined ? [] : [[name, value]];
        }),
    );
    expect(Object.keys(settings)).toEqual(['MAIL_URL', 'MAIL_FROM', 'BOUNCE_ADDRESS', 'BOUNCE_KEY']);
    const env = {
      ...settings,
      MAIL_URL:
        settings.MAIL_URL?.replace(':password@mail.example.com:587', `:secret@127.0.0.1:${farEnd.port}`) ??
        '',
      BOUNCE_KEY: ADMIN_KEY,
      DATABASE_URL: `sqlite:${at('guides.sqlite')}`,
      LINK_SECRET,
    };
    const service = await startService(env);
    onTestFinished(async () => void (await service.end('SIGTERM')));
    const ask = async (method: string, path: string, body?: unknown) => {
      const answer = await service.ask(method, path, body);
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
      return answer.body;
    };
    await ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
    await ask('POST', '/v1/policies/privacy/versions', { content: '# Privacy\n\nKept for 30 days.\n' });
    await ask('PUT', '/v1/users/ada', { email: 'ada@example.com' });
    await ask('POST', '/v1/acceptances', { user: 'ada', policy: 'privacy', version: 1 });
    const version = {
      content: '# Privacy\n\nKept for 90 days.\n',
      change: 'substantial',
      summary: 'Longer.',
    };
    await ask('POST', '/v1/policies/privacy/versions', version);
    await until(() => farEnd.mails.length > 0);
    const evidence = () => ask('GET', '/v1/users/ada/evidence');
    await until(async () => {
      const { records } = await evidence();
      return records.length >= 4 && records.every((one: { proof: unknown }) => one.proof !== null);
    });
    const mail = farEnd.mails[0];
    if (mail === undefined || FAILURES.Postfix === undefined) throw new Error('nothing came');
    const bundle = JSON.stringify(await evidence());
    mkdirSync(at('backups'));
    for (const [name, text] of Object.entries({
      mail: FAILURES.Postfix(mail),
      bounces: `Authorization: Bearer ${ADMIN_KEY}`,
      'terms.html': '<h1>Terms</h1><p>We keep logs.</p>',
      'case.json': /```json\n([\s\S]*?)```/.exec(read('docs/rules.md'))?.[1] ?? '',
      'ids.txt': 'ada\n',
      'bundle.json': bundle,
      'changed.json': bundle.replace('Kept for 90 days.', 'Kept for 91 days.'),
      'key.txt': String(JSON.parse(bundle).log.key),
      'kept.txt': String(await ask('GET', '/log/checkpoint')),
      'admin-key': ADMIN_KEY,
      'link-secret': LINK_SECRET,
      'log-key': 'a',
      'database-url': 'b',
    })) {
      writeFileSync(at(name), text);
    }

    const kubectl = hasProgram('kubectl', 'version', '--client') ? KUBECTL : [];
    const all = [
      ...Object.entries(RUN).map(([told, [typed, says]]) => ({ told, typed, says })),
      ...kubectl.map((told) => ({
        told,
        typed: `${told} --dry-run=client -o yaml`,
        says: /^ {2}admin-key: /m,
      })),
    ];
    const script = all.map(({ typed }, i) => `printf '\\n#### ${i}\\n'\n${typed}\n`).join('');
    writeFileSync(at('all.sh'), GUIDE_SHELL + script);
    const run = promisify(execFile)('bash', ['all.sh'], {
      cwd: folder,
      env: {
        ...{ PATH: `${dirname(process.execPath)}:${process.env.PATH}`, HOME: folder },
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        ...{ ...env, ADMIN_KEY, ROOT, URL: service.url, PUBLIC_URL: service.url },
        ...{ PROVISO_URL: service.url, PROVISO_KEY: ADMIN_KEY },
        INBOX_PORT: String(await freePort()),
        POSTGRES: postgres.url.replace(/\/postgres$/, '/guides'),
      },
    });
    const { stdout } = await run.catch((error: Error & { stdout: string }) => {
      throw new Error(`${error.message}\n${error.stdout.slice(-2_000)}`);
    });
    const said = stdout.split(/^#### \d+\n/m).slice(1);
    const wrong = all.flatMap(({ told, says }, i) => (says.test(said[i] ?? '') ? [] : [[told, said[i]]]));
    expect(wrong).toEqual([]);
  },
  300_000,
);
