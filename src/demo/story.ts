import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runVerify } from '../commands/verify.ts';
import type { Check } from '../domain/answers/check.ts';
import type { PolicyDiff } from '../domain/diff/types.ts';
import { CAST, LOCALES, OTHERS } from './cast.ts';
import type { DemoService } from './service.ts';
import { haveWorkWaiting, readPolicy } from './work-waiting.ts';

type PostedVersion = { readonly version: number; readonly effectiveAt: string; readonly recipients: number };

/** Plays the story on a fresh service and tells it in the terminal as it happens. */
export async function tellStory(service: DemoService): Promise<void> {
  const { ask, url } = service;
  say(`Proviso is up at ${url}. Everything below happens over its HTTP API and pages.`);

  chapter('Legal sets up a policy and posts its first version');
  await ask('PUT', '/v1/policies/privacy', {
    title: 'Privacy Policy',
    timeZone: 'Europe/Berlin',
    notice: { minor: 'P7D', substantial: 'P30D', late: 'P7D' },
    reminders: ['P7D'],
  });
  await ask('POST', '/v1/policies/privacy/versions', { content: readPolicy(1) });
  say(
    'A substantial change is announced 30 days ahead. The demo moves its clock on (TEST_CLOCK=on), so they pass.',
  );

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
  const mailToBob = await newestMail(service, 'bob');
  const bob = await reviewLink(service, 'bob');
  await service.submit(bob, { action: 'leave' });
  await service.submit(bob, { action: 'leave', confirm: 'yes' });
  say('Bob declines, and confirms that he leaves. Both are mailed a receipt:');
  await showCheck(service, 'bob');
  await ask('POST', '/v1/uses', { user: 'carol' });
  say('Carol uses the product. That binds her to nothing yet:');
  await showCheck(service, 'carol');

  chapter('Twenty-three days later');
  await untilMailed(service, 'bob', mailToBob);
  const announcement = await newestMail(service, 'dora');
  await moveOn(service, 'P23D');
  await untilMailed(service, 'dora', announcement);
  say('Whoever has not answered is reminded, a week before it takes effect. Dora has mail:');
  say(`    ${url}/mailbox/${await newestMail(service, 'dora')}`);
  await showCheck(service, 'dora');

  chapter('Thirty days are over, and version 2 is in force');
  await moveOnTo(service, posted.effectiveAt);
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
  await ask('PUT', '/v1/users/emil', { email: 'emil@mail.example' });
  say('Emil is new and has agreed to nothing. Him the product asks:');
  await showCheck(service, 'emil');

  chapter('A change required by law takes effect at once');
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

/** Moves the clock of the service on, and says what time it is then. */
async function moveOn({ ask }: DemoService, period: string): Promise<void> {
  const { now } = await ask<{ now: string }>('POST', '/v1/test-clock', { advance: period });
  say(`It is ${now} now.`);
}

/** Moves it on to an instant. By calendars thirty days may be an hour more or less than thirty times a day. */
async function moveOnTo(service: DemoService, instant: string): Promise<void> {
  const { now } = await service.ask<{ now: string }>('POST', '/v1/test-clock', { advance: 'PT1S' });
  const seconds = Math.ceil((Date.parse(instant) - Date.parse(now)) / 1000);
  await moveOn(service, `PT${Math.max(seconds, 1)}S`);
}

/** The newest mail to a user, by its place in the mailbox. */
async function newestMail({ url, open }: DemoService, user: string): Promise<string> {
  const mailbox = await open(`${url}/mailbox`);
  const [, id] = new RegExp(`href="/mailbox/([^"]+)">(?:(?!</a>)[^])*?To ${user}@`).exec(mailbox) ?? [];
  if (id === undefined) throw new Error(`${user} has no mail`);
  return id;
}

/** Waits until a user has a newer mail than one. */
async function untilMailed(service: DemoService, user: string, before: string): Promise<void> {
  while ((await newestMail(service, user)) === before) await sleep(200);
}

/** The link in the newest mail to a user, as they would find it. */
async function reviewLink(service: DemoService, user: string): Promise<string> {
  const { url, open } = service;
  const text = await open(`${url}/mailbox/${await newestMail(service, user)}/text`);
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
