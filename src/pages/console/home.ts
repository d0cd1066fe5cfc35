import { html } from 'hono/html';
import type { Instant } from '../../domain/instant.ts';
import type { Markup } from '../layout.ts';
import { bar } from './parts/numbers.ts';
import type { Shown } from './parts/shell.ts';
import { emptyState, table } from './parts/table.ts';
import { fromWhen } from './parts/timeline.ts';
import { homeWords as words } from './words/home.ts';

/** A version as the first screen tells of it. */
type OfVersion = { readonly version: number; readonly effectiveAt: Instant };

/** A policy in one line. */
export type PolicyLine = {
  readonly policy: string;
  readonly title: string;
  readonly timeZone: string;
  readonly inForce: OfVersion | null;
  readonly announced: readonly OfVersion[];
  /** How the newest that people are told of is answered; `counted` null where there are many, and no count is whole yet. */
  readonly telling: {
    readonly recipients: number;
    readonly counted: {
      readonly told: number;
      /** Still to be told, of those who have not answered all the same. */
      readonly notTold: number;
      /** Those of them whom no mail reaches. */
      readonly unreachable: number;
      readonly accepted: number;
      readonly declined: number;
      readonly silent: number;
    } | null;
  } | null;
};

/** Something that somebody should see to, and where. */
export type Need = { readonly detail: string; readonly href?: string };

/** What needs a hand, and every policy in one line. */
export function homePage({
  needs,
  policies,
}: {
  readonly needs: readonly Need[];
  readonly policies: readonly PolicyLine[];
}): Shown {
  const { columns } = words;
  return {
    title: words.title,
    done: { first: words.welcome },
    body: html`<h1>${words.title}</h1>
<h2 id="needs">${words.needs}</h2>
${
  needs.length === 0
    ? html`<p>${words.nothing}</p>`
    : html`<ul class="needs">${needs.map(({ detail, href }) => html`<li>${href === undefined ? detail : html`<a href="${href}">${detail}</a>`}</li>`)}</ul>`
}
<h2>${words.policies}</h2>
${
  policies.length === 0
    ? emptyState({ title: words.noPolicies, body: words.noPoliciesHint })
    : table({
        caption: words.policies,
        columns: [columns.policy, columns.inForce, columns.announced, columns.told, columns.answers],
        rows: policies.map((one) => [
          html`<a href="/console/policies/${one.policy}"><bdi>${one.title}</bdi></a>`,
          one.inForce === null ? words.none : dated(one.inForce, words.since, one),
          one.announced.length === 0
            ? words.none
            : html`${one.announced.map((version) => html`<div>${dated(version, words.from, one)}</div>`)}`,
          toldOf(one),
          answersTo(one),
        ]),
      })
}`,
  };
}

function dated({ version, effectiveAt }: OfVersion, joint: string, { timeZone }: PolicyLine): Markup {
  return html`${words.version(version)} ${joint} ${fromWhen(effectiveAt, timeZone)}`;
}

function toldOf({ telling }: PolicyLine): string {
  if (telling === null) return words.notAsked;
  const { recipients, counted } = telling;
  return counted === null ? words.many(recipients) : words.told(counted.told, recipients);
}

function answersTo({ telling, title }: PolicyLine): Markup | string {
  const counted = telling?.counted ?? null;
  if (counted === null) return words.notAsked;
  const { notTold, accepted, declined, silent } = counted;
  const { answer } = words;
  return bar({
    label: words.answers(title),
    parts: [
      { label: answer.accepted, value: accepted, kind: 'good' },
      { label: answer.declined, value: declined, kind: 'bad' },
      { label: answer.silent, value: silent, kind: 'open' },
      { label: answer.untold, value: notTold, kind: 'rest' },
    ],
  });
}
