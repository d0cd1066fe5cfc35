import { html } from 'hono/html';
import type { Instant } from '../../domain/instant.ts';
import { type AskingPause, pauseAt } from '../../domain/policies/asking-pause.ts';
import type { Policy } from '../../domain/policies/policy.ts';
import type { Markup } from '../layout.ts';
import { selectField, textField } from './parts/fields.ts';
import { form } from './parts/form.ts';
import type { FormState } from './parts/form-state.ts';
import { when } from './parts/timeline.ts';
import { askingWords as words } from './words/asking.ts';

/** For how long asking can be paused by the form, as periods; the first stands there to begin with. */
export const PAUSE_LENGTHS = ['PT4H', 'PT1H', 'P1D', 'P3D', 'P7D', 'P14D', 'P30D'] as const;

/** The form that pauses asking about a policy, and the one that ends that. */
export function askingPaths({ policy }: Pick<Policy, 'policy'>) {
  const path = `/console/policies/${policy}/asking`;
  return { pause: `${path}/pause`, resume: `${path}/resume` };
}

/** That nobody is asked about a policy just now, to stand first where it is so. */
export function pauseNotice(
  policy: Pick<Policy, 'timeZone'> & { readonly askingPause: AskingPause | null },
  { by, now }: { readonly by: string; readonly now: Instant },
): Markup | '' {
  const pause = pauseAt(policy, now);
  if (pause === null) return '';
  const { since, until, reason } = pause;
  const { timeZone } = policy;
  return html`<p class="notice">${words.paused} ${when(until, timeZone)}. ${words.since} ${when(since, timeZone)}, <bdi>${by}</bdi>: “<bdi>${reason}</bdi>”</p>`;
}

/** The emergency brake of a policy: what it does, and the form that pulls it, sets it anew or lets it go. */
export function askingSection(
  policy: Pick<Policy, 'policy'> & { readonly askingPause: AskingPause | null },
  { now, state }: { readonly now: Instant; readonly state: FormState },
): Markup {
  const isOn = pauseAt(policy, now) !== null;
  const to = askingPaths(policy);
  return html`<h2 id="asking">${words.title}</h2>
<p>${words.lead}</p>
${isOn && form({ to: to.resume, state, submit: words.resume })}
${form({ to: to.pause, state, submit: isOn ? words.again : words.pause, isDanger: true }, (own) => [
  selectField(own, {
    ...{ name: 'for', label: words.for },
    choices: PAUSE_LENGTHS.map((value) => ({ value, label: words.lengths[value] })),
  }),
  textField(own, { name: 'reason', label: words.reason, hint: words.reasonHint }),
])}`;
}
