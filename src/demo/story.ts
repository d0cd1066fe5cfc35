import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runVerify } from '../commands/verify.ts';
import type { Check } from '../domain/answers/check.ts';
import type { PolicyDiff } from '../domain/diff/types.ts';
import type { DemoService } from './service.ts';
import { haveWorkWaiting, readPolicy } from './work-waiting.ts';

const NOTICE_SECONDS = 20;

/** Alice accepts on the page, Bob declines and leaves, Carol just keeps using the product, Dora does nothing, and Ada is left to you. */
const CAST = ['alice', 'bob', 'carol', 'dora', 'ada'];

const OTHERS = [
  'amélie',
  'andrzej',
  'ayşe',
  'björn',
  'chiara',
  'dmitri',
  'eleni',
  'fatima',
  'giovanni',
  'hiroshi',
  'ines',
  'jürgen',
  'kofi',
  'leila',
  'mateus',
  'ngozi',
  'olga',
  'priya',
  'quentin',
  'rosa',
  'søren',
  'tomás',
  'uma',
  'víctor',
  'wei',
  'ximena',
  'yuki',
  'zofia',
  'زهرا',
  '李雷',
  '花子',
  'สมชาย',
];

type PostedVersion = { readonly version: number; readonly effectiveAt: string; readonly recipients: number };

/** Whoever is not named here reads English, as their policy is in English. */
const LOCALES: Readonly<Record<string, string>> = {
  amélie: 'fr-FR',
  andrzej: 'pl-PL',
  björn: 'de-DE',
  chiara: 'it-IT',
  fatima: 'ar-EG',
  giovanni: 'it-IT',
  hiroshi: 'ja-JP',
  ines: 'es-ES',
  jürgen: 'de-AT',
  leila: 'ar',
  mateus: 'pt-BR',
  quentin: 'fr-BE',
  rosa: 'nl-NL',
  tomás: 'es-MX',
  wei: 'zh-CN',
  yuki: 'ja',
  zofia: 'pl',
  زهرا: 'ar',
  李雷: 'zh-Hans',
  花子: 'ja',
};

/** Plays the story on a fresh service and tells it in the terminal as it happens. */
export async function tellStory(service: DemoService): Promise<void> {
  const { ask, url } = service;
  say(`Proviso is up at ${url}. Everything below happens over its HTTP API and pages.`);

  chapter('Legal sets up a policy and posts its first version');
  await ask('PUT', '/v1/policies/privacy', {
    title: 'Privacy Policy',
    timeZone: 'Europe/Berlin',
    notice: { minor: 'PT10S', substantial: `PT${NOTICE_SECONDS}S`, late: 'PT10S' },
  });
  await ask('POST', '/v1/policies/privacy/versions', { content: readPolicy(1) });
  say(`The notice period is ${NOTICE_SECONDS} seconds here, so that you can watch. For real it is 30 days.`);

  chapter('The product brings in its users, who agreed to version 1 when they signed up');
  const users = [...CAST, ...OTHERS];
  const lines = users.map((user) =>
    JSON.stringify({
      user,
      email: `${user}@mail.example`,
      ...(LOCALES[user] === undefined ? {} : { locale: LOCALES[user] }),
      accepted: { privacy: { version: 1, source: 'sign-up form' } },
    }),
  );
  const imported = await ask<{ imported: number }>('POST', '/v1/users/import', lines.join('\n'));
  say(`${imported.imported} users imported.`);

  chapter('Legal publishes version 2, a substantial change');
  const publication = {
    content: readPolicy(2),
    change: 'substantial',
    summary:
      'You can have notes summarised by software, with a new partner that runs it. Notes in the trash are kept for 90 days instead of 30.',
  };
  const preview = await ask<PostedVersion & { changes: PolicyDiff }>(
    'POST',
    '/v1/policies/privacy/versions?dryRun=true',
    publication,
  );
  say(
    `A dry run first: ${preview.recipients} would be told, ${preview.changes.wordsAdded} words added, ${preview.changes.wordsRemoved} removed.`,
  );
  const posted = await ask<PostedVersion>('POST', '/v1/policies/privacy/versions', publication);
  say(`Posted. It takes effect at ${posted.effectiveAt}.`);

  await untilTold(service, 2);
  say(`Everybody has mail now: ${url}/mailbox`);

  chapter('Before it takes effect');
  const alice = await reviewLink(service, 'alice');
  await service.open(alice);
  await service.open(alice);
  say('Alice opens her link twice. Opening records nothing:');
  await showCheck(service, 'alice');
  await service.submit(alice, { action: 'accept' });
  say('She accepts on the page:');
  await showCheck(service, 'alice');
  const bob = await reviewLink(service, 'bob');
  await service.submit(bob, { action: 'leave' });
  await service.submit(bob, { action: 'leave', confirm: 'yes' });
  say('Bob declines, and confirms that he leaves:');
  await showCheck(service, 'bob');
  await ask('POST', '/v1/uses', { user: 'carol' });
  say('Carol uses the product. That binds her to nothing yet:');
  await showCheck(service, 'carol');

  await untilEffect(posted.effectiveAt);
  chapter('Version 2 is in force');
  say('Alice agreed early:');
  await showCheck(service, 'alice');
  say('Bob has left:');
  await showCheck(service, 'bob');
  say('Carol has not used the product since; the product lets her in and reports it:');
  await showCheck(service, 'carol');
  await ask('POST', '/v1/uses', { user: 'carol' });
  await showCheck(service, 'carol');
  say('Dora did nothing, so nothing binds her until she comes back:');
  await showCheck(service, 'dora');

  chapter('A change required by law takes effect at once');
  await ask('PUT', '/v1/policies/privacy', { notice: { late: 'P7D' } });
  await ask('POST', '/v1/policies/privacy/versions', {
    content: readPolicy(3),
    change: 'legal',
    summary:
      'The Commission for Digital Rights now hears complaints, and you can ask for a person to look again at what software decided.',
    reason: 'Digital Rights Act, sections 4 and 9',
  });
  await untilTold(service, 3);
  say('Everyone told late has seven days before use binds them. Dora can still decline:');
  await showCheck(service, 'dora');

  chapter('Years later, somebody asks what Alice was told and did');
  await showEvidence(service);

  chapter('Another change is on its way, and a draft waits for somebody else to approve it');
  await haveWorkWaiting(service);
  say('The terms change in 30 days; one person has no address. A new privacy policy needs an approval.');

  chapter('Look around');
  say(`The policy            ${url}/policies/privacy`);
  say(`What changes          ${url}/policies/privacy/changes/1...3?view=side-by-side`);
  say(`Mailbox               ${url}/mailbox`);
  say('Alice’s evidence      data/evidence-alice.html');
  say(`The API               ${url}/docs/api`);
  say(`And what to do next   ${url}/`);

  chapter('Now you');
  say('In another terminal, the key that the commands need:');
  command(`export ADMIN_KEY=${service.adminKey}`);
  say('1. Accept as Ada. Open her page, read what changed, and press the button:');
  command(await reviewLink(service, 'ada'));
  say('   What a product is answered about her, before and after:');
  command(`curl -H "Authorization: Bearer $ADMIN_KEY" ${url}/v1/users/ada/policies/privacy`);
  say('2. Publish a change of your own, then look into the mailbox:');
  command(
    `curl -X POST -H "Authorization: Bearer $ADMIN_KEY" ${url}/v1/policies/privacy/versions -d '{"content":"# Privacy Policy\\n\\nWe keep your notes and nothing else.","change":"substantial","summary":"We keep your notes and nothing else."}'`,
  );
  say('3. Look at the evidence about Ada, as a page to open in a browser:');
  command(
    `curl -H "Authorization: Bearer $ADMIN_KEY" "${url}/v1/users/ada/evidence?format=html" -o evidence-ada.html`,
  );
  say(
    '4. Look after it in a browser. This link signs you in to the console, once, as an approver and an admin:',
  );
  command(await service.invite('Robin', 'robin@lantern.example'));
  say('It stays up until you press Ctrl-C.');
}

/** A line to be pasted, set apart from what is said. */
function command(line: string): void {
  say(`\n    ${line}\n`);
}

/** Downloads Alice's evidence once it is sealed, and checks it as anybody can; then with one byte changed. */
async function showEvidence({ ask, url, adminKey }: DemoService): Promise<void> {
  type Evidence = { readonly records: readonly { readonly proof: string | null }[] };
  let evidence: Evidence;
  do {
    await sleep(200);
    evidence = await ask<Evidence>('GET', '/v1/users/alice/evidence');
  } while (evidence.records.some(({ proof }) => proof === null));
  const bundle = JSON.stringify(evidence);
  const headers = { authorization: `Bearer ${adminKey}` };
  const page = await fetch(`${url}/v1/users/alice/evidence?format=html`, { headers });
  writeFileSync(pathTo('data/evidence-alice.html'), await page.text());
  say('Legal downloads the evidence about her, and anybody can check it without this service:');
  await showVerdict('data/evidence-alice.json', bundle);
  say('The same with one byte changed, in the words on the button she pressed:');
  await showVerdict(
    'data/evidence-alice-changed.json',
    bundle.replace('Accept version 2', 'Accept version 3'),
  );
}

async function showVerdict(file: string, bundle: string): Promise<void> {
  writeFileSync(pathTo(file), bundle);
  const told: string[] = [];
  const code = await runVerify([pathTo(file)], (text) => told.push(text), say);
  const verdict = told.join('').trimEnd().split('\n\n').at(-1) ?? '';
  say(`    npm run --silent verify -- ${file}`);
  for (const line of verdict.split('\n')) say(`    ${line}`);
  say(`    (ends with ${code})`);
}

function pathTo(file: string): string {
  return fileURLToPath(new URL(`../../${file}`, import.meta.url));
}

async function untilTold({ ask }: DemoService, version: number): Promise<void> {
  for (;;) {
    const progress = await ask<{ told: number; toTell: number; queued: number }>(
      'GET',
      `/v1/policies/privacy/versions/${version}/progress`,
    );
    if (progress.toTell > 0 && progress.queued === 0) {
      say(`${progress.told} told.`);
      return;
    }
    await sleep(200);
  }
}

async function untilEffect(effectiveAt: string): Promise<void> {
  const ms = Date.parse(effectiveAt) - Date.now();
  if (ms <= 0) return;
  say(`… ${Math.ceil(ms / 1000)} seconds until it takes effect.`);
  await sleep(ms + 50);
}

/** The link in the newest mail to a user, as they would find it. */
async function reviewLink({ url, open }: DemoService, user: string): Promise<string> {
  const mailbox = await open(`${url}/mailbox`);
  const [, id] = new RegExp(`href="/mailbox/([^"]+)">(?:(?!</a>)[^])*?To ${user}@`).exec(mailbox) ?? [];
  const text = await open(`${url}/mailbox/${id}/text`);
  const [link] = /https?:\/\/\S+\/review\/[\w.-]+/.exec(text) ?? [];
  if (link === undefined) throw new Error(`${user} has no mail with a link`);
  return link;
}

async function showCheck({ ask }: DemoService, user: string): Promise<void> {
  const check = await ask<Check>('GET', `/v1/users/${user}/policies/privacy`);
  const parts = [
    `in force ${check.current?.version ?? 'none'}`,
    `holds ${check.holds === null ? 'none' : `${check.holds.version ?? 'an unknown text'} (${check.holds.basis})`}`,
    `accepted ${check.accepted}`,
    check.reason === null ? null : `reason ${check.reason}`,
    `next ${check.next}`,
    check.standing === 'active' ? null : `standing ${check.standing}`,
    ...check.upcoming.map((one) => `upcoming ${one.version} ${one.response}`),
  ];
  say(`    ${user.padEnd(6)} ${parts.filter((part) => part !== null).join(' · ')}`);
}

function chapter(title: string): void {
  const styled = process.stdout.isTTY ? `\u001b[1m${title}\u001b[0m` : title;
  process.stdout.write(`\n${styled}\n`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
