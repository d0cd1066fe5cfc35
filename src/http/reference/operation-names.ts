import type { Api } from '../wire/endpoint.ts';

/** What operations are about, each with what there is to do, in the order in which somebody comes to it. */
export const TAGS: readonly (readonly [name: string, description: string])[] = [
  ['policies', 'What is published: policies, their versions, and how telling people of one goes.'],
  ['drafts', 'Versions to be: prepared, approved, scheduled and taken back.'],
  ['rules', 'How notices are given: presets, calendars, and what rules come to.'],
  ['users', 'Who is told: people, what is kept of them, and what they have a right to.'],
  ['checks', 'What products ask on every request.'],
  ['answers', 'What people do about a version: yes, no, use, and taking back.'],
  ['record', 'What can be proved: events in their order, and what screens looked like.'],
  ['webhooks', 'What products are told, and what the provider of mails reports.'],
  ['access', 'Keys, and the clock of a service under test.'],
];

/** The tag of each resource, by the first step of its path that says what it is. */
const TAG_OF: Readonly<Record<string, string>> = {
  ...{ policies: 'policies', drafts: 'drafts', releases: 'drafts', imports: 'drafts' },
  ...{ 'rule-presets': 'rules', rules: 'rules', calendars: 'rules', wording: 'rules' },
  ...{ users: 'users' },
  ...{ checks: 'checks', acceptances: 'answers', terminations: 'answers', uses: 'answers' },
  ...{ answers: 'answers', notices: 'answers', presentations: 'record', events: 'record' },
  ...{ evidence: 'record', 'evidence.csv': 'record' },
  ...{ webhooks: 'webhooks', keys: 'access', whoami: 'access', 'test-clock': 'access' },
};

/** What a path is about; what nobody has sorted yet counts as a policy's. */
export function tagOf(path: string): string {
  const [, first = '', second = ''] = path.split('/');
  const isDraft = path.endsWith('/drafts');
  return isDraft ? 'drafts' : (TAG_OF[first === 'v1' ? second : first] ?? 'policies');
}

/** A name for generated clients, from method and path alone, so that it stays: `getPolicyVersions`. */
export function operationIdOf({ method, path }: Pick<Api['specs'][number], 'method' | 'path'>): string {
  const steps = path.split('/').filter((step) => step !== '' && step !== 'v1');
  const named = steps.flatMap((step, at) => {
    if (step.startsWith('{')) return [];
    const isOne = steps[at + 1]?.startsWith('{') ?? false;
    return (isOne ? singular(step) : step).split(/[^a-z]+/);
  });
  return method + named.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function singular(word: string): string {
  return word.replace(/ies$/, 'y').replace(/(?<!y)s$/, '');
}
