import { html } from 'hono/html';
import { languageNameIn } from '../../changes/text-words.ts';
import type { VersionCounts } from '../../domain/notices/version-counts.ts';
import { checkField, textField } from './parts/fields.ts';
import { form } from './parts/form.ts';
import type { FormState } from './parts/form-state.ts';
import type { Shown } from './parts/shell.ts';
import { type VersionFacts, versionPath } from './version.ts';
import { versionWords } from './words/version.ts';

/** The mail that is shown before a version is withdrawn. */
export type WithdrawalMail = {
  readonly locale: string;
  readonly locales: readonly string[];
  readonly subject: string;
  readonly text: string;
};

/** Asks for a reason before a version is withdrawn, and shows what that comes to: whom it mails, and what. */
export function withdrawalPage(
  { title: policy, version, counted }: Pick<VersionFacts, 'title' | 'version' | 'counted'>,
  {
    onTop,
    mail,
    state,
  }: { readonly onTop: readonly number[]; readonly mail: WithdrawalMail; readonly state: FormState },
): Shown {
  const { withdrawal: words } = versionWords;
  const path = versionPath(version);
  const title = words.title(policy, version.version);
  const counts = counted?.counts ?? null;
  const told = counts === null ? null : counts.told;
  // Whoever asked for the mail with their reason looks at that next.
  const isShown = state.posted !== null && state.errors.length === 0;
  return {
    title: isShown ? `${words.mail}: ${title}` : title,
    body: html`<p class="back"><a href="${path}">${versionWords.title(policy, version.version)}</a></p>
<h1>${title}</h1>
<ul>${consequences(counts, onTop).map((one) => html`<li>${one}</li>`)}</ul>
${form({ to: `${path}/withdrawal`, state, submit: words.submit(told), isDanger: true }, (own) => [
  textField(own, { name: 'reason', label: words.reason, hint: words.reasonHint }),
  ...(onTop.length === 0
    ? []
    : [
        checkField(own, {
          ...{ name: 'pending', label: words.pending },
          choices: [{ value: 'withdraw', label: words.pendingChoice(onTop) }],
        }),
      ]),
  html`<p class="submit"><button type="submit" name="step" value="show">${words.show}</button></p>`,
])}
<p><a href="${path}">${words.cancel}</a></p>
<h2 id="mail"${isShown && html` tabindex="-1" autofocus`}>${words.mail}</h2>
${
  mail.locales.length > 1 &&
  html`<nav class="tabs" aria-label="${words.languages}"><ul>${mail.locales.map(
    (one) =>
      html`<li><a href="${path}/withdrawal?locale=${one}#mail"${one === mail.locale && html` aria-current="page"`}>${languageNameIn(one, 'en')}</a></li>`,
  )}</ul></nav>`
}
<section class="mail" lang="${mail.locale}"><p><b>${mail.subject}</b></p>
<pre tabindex="0">${mail.text}</pre></section>`,
  };
}

function consequences(counts: VersionCounts | null, onTop: readonly number[]): readonly string[] {
  const { withdrawal: words } = versionWords;
  return [
    words.says(counts === null ? null : counts.told),
    ...(counts === null ? [] : [words.answers(counts.accepted), words.leaving(counts.leaving)]),
    ...(onTop.length === 0 ? [] : [words.onTop(onTop)]),
    words.forGood,
  ].filter((one) => one !== '');
}
