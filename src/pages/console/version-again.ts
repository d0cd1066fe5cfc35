import { html } from 'hono/html';
import type { DeliveryState } from '../../domain/notices/delivery-state.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { checkField } from './parts/fields.ts';
import { form } from './parts/form.ts';
import type { FormState } from './parts/form-state.ts';
import type { Shown } from './parts/shell.ts';
import { versionPath } from './version.ts';
import { versionWords } from './words/version.ts';

/** Asks before the announcement of a version is sent once more to all to whom it came to the same end. */
export function versionAgainPage(
  { title: policy, version }: { readonly title: string; readonly version: Version },
  {
    notice,
    count,
    isMore,
    atOnce,
    outcome,
    state,
  }: {
    readonly notice: DeliveryState;
    readonly count: number;
    /** Whether there are more than were counted. */
    readonly isMore: boolean;
    /** So many are done at once. */
    readonly atOnce: number;
    /** What came of it just now, and where to go on. */
    readonly outcome: {
      readonly repeated: number;
      readonly refused: readonly string[];
      readonly after: string | null;
    } | null;
    readonly state: FormState;
  },
): Shown {
  const { again: words, mailStates } = versionWords;
  const list = `${versionPath(version)}/people?notice=${notice}`;
  const next = Math.min(count, atOnce);
  const typed = typeof state.typed.after === 'string' ? state.typed.after : '';
  const after = outcome?.after ?? typed;
  return {
    title: words.title(policy, version.version),
    ...(outcome && { done: { again: words.outcome(outcome.repeated, outcome.refused) } }),
    body: html`<p class="back"><a href="${list}">${versionWords.list.title(policy, version.version)}</a></p>
<h1>${words.title(policy, version.version)}</h1>
<p>${words.says(count, isMore, mailStates[notice][0])}</p>
${
  next > 0 &&
  html`<p>${words.first}</p>
<p>${words.keeps}</p>
${(count > atOnce || after !== '') && html`<p>${words.some(atOnce)}</p>`}
${form(
  {
    ...{ to: `${versionPath(version)}/again`, state, isDanger: true, hidden: { notice, after } },
    submit: after === '' ? words.submit(next) : words.goOn,
  },
  (own) =>
    checkField(own, {
      ...{ name: 'confirm', label: words.confirm },
      choices: [{ value: 'yes', label: words.confirmAll(next) }],
    }),
)}`
}
<p><a href="${list}">${words.cancel}</a></p>`,
  };
}
