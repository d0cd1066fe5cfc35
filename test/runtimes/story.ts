import { setTimeout as sleep } from 'node:timers/promises';
import { PNG, TEXT_1, TEXT_2, TEXT_3 } from '../support/arrange.ts';
import { docxOf, fileForm, p } from '../support/documents.ts';
import { RULES_OF_EVERY_KIND } from '../support/rules.ts';
import { PUBLIC_URL, type Runtime } from '../support/runtimes.ts';
import { mailEvent, signWebhook } from '../support/sign-webhook.ts';
import type { Answered } from '../support/test-app.ts';

/** A request of the story: what it is about, and how it was answered. */
export type Scene = { readonly name: string; readonly answer: Answered };

const V = '/v1/policies/privacy/versions';
const BINARY = { 'content-type': 'application/octet-stream' };

/** Plays a story that calls every endpoint, and gets most kinds of refusal, in the same order everywhere. */
export async function playStory({ ask }: Pick<Runtime, 'ask'>): Promise<Scene[]> {
  const scenes: Scene[] = [];
  const tell = async (...[method, path, body, headers]: Parameters<Runtime['ask']>): Promise<Answered> => {
    const answer = await ask(method, path, body, headers);
    scenes.push({ name: `${scenes.length + 1}. ${method} ${nameless(path)}`, answer });
    return answer;
  };
  const nobody = { authorization: '' };

  await tell('GET', '/healthz', undefined, nobody);
  await tell('GET', '/livez', undefined, nobody);
  await tell('GET', '/readyz', undefined, nobody);
  await tell('GET', '/nowhere', undefined, nobody);
  await tell('POST', '/healthz', '');
  await tell('HEAD', '/healthz', undefined, nobody);
  await tell('GET', '/assets/page.css', undefined, nobody);
  await tell('GET', '/assets/nowhere.css', undefined, nobody);
  await tell('GET', '/page.css', undefined, nobody);
  const script = await tell('GET', '/notice.js', undefined, nobody);
  await tell('GET', '/notice.js', undefined, {
    ...nobody,
    'if-none-match': script.headers.get('etag') ?? '',
  });
  await tell('GET', '/openapi.json', undefined, nobody);

  // Keys and roles.
  await tell('GET', '/v1/policies', undefined, nobody);
  await tell('GET', '/v1/policies', undefined, { authorization: 'Bearer wrong' });
  const key = await tell('POST', '/v1/keys', { name: 'shop', role: 'app' });
  const app = { authorization: `Bearer ${key.body.token ?? key.body.key}` };
  await tell('GET', '/v1/keys');
  await tell('GET', '/v1/keys', undefined, app);
  await tell('GET', '/v1/whoami', undefined, app);
  await tell('POST', '/v1/test-clock', { advance: 'P1D' }, app);
  await tell('DELETE', '/v1/keys/0123456789abcdef0123456789abcdef');

  // A policy and its versions.
  await tell('PUT', '/v1/policies/privacy', '{ "title": ');
  await tell('PUT', '/v1/policies/privacy', new Uint8Array([0x22, 0xff, 0x22]), BINARY);
  await tell('PUT', '/v1/policies/privacy', {
    title: '',
    timeZone: 'Mars/Olympus',
    notice: { minor: 'soon' },
  });
  await tell('PUT', '/v1/policies/Privacy', { title: 'Privacy' });
  await tell(
    'PUT',
    '/v1/policies/privacy',
    { title: 'Privacy', notice: { minor: 'PT2S', substantial: 'PT1H' } },
    app,
  );
  await tell('PUT', '/v1/policies/privacy', {
    title: 'Privacy Policy',
    timeZone: 'Europe/Berlin',
    notice: { minor: 'P1D', substantial: 'P2D' },
    reminders: ['PT12H'],
  });
  await tell('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
  await tell('POST', V, { content: TEXT_1 });
  await tell('POST', V, { content: TEXT_1, change: 'initial' });
  await tell('GET', '/v1/policies');
  await tell('GET', '/v1/policies/privacy', undefined, app);
  await tell('GET', '/v1/policies/terms');

  // The emergency brake.
  const brake = '/v1/policies/privacy/asking-pause';
  await tell('PUT', brake, { until: '2026-01-01T00:00:00Z', reason: 'It asks the wrong people.' });
  await tell('PUT', brake, { until: '2036-01-01T00:00:00Z', reason: 'It asks the wrong people.' });
  await tell('PUT', brake, { until: '2026-01-01T00:00:00Z' }, app);
  await tell('DELETE', brake, undefined, app);
  await tell('DELETE', brake);
  await tell('DELETE', '/v1/policies/nowhere/asking-pause');

  // Where products are told what happened. Nobody listens there.
  const url = 'http://127.0.0.1:1/hook';
  await tell('POST', '/v1/webhooks', { url: 'http://shop.example.com/', events: ['*'] });
  await tell('POST', '/v1/webhooks', { url, events: ['answer.everything'] });
  await tell('POST', '/v1/webhooks', { url, events: ['*'] }, app);
  const hook = await tell('POST', '/v1/webhooks', { url, events: ['user.*'], description: 'The shop' });
  const webhook = `/v1/webhooks/${hook.body.id}`;
  await tell('GET', '/v1/webhooks', undefined, app);
  await tell('GET', webhook, undefined, app);
  await tell('POST', `${webhook}/test`, undefined, app);
  await tell('GET', `${webhook}/attempts`, undefined, app);
  await tell('POST', `${webhook}/replay`, { since: '2026-01-02T00:00:00Z' }, app);
  await tell('POST', `${webhook}/replay`, { event: `evt_${'0'.repeat(32)}` }, app);
  await tell('POST', `${webhook}/rotate`);
  await tell('PUT', webhook, { url, events: ['version.*'], enabled: false });
  await tell('DELETE', webhook);
  await tell('DELETE', webhook);

  // Users.
  await tell('PUT', '/v1/users/ada', { email: 'ada@example.com', name: 'Ada', locale: 'en-GB' }, app);
  await tell('PUT', '/v1/users/ada', { email: 'ada@example.com' });
  const agreed = { accepts: [{ policy: 'nowhere', version: 1 }] };
  await tell('POST', '/v1/users', { user: 'cy', email: 'cy@example.com', ...agreed }, app);
  await tell('PUT', '/v1/users/bo', { email: 'nowhere', surprise: 1 });
  await tell('GET', '/v1/users/ada');
  await tell('GET', '/v1/users/nobody');
  await tell(
    'POST',
    '/v1/users/import',
    [
      '{"user":"bo","email":"bo@example.com","accepted":{"privacy":1}}',
      '{"user":"cy","email":"cy@exämple.com","accepted":{"privacy":{"version":1,"source":"crm"}}}',
      '',
      'not json',
      '{"user":"dee"}',
      '{"user":"eli","email":null,"accepted":{"terms":1}}',
      '{"user":"bo","email":"bo@example.com","name":"Bo"}',
    ].join('\n'),
  );
  await tell('POST', '/v1/users/import', '');

  // The check, before and after agreeing.
  await tell('GET', '/v1/users/ada/policies/privacy');
  await tell('GET', '/v1/users/ada/policies');
  const accept = { user: 'ada', policy: 'privacy', version: 1, ip: '192.0.2.7', userAgent: 'test' };
  await tell('POST', '/v1/acceptances', accept, app);
  await tell('POST', '/v1/acceptances', accept, app);
  await tell('POST', '/v1/acceptances', { ...accept, contentHash: `sha256:${'0'.repeat(64)}` });
  await tell('POST', '/v1/acceptances', { ...accept, version: 9 });
  const check = await tell('GET', '/v1/users/ada/policies/privacy', undefined, app);
  const ifNoneMatch = { ...app, 'if-none-match': check.headers.get('etag') ?? '' };
  await tell('GET', '/v1/users/ada/policies/privacy', undefined, ifNoneMatch);
  await tell('POST', '/v1/checks', { policy: 'privacy', users: ['bo', 'nobody', 'cy', 'ada', 'bo'] });
  await tell('POST', '/v1/checks', { policy: 'terms', users: [] });
  await tell('GET', '/v1/users/ada/assertion?policies=privacy', undefined, app);
  await tell('GET', '/v1/users/ada/assertion?policies=terms', undefined, app);
  await tell('GET', '/.well-known/jwks.json', undefined, nobody);

  // A new version, under a key that never publishes twice.
  const change = { content: TEXT_2, change: 'substantial', summary: 'Logs are kept longer.' };
  await tell('POST', `${V}?dryRun=true`, change);
  await tell('POST', V, { ...change, effectiveAt: '2026-01-01T00:00:00Z' });
  await tell('POST', V, { ...change, content: `${TEXT_1} \r\n` });
  await tell('POST', V, { ...change, change: 'legal' });
  await tell('POST', V, { ...change, content: 'x'.repeat(1_000_001) });
  const once = { 'idempotency-key': 'publish-2' };
  await tell('POST', V, change, once);
  await tell('POST', V, change, once);
  await tell('POST', V, { ...change, summary: 'Other words.' }, once);
  await tell('GET', `${V}?limit=1`);
  await tell('GET', `${V}/2`);
  await tell('GET', `${V}/3`);

  // Its texts in other languages.
  const layers = [{ anchor: 'datenschutz', summary: 'Kurz.' }];
  const inGerman = { locale: 'de', content: '# Datenschutz', summary: 'Länger.', layers };
  await tell('POST', `${V}/2/texts`, { ...inGerman, layers: [{ anchor: 'cookies', summary: 'Kurz.' }] });
  await tell('POST', `${V}/2/texts`, inGerman);
  await tell('POST', `${V}/2/texts`, { locale: 'de-DE', content: '# Anders' });
  await tell('POST', `${V}/2/texts`, { locale: 'not a language', content: '# Anders' });
  await tell('GET', `${V}/2?locale=de`);
  await tell('GET', `${V}/2?locale=fr`);
  await tell('GET', '/policies/privacy/notice.json?lang=de', undefined, nobody);
  await tell('GET', '/v1/policies/privacy/changes?from=1&to=2');
  await tell('GET', '/v1/policies/privacy/changes?from=1&to=x');

  // A lawyer's file becomes a text.
  const written = docxOf({
    body: p('Scope', '<w:outlineLvl w:val="0"/>') + p('We never sell it.'),
    header: p('Draft'),
  });
  for (const [name, file] of [
    ['terms.docx', written],
    ['terms.html', '<h1>Terms</h1><ol type="a"><li>first<img alt="Seal"></ol>'],
    ['tracked.html', '<p><del>one</del><ins>ten</ins> years</p>'],
    ['terms.pdf', '%PDF'],
  ] as const) {
    const { body, headers } = fileForm(name, file);
    await tell('POST', '/v1/imports', body, headers);
  }

  // A text in another language, and once more.
  const german = { locale: 'de', content: '# Datenschutz\n\nNeunzig Tage.\n' };
  await tell('POST', `${V}/1/texts`, german);
  await tell('POST', `${V}/1/texts`, german);

  // What the company says in its own words.
  const sentences = { signOff: 'Ihr Team von Lantern', declineUntil: 'Nein sagen können Sie bis {date}.' };
  await tell('GET', '/v1/wording/de');
  await tell('PUT', '/v1/wording/de', { sentences: { ...sentences, declineUntil: 'Nein!' } });
  await tell('PUT', '/v1/wording/sv', { sentences });
  await tell('PUT', '/v1/wording/de', { sentences });
  await tell('PUT', '/v1/wording/de', { sentences });
  await tell('GET', '/v1/wording/de');

  // A slip in it, which is corrected while nothing goes out.
  const right = { locale: 'de', content: '# Datenschutz\n\n90 Tage.\n', why: 'Figures.' };
  await tell('POST', `${V}/1/corrections`, right);
  await tell('POST', `${V}/1/pause`);
  await tell('POST', `${V}/1/corrections`, { ...right, locale: 'en' });
  await tell('POST', `${V}/1/corrections`, right);
  await tell('POST', `${V}/1/corrections`, right);
  await tell('POST', `${V}/1/resume`);
  await tell('POST', `${V}/1/corrections/mails`, {});
  await tell('GET', `${V}/1?locale=de`);

  // What the product's own site says of it.
  const notice = await tell('GET', '/policies/privacy/notice.json?lang=en', undefined, nobody);
  const known = { ...nobody, 'if-none-match': notice.headers.get('etag') ?? '' };
  await tell('GET', '/policies/privacy/notice.json?lang=en', undefined, known);
  await tell('GET', '/policies/terms/notice.json', undefined, nobody);
  await tell('GET', '/policies/%00/notice.json', undefined, nobody);

  // What everybody may read. One runtime compresses by itself, another leaves that to what stands before it.
  const reader = { ...nobody, 'accept-encoding': 'identity', 'accept-language': 'de-AT,de;q=0.9' };
  for (const page of [
    '',
    '/versions/1',
    '/history',
    '/rules',
    '/changes/1...2',
    '/changes/2...1?view=side-by-side',
  ]) {
    await tell('GET', `/policies/privacy${page}`, undefined, reader);
  }
  for (const path of [
    '/policies',
    '/policies/privacy/feed.xml',
    '/policies/privacy/feed.json',
    '/company.css',
  ]) {
    await tell('GET', path, undefined, reader);
  }
  for (const path of ['/policies/nothing', '/policies/%00', '/policies/privacy/versions/9']) {
    await tell('GET', path, undefined, reader);
  }

  // Everyone is told, and answers.
  await untilTold(ask, 2, 3);
  await tell('GET', `${V}/2/progress`);
  await tell('GET', `${V}/2/deliveries?state=bounced`);
  await tell('GET', '/mailbox');
  const first = await mailTo(ask, 'ada@example.com');
  const text = (await ask('GET', `${first}/text`)).body as string;
  const review = /\/review\/[\w.-]+/.exec(text)?.[0] ?? '';
  await tell('GET', first);
  await tell('GET', `${first}/html`);
  await tell('GET', '/mailbox', undefined, { ...nobody, 'x-forwarded-for': '192.0.2.1' });
  await tell('GET', review, undefined, nobody);
  await tell('GET', '/review/nothing.here', undefined, nobody);
  const form = { ...nobody, 'content-type': 'application/x-www-form-urlencoded', origin: PUBLIC_URL };
  await tell('POST', review, 'action=accept', { ...form, origin: 'https://evil.example' });
  await tell('POST', review, 'action=leave', form);
  await tell('POST', review, 'action=accept', form);
  await tell('GET', review, undefined, { ...nobody, 'accept-language': 'de' });
  await tell('POST', '/v1/notices/shown', { user: 'bo', policy: 'privacy', version: 2 });
  const leave = { user: 'cy', policy: 'privacy', version: 2, when: 'effect', reason: 'No.' };
  const left = await tell('POST', '/v1/terminations', leave);
  await tell('POST', '/v1/terminations', leave);
  await tell('GET', '/v1/users/cy/policies/privacy');
  await tell('DELETE', `/v1/terminations/${left.body.id}`);
  await tell('DELETE', '/v1/terminations/00000000-0000-7000-8000-000000000000');
  await tell('POST', '/v1/terminations', { ...leave, user: 'bo', when: 'now' });
  await tell('POST', '/v1/acceptances', { ...accept, user: 'bo', version: 2 });
  await tell('POST', '/v1/answers', { user: 'cy', policy: 'privacy', version: 2, answer: 'accept' });
  await tell('POST', '/v1/answers', { user: 'cy', policy: 'privacy', version: 2, answer: 'keep-old' });
  const byLetter = { answer: 'accept', receivedAt: '2026-01-01T00:00:00Z', note: 'A letter.' };
  await tell('POST', '/v1/answers', { user: 'cy', policy: 'privacy', version: 2, ...byLetter });
  await tell('POST', '/v1/answers/00000000-0000-7000-8000-000000000000/void', { reason: 'Not theirs.' });
  const screen = { name: 'Sign-up', label: 'I agree', words: 'Please read our terms.', locale: 'en' };
  const shown = await tell('POST', '/v1/presentations', { ...screen, image: PNG });
  await tell('POST', '/v1/presentations', { ...screen, image: PNG });
  await tell('POST', '/v1/presentations', { ...screen, image: 'bm90IGEgUE5H' });
  await tell('GET', '/v1/presentations');
  await tell('GET', `/v1/presentations/${shown.body.id}`);
  await tell('GET', `/v1/presentations/${shown.body.id}/image`);
  const onScreen = { user: 'cy', policy: 'privacy', version: 2, presentation: shown.body.id };
  await tell('POST', '/v1/acceptances', onScreen);
  await tell('POST', '/v1/notices/shown', { ...onScreen, presentation: '0'.repeat(64) });
  await tell('POST', '/v1/uses', { user: 'ada' });
  await tell('POST', '/v1/uses', { user: 'ada', at: '2999-01-01T00:00:00Z' });

  // The operator's hand, and the provider's word.
  await tell('POST', `${V}/2/pause`);
  await tell('POST', `${V}/2/resume`);
  await tell('POST', `${V}/2/go-on`);
  await tell('POST', `${V}/2/deliveries/none/resolve`, { as: 'sent' });
  await tell('POST', `${V}/2/deliveries/none/again`);
  await tell('GET', `${V}/2/people?state=unreachable`);
  await tell('GET', `${V}/2/people.csv?state=unreachable`);
  await tell('GET', '/v1/users?email=cy');
  await tell('POST', '/v1/users/nobody/links', { purpose: 'review', policy: 'privacy', version: 2 });
  await tell('POST', '/v1/users/cy/links', { purpose: 'sitting', returnTo: 'https://evil.example/' });
  await tell('DELETE', '/v1/users/cy/links/00');
  const event = mailEvent('bounced', { providerId: 'unknown' });
  await tell('POST', '/webhooks/resend', event, { ...nobody, ...signWebhook(event) });
  await tell('POST', '/webhooks/resend', event, { ...nobody, ...signWebhook(event), 'svix-id': 'another' });
  // No key is set for it.
  await tell('POST', '/webhooks/bounces', 'Subject: hello\r\n\r\nhello\r\n', nobody);

  // What legal downloads, and a user who is held, asks to be erased, and is once that is lifted.
  await untilSettled(ask, 2);
  await tell('GET', `${V}/1/acceptances.csv`);
  await tell('GET', `${V}/2/deliveries.csv`);
  await tell('HEAD', `${V}/2/deliveries.csv`);
  await tell('GET', `${V}/9/acceptances.csv`);
  await tell('GET', `${V}/1/acceptances.csv`, undefined, app);
  await tell('GET', '/v1/users/nobody/evidence');
  await tell('GET', '/v1/users/cy/evidence?since=0');
  await tell('GET', '/v1/users/cy/evidence', undefined, app);
  await tell('POST', '/v1/evidence', { users: ['nobody'] });
  await tell('POST', '/v1/evidence.csv', { users: ['nobody', '=no one'] });
  await tell('PUT', '/v1/users/cy/hold', { held: true }, app);
  await tell('PUT', '/v1/users/cy/hold', { held: true, reason: 'A dispute.' });
  await tell('DELETE', '/v1/users/cy', undefined, app);
  await tell('GET', '/v1/users/cy/hold');
  await tell('GET', '/v1/users/cy/export', undefined, app);
  await tell('PUT', '/v1/users/cy/hold', { held: false, reason: 'Settled.' });
  await tell('GET', '/v1/users/cy/export', undefined, app);

  // What was before, and what products know of readers besides.
  const before = {
    versions: [
      {
        content: TEXT_2,
        postedAt: '2018-05-01T00:00:00Z',
        effectiveAt: '2018-05-25T00:00:00Z',
        source: 'archive',
      },
      {
        content: TEXT_3,
        postedAt: '2020-01-01T00:00:00Z',
        effectiveAt: '2020-02-01T00:00:00Z',
        source: 'archive',
      },
    ],
  };
  await tell('PUT', '/v1/policies/terms', { title: 'Terms' });
  for (const incorporates of [['terms'], ['nowhere'], ['privacy']]) {
    await tell('PUT', '/v1/policies/terms', { incorporates });
  }
  await tell('GET', '/policies/privacy', undefined, { ...nobody, 'accept-encoding': 'identity' });
  await tell('POST', '/v1/policies/terms/history', before, app);
  await tell('POST', '/v1/policies/terms/history', { versions: before.versions.toReversed() });
  await tell(
    'POST',
    '/v1/users/import',
    [
      '{"user":"fay","email":null,"attributes":{"plan":"pro","kind":"文"},"renewsAt":["2019-01-02T00:00:00Z","2018-01-02T00:00:00Z"],"accepted":{"terms":{"version":null,"at":"2019-01-02T00:00:00Z","source":"paper"}}}',
      '{"user":"gil","email":null,"accepted":{"terms":{"version":null}}}',
    ].join('\n'),
  );
  await tell('POST', '/v1/policies/terms/history?dryRun=true', before);
  await tell('POST', '/v1/policies/terms/history', before, { 'idempotency-key': 'history' });
  await tell('POST', '/v1/policies/terms/history', before, { 'idempotency-key': 'history' });
  await tell('POST', '/v1/policies/terms/history', before);
  await tell(
    'POST',
    '/v1/users/import',
    '{"user":"gil","email":null,"accepted":{"terms":{"at":"2019-01-02T00:00:00Z"}}}',
  );
  await tell('GET', '/v1/users/fay', undefined, app);
  await tell('GET', '/v1/users/fay/policies/terms', undefined, app);
  await tell('GET', '/v1/users/gil/policies/terms', undefined, app);
  await tell('GET', '/policies/terms/history', undefined, reader);
  await tell('PUT', '/v1/calendars/DE-BY', { holidays: ['2026-12-26', '2026-12-25'] });
  await tell('PUT', '/v1/calendars/DE-BY', { weekend: [5], holidays: ['2026-12-25'] });
  await tell('PUT', '/v1/calendars/DE-BY', { holidays: ['2026-02-30'] });
  await tell('GET', '/v1/calendars', undefined, app);
  await tell('GET', '/v1/calendars/DE-BY', undefined, app);
  await tell('GET', '/v1/calendars/nowhere', undefined, app);
  const rules = { ...RULES_OF_EVERY_KIND, calendar: 'DE-BY' };
  await tell('PUT', '/v1/policies/offers', { title: 'Offers', rules, appliesTo: 'consumers' });
  await tell('GET', '/policies/offers/rules', undefined, reader);
  await tell('GET', '/v1/rule-presets', undefined, app);
  const posting = { class: 'any', postedAt: '2026-01-02T09:00:00Z', now: '2026-01-02T10:00:00Z' };
  await tell('POST', '/v1/rules/outlook', { rules: 'eu-payments', ...posting });
  await tell('POST', '/v1/rules/outlook', { rules: 'none-such', class: 'any' });
  const letter = {
    kind: 'delivered',
    channel: 'post',
    policy: 'terms',
    version: 2,
    at: '2020-01-02T00:00:00Z',
  };
  await tell('POST', '/v1/users/fay/events', { ...letter, states: ['use'] }, app);
  await tell('POST', '/v1/users/fay/events', { ...letter, states: ['use'] }, app);
  await tell('POST', '/v1/users/fay/events', { ...letter, channel: 'mail' }, app);
  await tell('POST', '/v1/users/fay/events', { ...letter, kind: 'shown', channel: 'account' }, app);
  await tell('POST', '/v1/users/fay/events', { kind: 'renewal', at: '2019-01-02T00:00:00Z' }, app);
  await tell('GET', '/v1/users/fay/export', undefined, app);

  await tellOfDrafts(tell, ask);

  // A version that is taken back, and a user who is erased.
  await tell('POST', V, { content: TEXT_3, change: 'minor', summary: 'One more sentence.' });
  await tell('POST', `${V}/3/withdrawal`, { reason: 'A mistake.' }, once);
  await tell('POST', `${V}/3/withdrawal`, { reason: 'A mistake.' });
  await tell('POST', `${V}/1/withdrawal`, { reason: 'Too late.' });
  await tell('POST', '/v1/acceptances', { ...accept, version: 3 });
  await untilSettled(ask, 3);
  await tell('DELETE', '/v1/users/ada', undefined, app);
  await tell('DELETE', '/v1/users/ada', undefined, app);
  await tell('GET', review, undefined, nobody);
  await tell('GET', '/v1/events?limit=1&wait=10', undefined, app);
  await tell('GET', '/v1/events?wait=31', undefined, app);
  const { items } = (await ask('GET', '/v1/keys')).body;
  await tell('DELETE', `/v1/keys/${items[0].id}`);
  await tell('GET', '/v1/users/bo', undefined, app);
  return scenes;
}

/** Drafts of a policy of their own: approved, shown, taken back, posted by the clock. */
async function tellOfDrafts(tell: Runtime['ask'], ask: Runtime['ask']): Promise<void> {
  const D = '/v1/policies/imprint/drafts';
  await tell('PUT', '/v1/policies/imprint', { title: 'Imprint', grace: 'PT0S', approvals: 1 });
  const made = await tell('POST', '/v1/keys', { name: 'Ben', role: 'approver' });
  const ben = { authorization: `Bearer ${made.body.key}` };
  await tell('GET', '/v1/whoami', undefined, ben);
  await tell('GET', '/v1/policies', undefined, ben);
  await tell('POST', D, { texts: { '!': 'A' } });
  const { id } = (await tell('POST', D, { texts: { en: '# Imprint\n\nWe are Lantern.\n' } })).body;
  const draft = `/v1/drafts/${id}`;
  await tell('GET', '/v1/drafts/0000');
  await tell('PUT', draft, { revision: 1, texts: { en: TEXT_1 }, summary: { en: 'New.' } });
  await tell('PUT', draft, { revision: 1, texts: { en: TEXT_2 } });
  await tell('GET', draft, undefined, ben);
  await tell('GET', D);
  await tell('GET', `${draft}/changes`);

  // A translation that what prevails goes beyond.
  const inTwo = (await tell('POST', D, { texts: { en: TEXT_1, de: '# D' }, layers: { de: [] } })).body;
  const older = `/v1/drafts/${inTwo.id}`;
  await tell('PUT', older, { revision: 1, texts: { en: TEXT_2, de: '# D' } });
  await tell('GET', `${older}/changes?locale=de`);
  await tell('POST', `${older}/posting`, { revision: 2, at: '2099-01-01T00:00:00Z' });
  await tell('PUT', older, { revision: 2, texts: { en: TEXT_2, de: '# D' }, upToDate: ['de'] });
  await tell('DELETE', older);
  await tell('POST', `${draft}/posting`, { revision: 2 });
  await tell('POST', `${draft}/approvals`, { revision: 2 });
  await tell('POST', `${draft}/objections`, { revision: 2, note: 'Who is it?' }, ben);
  await tell('POST', `${draft}/approvals`, { revision: 2 }, ben);
  await tell('POST', `${draft}/test-mails`, { to: ['ada@example.com'] });
  const link = (await tell('POST', `${draft}/preview-links`, {})).body;
  const preview = new URL(link.url).pathname;
  await tell('GET', preview, undefined, { authorization: '' });
  await tell('GET', `${draft}/preview-links`);
  await tell('DELETE', `${draft}/preview-links/${link.id}`);
  await tell('GET', preview, undefined, { authorization: '' });
  await tell('POST', `${draft}/posting`, { revision: 2, at: '2020-01-01T00:00:00Z' });
  await tell('POST', `${draft}/posting`, { revision: 1, at: '2099-01-01T00:00:00Z' });
  await tell('POST', `${draft}/posting`, { revision: 2, at: '2099-01-01T00:00:00Z' });
  await tell('PUT', draft, { revision: 2 });
  await tell('DELETE', `${draft}/posting`);
  await tell('DELETE', `${draft}/posting`);
  const drafts = [{ id, revision: 2 }];
  const later = await tell('POST', '/v1/releases', { drafts, at: '2099-01-01T00:00:00Z' });
  await tell('DELETE', `/v1/releases/${later.body.id}`);
  const release = (await tell('POST', '/v1/releases', { drafts })).body;
  await untilPosted(ask, draft);
  await tell('GET', `/v1/releases/${release.id}`);
  await tell('GET', `/v1/releases/${release.id}/progress`);
  await tell('POST', `/v1/releases/${release.id}/withdrawal`, { reason: 'A mistake.' });
  await tell('DELETE', `/v1/releases/${release.id}`);
  await tell('GET', draft);
  const other = (await tell('POST', D, {})).body;
  await tell('DELETE', `/v1/drafts/${other.id}`);
}

async function untilPosted(ask: Runtime['ask'], draft: string): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if ((await ask('GET', draft)).body.state === 'posted') return;
    await sleep(200);
  }
  throw new Error('a draft was not posted for too long');
}

/** A path without what is different each time. */
function nameless(path: string): string {
  return path
    .replace(/previews\/[\w-]{30,}\.\w+/, 'previews/…')
    .replace(/[0-9a-f-]{32,}/g, '…')
    .replace(/review\/\S{30,}/, 'review/…');
}

async function untilTold(ask: Runtime['ask'], version: number, told: number): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if ((await ask('GET', `${V}/${version}/progress`)).body.told === told) return;
    await sleep(200);
  }
  throw new Error(`version ${version} did not reach ${told} users`);
}

/** Waits until no mail of a version waits or is under way. */
async function untilSettled(ask: Runtime['ask'], version: number): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    const counts = await Promise.all(
      ['queued', 'sending'].map(
        async (state) => (await ask('GET', `${V}/${version}/deliveries?state=${state}`)).body.items.length,
      ),
    );
    if (counts.every((count) => count === 0)) return;
    await sleep(200);
  }
  throw new Error(`mails of version ${version} are under way for too long`);
}

/** The path of the mail to an address in the local mailbox. */
async function mailTo(ask: Runtime['ask'], address: string): Promise<string> {
  const list = (await ask('GET', '/mailbox')).body as string;
  for (const [, path = ''] of list.matchAll(/href="(\/mailbox\/[\w-]+)"/g)) {
    if (String((await ask('GET', path)).body).includes(address)) return path;
  }
  throw new Error(`there is no mail to ${address}`);
}
