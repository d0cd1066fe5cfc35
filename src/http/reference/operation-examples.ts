import type { Api } from '../wire/endpoint.ts';

/** What an operation is shown with: its path's and its query's parameters by name, and a body. */
export type OperationExample = {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

const TEXT = '# Terms\n\n## Your files\n\nWe delete your files 30 days after you leave.\n';
const NEXT_TEXT = TEXT.replace('30', '90');
const ABOUT = { user: 'u_42', policy: 'terms', version: 2 };
const ID = '01a22781-31e2-7017-98a0-7163b201f4fd';
const SCREEN = '5b1d'.repeat(16);

/** Parameters that say the same in every path, by name. */
const PARAMETERS: Readonly<Record<string, string>> = {
  ...{ policy: 'terms', version: '2', user: 'u_42', calendar: 'DE-BY', id: ID, delivery: ID },
  ...{ link: '3f9ac2d1e0b84c57', from: '1', to: '2', locale: 'de', email: 'ada@', policies: 'terms' },
};

/** By method and path: what its body is, and parameters that differ from those of others. */
const EXAMPLES: Readonly<Record<string, OperationExample>> = {
  'put /v1/policies/{policy}': {
    body: {
      ...{ title: 'Terms of Service', locale: 'en', timeZone: 'Europe/Berlin' },
      notice: { minor: 'P7D', substantial: 'P30D' },
    },
  },
  'put /v1/policies/{policy}/asking-pause': {
    body: { until: '2026-12-02T09:00:00Z', reason: 'Version 3 locks out whoever bought before May.' },
  },
  'post /v1/policies/{policy}/versions': {
    body: {
      content: NEXT_TEXT,
      change: 'substantial',
      summary: 'We keep your files for longer.',
      pending: 'withdraw',
    },
  },
  'post /v1/policies/{policy}/versions/{version}/texts': {
    body: { locale: 'de', content: '# AGB\n\nWir löschen Ihre Dateien nach 90 Tagen.\n', summary: 'Länger.' },
  },
  'post /v1/policies/{policy}/versions/{version}/corrections/mails': { body: {} },
  'put /v1/wording/{locale}': {
    body: {
      sentences: { declineUntil: 'Bis {date} können Sie Nein sagen.', signOff: 'Ihr Team von Lantern' },
    },
  },
  'post /v1/policies/{policy}/versions/{version}/corrections': {
    body: { summary: 'We keep your files for 90 days.', why: 'It said 900.' },
  },
  'post /v1/policies/{policy}/versions/{version}/withdrawal': { body: { reason: 'A mistake in section 2.' } },
  'post /v1/policies/{policy}/versions/{version}/deliveries/{delivery}/resolve': {
    body: { as: 'sent', reason: 'The provider found it in its log.' },
  },
  'get /v1/policies/{policy}/versions/{version}/people': { parameters: { state: 'accepted' } },
  'get /v1/policies/{policy}/versions/{version}/people.csv': { parameters: { state: 'accepted' } },
  'post /v1/policies/{policy}/history': {
    parameters: { policy: 'privacy' },
    body: {
      versions: [
        {
          ...{ content: '# Privacy\n\nWe keep logs.\n', source: 'the website of 2024' },
          ...{ postedAt: '2024-03-01T00:00:00Z', effectiveAt: '2024-04-01T00:00:00Z' },
        },
      ],
    },
  },
  'post /v1/imports': { body: { file: '# Terms\n\nWe delete your files.\n' } },
  'post /v1/policies/{policy}/drafts': {
    body: {
      texts: { en: NEXT_TEXT },
      change: 'substantial',
      summary: { en: 'We keep your files for longer.' },
    },
  },
  'put /v1/drafts/{id}': { body: { texts: { en: NEXT_TEXT }, change: 'minor', revision: 1 } },
  'post /v1/drafts/{id}/approvals': { body: { revision: 1, note: 'As agreed on Monday.' } },
  'post /v1/drafts/{id}/objections': { body: { revision: 1, note: '60 days is what we said.' } },
  'post /v1/drafts/{id}/posting': { body: { revision: 1, at: '2027-01-04T08:00:00Z' } },
  'post /v1/drafts/{id}/preview-links': { body: { expiresAt: '2026-12-01T00:00:00Z' } },
  'post /v1/drafts/{id}/test-mails': { body: { to: ['legal@lantern.example'], locale: 'en' } },
  'post /v1/releases': { body: { drafts: [{ id: ID, revision: 1 }], at: '2027-01-04T08:00:00Z' } },
  'post /v1/releases/{id}/withdrawal': { body: { reason: 'A mistake in section 2 of the terms.' } },
  'post /v1/rules/outlook': {
    body: { rules: 'eu-consumer', class: 'adverse', postedAt: '2026-11-22T09:00:00Z' },
  },
  'put /v1/calendars/{calendar}': { body: { holidays: ['2026-12-25', '2026-12-26', '2027-01-01'] } },
  'put /v1/users/{user}': { body: { email: 'ada@example.com', locale: 'en-GB', name: 'Ada' } },
  'post /v1/users': {
    body: { user: 'u_44', email: 'eve@example.com', accepts: [{ policy: 'terms', version: 1 }] },
  },
  'post /v1/evidence': { body: { users: ['u_42'] } },
  'post /v1/evidence.csv': { body: { users: ['u_42'] } },
  'post /v1/users/import': {
    body: { user: 'u_45', email: 'kim@example.com', accepted: { terms: { at: '2026-01-15T00:00:00Z' } } },
  },
  'post /v1/users/{user}/links': { body: { purpose: 'sitting', policies: ['terms'] } },
  'put /v1/users/{user}/hold': { body: { held: true, reason: 'A dispute about an invoice.' } },
  'post /v1/users/{user}/events': { body: { kind: 'renewal', at: '2026-11-01T00:00:00Z' } },
  'post /v1/checks': { body: { policy: 'terms', users: ['u_42', 'u_43'] } },
  'post /v1/acceptances': { body: { ...ABOUT, method: 'the dialogue after sign-in' } },
  'post /v1/terminations': { body: { ...ABOUT, when: 'effect' } },
  'post /v1/uses': { body: { user: 'u_42' } },
  'post /v1/answers': {
    body: { ...ABOUT, answer: 'accept', receivedAt: '2026-11-22T09:30:00Z', note: 'By phone.' },
  },
  'post /v1/answers/{id}/void': { body: { reason: 'It was of somebody else with the same name.' } },
  'post /v1/notices/shown': { body: ABOUT },
  'post /v1/presentations': {
    body: {
      ...{ name: 'Sign-up', label: 'I agree', words: 'By signing up you agree to our terms.', locale: 'en' },
      image:
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    },
  },
  'get /v1/presentations/{id}': { parameters: { id: SCREEN } },
  'get /v1/presentations/{id}/image': { parameters: { id: SCREEN } },
  'post /v1/keys': { body: { name: 'shop', role: 'app' } },
  'post /v1/test-clock': { body: { advance: 'P30D' } },
  'post /v1/webhooks': {
    body: { url: 'https://shop.example/hooks/proviso', events: ['answer.*', 'user.*'] },
  },
  'put /v1/webhooks/{id}': {
    body: { url: 'https://shop.example/hooks/proviso', events: ['*'], enabled: false },
  },
  'post /v1/webhooks/{id}/replay': { body: { since: '2026-11-22T00:00:00Z' } },
  'post /webhooks/bounces': {
    body: 'From: MAILER-DAEMON@mail.example\r\nTo: bounces@shop.example\r\nSubject: Undelivered\r\n\r\nNo such mailbox.\r\n',
  },
};

/** What an operation is shown with, all of it in one world: the test of the document sends each of them. */
export function exampleOf({ method, path }: Pick<Api['specs'][number], 'method' | 'path'>): OperationExample {
  const own = EXAMPLES[`${method} ${path}`] ?? {};
  return { ...own, parameters: { ...PARAMETERS, ...own.parameters } };
}
