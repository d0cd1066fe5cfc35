import { html } from 'hono/html';
import type { Instant } from '../../domain/instant.ts';
import type { Policy } from '../../domain/policies/policy.ts';
import {
  POLICY_KINDS,
  POLICY_READERS,
  type PolicyKind,
  type PolicyReaders,
} from '../../domain/policies/proposal.ts';
import type { Markup } from '../layout.ts';
import { radioField, selectField, textField } from './parts/fields.ts';
import { form } from './parts/form.ts';
import type { FormState, OwnState } from './parts/form-state.ts';
import type { Shown } from './parts/shell.ts';
import { table } from './parts/table.ts';
import { fromWhen } from './parts/timeline.ts';
import { policyFrame } from './policy.ts';
import { policyWords as words } from './words/policies.ts';

/** Rules to begin with, as they are offered. */
export type OfferedPreset = { readonly preset: string; readonly label: string; readonly purpose: string };

/** What a change would come to if it were posted now. */
export type ExampleDate = {
  readonly kind: string;
  /** Null: everybody, or everybody else. */
  readonly audience: string | null;
  readonly effectiveAt: Instant | null;
  readonly because: readonly string[];
};

/** Making a policy: first what it is and for whom, and then what is proposed for it. */
export function newPolicyPage({
  chosen,
  presets,
  binds,
  state,
}: {
  readonly chosen: {
    readonly kind: PolicyKind;
    readonly readers: PolicyReaders;
    readonly preset: string;
  } | null;
  readonly presets: readonly OfferedPreset[];
  /** Whether what is proposed for a privacy notice has people agree by use. */
  readonly binds: boolean;
  readonly state: FormState;
}): Shown {
  const fresh: OwnState = { csrf: state.csrf, scope: 'new', isBack: false, typed: {}, errors: [] };
  const isBack = state.posted !== null;
  return {
    title: words.make,
    body: html`<p class="back"><a href="/console/policies">${words.title}</a></p>
<h1>${words.make}</h1>
${
  chosen === null && !isBack
    ? html`<form class="form" method="get" action="/console/policies/new">
${radioField(fresh, {
  ...{ name: 'kind', label: words.kinds.title, value: 'terms' },
  choices: POLICY_KINDS.map((value) => ({ value, label: words.kinds[value] })),
})}
${radioField(fresh, {
  ...{ name: 'for', label: words.readers.title, value: 'eu-consumers' },
  choices: POLICY_READERS.map((value) => ({ value, label: words.readers[value] })),
})}
<p class="submit"><button type="submit" class="primary">${words.goOn}</button></p></form>`
    : html`${chosen?.kind === 'privacy' && binds && html`<div class="note warn"><p>${words.binds.privacy}</p></div>`}
${form({ to: '/console/policies', state, submit: words.make }, (own) => [
  textField(own, {
    ...{ name: 'policy', label: words.fields.policy, hint: words.fields.policyHint, width: 'short' as const },
    value: chosen === null ? '' : chosen.kind,
  }),
  ...settingsFields(own, null, presets, chosen?.preset),
])}`
}`,
  };
}

/** The settings of a policy, with what they come to today. */
export function policySettingsPage({
  policy,
  presets,
  examples,
  doubts,
  mayWrite,
  state,
}: {
  readonly policy: Policy;
  readonly presets: readonly OfferedPreset[];
  readonly examples: readonly ExampleDate[];
  readonly doubts: readonly string[];
  readonly mayWrite: boolean;
  readonly state: FormState;
}): Shown {
  return {
    title: `${words.tabs.settings} – ${policy.title}`,
    done: words.done,
    body: policyFrame(
      policy,
      'settings',
      html`${doubts.length > 0 && html`<h2>${words.doubts}</h2><ul class="needs">${doubts.map((one) => html`<li>${one}</li>`)}</ul>`}
${mayWrite && form({ to: `/console/policies/${policy.policy}`, state, submit: words.save }, (own) => settingsFields(own, policy, presets))}
${exampleDates(examples, policy.timeZone)}`,
    ),
  };
}

/** What a change of each kind, posted today, comes to for whom, and why. */
export function exampleDates(examples: readonly ExampleDate[], timeZone: string): Markup {
  const { title, columns, everybody, all, needs } = words.examples;
  const hasAudiences = examples.some(({ audience }) => audience !== null);
  return html`<h2>${title}</h2>
${table({
  caption: title,
  columns: [columns.kind, columns.who, columns.date, columns.why],
  rows: examples.map(({ kind, audience, effectiveAt, because }) => [
    kind,
    audience ?? (hasAudiences ? everybody : all),
    effectiveAt === null ? needs : fromWhen(effectiveAt, timeZone),
    html`${because.map((one) => html`<p>${one}</p>`)}`,
  ]),
})}`;
}

function settingsFields(
  own: OwnState,
  policy: Policy | null,
  presets: readonly OfferedPreset[],
  preset = '',
): readonly Markup[] {
  const { fields } = words;
  return [
    textField(own, { name: 'title', label: fields.name, hint: fields.nameHint, value: policy?.title }),
    textField(own, {
      ...{ name: 'locale', label: fields.locale, hint: fields.localeHint, width: 'short' },
      value: policy?.locale ?? 'en',
    }),
    textField(own, {
      ...{ name: 'timeZone', label: fields.timeZone, hint: fields.timeZoneHint },
      value: policy?.timeZone ?? 'UTC',
    }),
    selectField(own, {
      ...{ name: 'preset', label: fields.preset, hint: fields.presetHint, value: preset },
      choices: [
        ...(policy === null ? [] : [{ value: '', label: fields.keepRules }]),
        ...presets.map((one) => ({ value: one.preset, label: one.label })),
      ],
    }),
    textField(own, {
      ...{ name: 'approvals', label: fields.approvals, hint: fields.approvalsHint, width: 'short' },
      ...{ inputMode: 'numeric', value: String(policy?.approvals ?? 0) },
    }),
    textField(own, {
      ...{ name: 'grace', label: fields.grace, hint: fields.graceHint, width: 'short' },
      value: policy?.grace ?? 'PT10M',
    }),
  ];
}
