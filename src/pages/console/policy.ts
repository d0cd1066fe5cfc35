import { html } from 'hono/html';
import type { DraftState } from '../../domain/drafts/draft.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AskingPause } from '../../domain/policies/asking-pause.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import { versionState } from '../../domain/policies/timeline.ts';
import type { Markup } from '../layout.ts';
import { feedPath, historyPath, policyPath, rulesPath } from '../public-paths.ts';
import { askingSection, pauseNotice } from './asking.ts';
import { form } from './parts/form.ts';
import type { FormState } from './parts/form-state.ts';
import type { Shown } from './parts/shell.ts';
import { emptyState, list, table } from './parts/table.ts';
import { tabs } from './parts/tabs.ts';
import { fromWhen, timeline, when } from './parts/timeline.ts';
import { draftWords } from './words/drafts.ts';
import { policyWords as words } from './words/policies.ts';

type Dated = { readonly version: number; readonly effectiveAt: Instant };

/** All policies, by their names. */
export function policiesPage({
  policies,
  next,
  isLater,
  beginning,
  mayWrite,
}: {
  readonly policies: readonly {
    readonly policy: string;
    readonly title: string;
    readonly timeZone: string;
    readonly inForce: Dated | null;
    readonly announced: readonly Dated[];
  }[];
  readonly next: string | null;
  readonly isLater: boolean;
  /** What was searched for. */
  readonly beginning: string;
  readonly mayWrite: boolean;
}): Shown {
  const { columns } = words;
  const dated = ({ version, effectiveAt }: Dated, timeZone: string) =>
    html`<div>${words.version(version)}, ${fromWhen(effectiveAt, timeZone)}</div>`;
  return {
    title: words.title,
    done: words.done,
    body: html`<h1>${words.title}</h1>
${mayWrite && html`<p><a class="button" href="/console/policies/new">${words.make}</a></p>`}
${list({
  ...{ caption: words.title, at: '/console/policies', next, isLater },
  search: { label: words.search, value: beginning, notFound: words.notFound },
  columns: [columns.policy, columns.inForce, columns.announced],
  rows: policies.map(({ policy, title, timeZone, inForce, announced }) => [
    html`<a href="/console/policies/${policy}"><bdi>${title}</bdi></a>`,
    inForce === null ? words.none : dated(inForce, timeZone),
    announced.length === 0 ? words.none : html`${announced.map((one) => dated(one, timeZone))}`,
  ]),
  empty: words.empty,
})}`,
  };
}

/** The sides of a policy, by the end of their paths. */
export const POLICY_SIDES = ['overview', 'settings', 'rules'] as const;

/** A side of a policy, under its title and beside its other sides. */
export function policyFrame(
  { policy, title }: Pick<Policy, 'policy' | 'title'>,
  side: (typeof POLICY_SIDES)[number],
  body: Markup,
): Markup {
  const path = `/console/policies/${policy}`;
  return html`<p class="back"><a href="/console/policies">${words.title}</a></p>
<h1><bdi>${title}</bdi></h1>
${tabs(
  words.tabs.label,
  POLICY_SIDES.map((one) => ({
    ...{ label: words.tabs[one], isCurrent: one === side },
    href: one === 'overview' ? path : `${path}/${one}`,
  })),
)}
${body}`;
}

/** A policy: who is writing what, its versions as they came, and where people read it. */
export function policyOverviewPage({
  policy,
  versions,
  drafts,
  now,
  mayWrite,
  maySeeDrafts,
  pausedBy,
  mayPause,
  state,
}: {
  readonly policy: Policy & { readonly askingPause: AskingPause | null };
  readonly versions: readonly Version[];
  readonly drafts: readonly {
    readonly id: string;
    readonly state: DraftState;
    readonly revision: number;
    readonly updatedAt: Instant;
    readonly by: string;
  }[];
  readonly now: Instant;
  readonly mayWrite: boolean;
  readonly maySeeDrafts: boolean;
  /** Who paused asking, by name, where somebody did. */
  readonly pausedBy: string;
  readonly mayPause: boolean;
  readonly state: FormState;
}): Shown {
  const { timeZone } = policy;
  const { draftColumns: columns, pageLinks } = words;
  return {
    title: policy.title,
    done: words.done,
    body: policyFrame(
      policy,
      'overview',
      html`${pauseNotice(policy, { by: pausedBy, now })}${
        maySeeDrafts &&
        html`<h2>${words.drafts}</h2>
${
  drafts.length === 0
    ? html`<p>${words.noDrafts}</p>`
    : table({
        caption: words.drafts,
        columns: [columns.draft, columns.state, columns.changed],
        rows: drafts.map((one) => [
          html`<a href="/console/drafts/${one.id}">${draftWords.revision(one.revision)}</a>`,
          draftWords.states[one.state],
          html`${when(one.updatedAt, timeZone)}, <bdi>${one.by}</bdi>`,
        ]),
      })
}
${mayWrite && form({ to: `/console/policies/${policy.policy}/drafts`, state, submit: words.newDraft })}`
      }
<h2>${words.versions}</h2>
${
  versions.length === 0
    ? emptyState({ title: words.noVersions, body: words.noVersionsHint })
    : timeline(
        versions.toReversed().map((version) => {
          const of = versionState(version, versions, now);
          return {
            at: version.postedAt,
            title: html`<a href="/console/policies/${policy.policy}/versions/${version.version}">${words.posted(version.version, version.class)}</a> <span class="tag tag-${of}">${words.states[of]}</span>`,
            body:
              version.withdrawal === null
                ? html`<p>${words.effective(of)} ${fromWhen(version.effectiveAt, timeZone)}</p>`
                : html`<p>${words.withdrawn}</p>`,
            isMarked: of === 'in-force',
          };
        }),
        timeZone,
      )
}
<h2>${words.pages}</h2>
<ul class="links"><li><a href="${policyPath(policy)}">${pageLinks.text}</a></li><li><a href="${historyPath(policy)}">${pageLinks.history}</a></li><li><a href="${rulesPath(policy)}">${pageLinks.rules}</a></li><li><a href="${feedPath(policy)}">${pageLinks.feed}</a></li></ul>
${mayPause && askingSection(policy, { now, state })}`,
    ),
  };
}
