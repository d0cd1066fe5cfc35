import { html } from 'hono/html';
import type { Policy } from '../../domain/policies/policy.ts';
import { OFFERED_RULES } from '../../domain/rules/change-cells.ts';
import type { ChangeClass, NoticeRules, Rule } from '../../domain/rules/notice-rules.ts';
import type { Markup } from '../layout.ts';
import { type Choice, selectField, textField } from './parts/fields.ts';
import { form } from './parts/form.ts';
import type { FormState } from './parts/form-state.ts';
import type { Shown } from './parts/shell.ts';
import { table } from './parts/table.ts';
import { fromWhen } from './parts/timeline.ts';
import { policyFrame } from './policy.ts';
import type { ExampleDate } from './policy-settings.ts';
import { policyWords } from './words/policies.ts';

const words = policyWords.rules;

/** The name of the field for what holds for readers in a class; the audience is empty for everybody else. */
export function cellField(of: { readonly class: string; readonly audience: string | null }): string {
  return `cell.${of.class}.${of.audience ?? ''}`;
}

/** What a policy promises about its changes, as a table to read, and as choices to change it without a line of JSON. */
export function policyRulesPage({
  policy,
  rules,
  examples,
  mayWrite,
  state,
}: {
  readonly policy: Policy;
  readonly rules: NoticeRules;
  readonly examples: readonly ExampleDate[];
  readonly mayWrite: boolean;
  readonly state: FormState;
}): Shown {
  const audiences = rules.audiences ?? [];
  const everybody = audiences.length === 0 ? policyWords.examples.all : policyWords.examples.everybody;
  const rows = [
    ...audiences.map(({ audience, label }) => ({ audience, label })),
    { audience: null, label: everybody },
  ];
  const path = `/console/policies/${policy.policy}/rules`;
  const cell = (changeClass: ChangeClass, { audience, label }: (typeof rows)[number]): Markup | string => {
    const rule = audience === null ? changeClass.rule : changeClass.audiences?.[audience];
    if (rule === undefined) return words.asAll;
    const example = examples.find(
      (one) => one.kind === changeClass.label && one.audience === (audience === null ? null : label),
    );
    return html`<p>${told(rule)}, ${words.acceptance[rule.acceptance]}</p>${example?.effectiveAt && html`<p class="hint">${policyWords.examples.columns.date} ${fromWhen(example.effectiveAt, policy.timeZone)}</p>`}`;
  };
  return {
    title: `${policyWords.tabs.rules} – ${policy.title}`,
    done: policyWords.done,
    body: policyFrame(
      policy,
      'rules',
      html`<p>${words.lead}${policy.rules === null && html` ${words.short}`}</p>
${table({
  caption: words.caption,
  columns: [words.who, ...rules.classes.map(({ label }) => label)],
  rows: rows.map((row) => [row.label, ...rules.classes.map((one) => cell(one, row))]),
})}
${
  mayWrite &&
  html`<h2>${words.choose}</h2><p>${words.chooseLead}</p>
${form({ to: path, state, submit: words.save }, (own) =>
  rules.classes.flatMap((one) =>
    rows.map(({ audience, label }) =>
      selectField(own, {
        ...{
          name: cellField({ class: one.class, audience }),
          label: words.cell(one.label, label),
          value: '',
        },
        choices: [
          { value: '', label: words.keep },
          ...(audience === null ? [] : [{ value: 'as-everybody', label: words.same }]),
          ...RULES,
        ],
      }),
    ),
  ),
)}
<h2>${words.audience}</h2><p>${words.audienceLead}</p>
${form({ to: `${path}/audiences`, state, submit: words.add }, (own) => [
  textField(own, { name: 'label', label: words.label }),
  textField(own, { name: 'attribute', label: words.attribute, width: 'short' }),
  textField(own, { name: 'values', label: words.values, hint: words.valuesHint }),
  selectField(own, { name: 'rule', label: words.caption, choices: RULES }),
])}`
}`,
    ),
  };
}

const RULES: readonly Choice[] = OFFERED_RULES.map(({ preset, class: name, labels }) => ({
  value: `${preset}:${name}`,
  label: labels.join(': '),
}));

const CHANNELS = new Intl.ListFormat('en');

function told({ tell }: Rule): string {
  return tell.need === 0 ? words.silent : words.told(CHANNELS.format(tell.by));
}
