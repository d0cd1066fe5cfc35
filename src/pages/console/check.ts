import { html } from 'hono/html';
import type { Check } from '../../domain/answers/check.ts';
import type { Markup } from '../layout.ts';
import { DEVELOPERS, sideHead, sideTitle } from './developers.ts';
import { selectField, textField } from './parts/fields.ts';
import { type FormState, ownState } from './parts/form-state.ts';
import type { Shown } from './parts/shell.ts';
import { emptyState } from './parts/table.ts';
import { fromWhen, when } from './parts/timeline.ts';
import { developersWords } from './words/developers.ts';

/** Asks for somebody as a product does, and says in words what it is answered and why. */
export function checkPage({
  policies,
  asked,
  found,
  state,
}: {
  readonly policies: readonly { readonly policy: string; readonly title: string }[];
  readonly asked: { readonly user: string; readonly policy: string };
  /** Null where nothing was asked; `unknown` where there is no such user. */
  readonly found: { readonly check: Check; readonly timeZone: string } | 'unknown' | null;
  readonly state: FormState;
}): Shown {
  const { check: words } = developersWords;
  const own = ownState({ ...state, posted: null }, 'check');
  return {
    title: sideTitle('check'),
    body: html`${sideHead('check')}
<p>${words.lead}</p>
${
  policies.length === 0
    ? emptyState({ title: words.noPolicies })
    : html`<form class="form" method="get" action="${DEVELOPERS}/check">
${textField(own, { name: 'user', label: words.user, value: asked.user })}
${selectField(own, {
  ...{ name: 'policy', label: words.policy, value: asked.policy },
  choices: policies.map(({ policy, title }) => ({ value: policy, label: title })),
})}
<p class="submit"><button type="submit" class="primary">${words.submit}</button></p>
</form>`
}
${found === 'unknown' ? html`<p class="notice">${words.unknown}</p>` : found !== null && answered(found)}`,
  };
}

function answered({ check, timeZone }: { readonly check: Check; readonly timeZone: string }): Markup {
  const { check: words } = developersWords;
  const { accepted, reason, basis, current, upcoming, next, askingPausedUntil, validUntil } = check;
  const why = accepted
    ? basis === null
      ? ''
      : words.bases[basis]
    : reason === null
      ? ''
      : words.reasons[reason];
  const ahead = upcoming.find(({ version }) => version === check.holds?.version);
  const yes = ahead === undefined ? words.yes(check.user) : words.yesAhead(check.user, ahead.version);
  return html`<h2>${accepted ? yes : words.no(check.user)}</h2>
<p>${why}</p>
<dl>
<dt>${words.next}</dt><dd>${words.steps[next]}${askingPausedUntil !== undefined && html` ${words.paused} ${when(askingPausedUntil, timeZone)}.`}</dd>
${
  current !== null &&
  html`<dt>${words.current}</dt><dd>${words.upcomingVersion(current.version)}, ${fromWhen(current.effectiveAt, timeZone)}</dd>
<dt>${words.told}</dt><dd>${current.toldAt === null ? developersWords.keys.never : when(current.toldAt, timeZone)}</dd>
${current.bindsAt !== null && html`<dt>${words.binds}</dt><dd>${fromWhen(current.bindsAt, timeZone)}</dd>`}`
}
${upcoming.map(
  ({ version, effectiveAt, toldAt }) =>
    html`<dt>${words.upcoming}</dt><dd>${words.upcomingVersion(version)}${effectiveAt !== null && html`, ${fromWhen(effectiveAt, timeZone)}`}${toldAt !== null && html`; ${words.told.toLowerCase()} ${when(toldAt, timeZone)}`}</dd>`,
)}
${validUntil !== null && html`<dt>${words.validUntil}</dt><dd>${when(validUntil, timeZone)}</dd>`}
</dl>
<h3>${words.raw}</h3>
<div class="secret"><pre tabindex="0"><code>${JSON.stringify(check, null, 2)}</code></pre></div>`;
}
