import { html } from 'hono/html';
import type { DraftContent } from '../../domain/drafts/draft.ts';
import { toFormDate } from '../../domain/period.ts';
import { type DraftHead, draftFrame, draftPath, draftTitle } from './draft.ts';
import { confirmation } from './parts/confirm.ts';
import { areaField, type Choice, checkField, radioField, textField } from './parts/fields.ts';
import { form } from './parts/form.ts';
import type { FormState, OwnState } from './parts/form-state.ts';
import type { Shown } from './parts/shell.ts';
import { tabs } from './parts/tabs.ts';
import { draftWords } from './words/drafts.ts';
import { languageSaid } from './words/languages.ts';

const words = draftWords.text;

/** What is needed to write a draft in one of its languages. */
export type DraftTextFacts = {
  readonly head: DraftHead;
  readonly content: DraftContent;
  /** The language that is written now. */
  readonly locale: string;
  /** All that the draft or the policy has. */
  readonly locales: readonly string[];
  /** The language that prevails. */
  readonly prevails: string;
  /** The kinds of change that the policy knows; none before its first version. */
  readonly classes: readonly { readonly name: string; readonly label: string }[];
  /** Whether something is announced, which this could take the place of. */
  readonly isAnnounced: boolean;
  /** Whether a file came with changes that nobody has accepted. */
  readonly asksAboutTracked: boolean;
  readonly mayWrite: boolean;
  readonly state: FormState;
};

/** The text of a draft and what is said with it, to write. */
export function draftTextPage(facts: DraftTextFacts): Shown {
  const { head, content, locale, locales, mayWrite, state } = facts;
  const to = draftPath(head);
  const canWrite = mayWrite && (head.state === 'open' || head.state === 'needs-attention');
  return {
    title: draftTitle(head, 'text'),
    done: draftWords.done,
    body: draftFrame(
      head,
      'text',
      html`${
        locales.length > 1 &&
        tabs(
          words.languages,
          locales.map((one) => ({
            ...{ label: languageSaid(one), isCurrent: one === locale },
            href: `${to}?locale=${encodeURIComponent(one)}`,
          })),
        )
      }
${
  canWrite
    ? form(
        {
          to,
          state,
          submit: words.save,
          takesFiles: true,
          hidden: { revision: String(head.revision), locale },
        },
        (own) => fieldsOf(own, facts),
      )
    : html`<p>${words.closed}</p><pre lang="${locale}" dir="auto">${content.texts[locale] ?? ''}</pre>`
}
${
  canWrite &&
  html`<form class="search" method="get" action="${to}"><label for="another">${words.another}</label><p class="hint">${words.anotherHint}</p><div><input id="another" type="text" name="locale" class="short" autocomplete="off"><button type="submit">${words.open}</button></div></form>
<p><a class="button quiet" href="${to}/discard">${words.discard}</a></p>`
}`,
    ),
  };
}

function fieldsOf(own: OwnState, facts: DraftTextFacts) {
  const { head, content, locale, locales, prevails, classes, isAnnounced, asksAboutTracked } = facts;
  const others = locales.filter((one) => one !== prevails && content.texts[one] !== undefined);
  return [
    areaField(own, {
      ...{
        name: 'content',
        label: words.content(languageSaid(locale)),
        hint: words.contentHint,
        rows: 18,
        isSource: true,
      },
      ...{ language: locale, value: content.texts[locale] ?? '' },
    }),
    textField(own, { name: 'file', label: words.file, hint: words.fileHint, type: 'file', isOptional: true }),
    ...(asksAboutTracked
      ? [
          checkField(own, {
            ...{ name: 'tracked', label: words.tracked },
            choices: [{ value: 'accept', label: words.accept }],
          }),
        ]
      : []),
    ...(locale === prevails && others.length > 0
      ? [
          checkField(own, {
            ...{ name: 'upToDate', label: words.upToDate, isOptional: true, values: [] },
            choices: others.map((value) => ({ value, label: value })),
          }),
        ]
      : []),
    textField(own, {
      ...{ name: 'summary', label: words.summary(languageSaid(locale)), hint: words.summaryHint },
      value: content.summary[locale],
    }),
    classes.length === 0
      ? html`<p>${words.first}</p>`
      : radioField(own, {
          ...{ name: 'change', label: words.change, hint: words.changeHint, value: content.change ?? '' },
          choices: [
            ...classes.map(({ name, label }): Choice => ({ value: name, label })),
            { value: '', label: words.undecided },
          ],
        }),
    textField(own, {
      ...{ name: 'reason', label: words.reason, hint: words.reasonHint, isOptional: true },
      value: content.reason ?? '',
    }),
    textField(own, {
      ...{ name: 'effectiveAt', label: words.effectiveAt, hint: words.effectiveAtHint(head.timeZone) },
      ...{ type: 'datetime-local' as const, width: 'short' as const, isOptional: true },
      value: content.effectiveAt === null ? '' : toFormDate(content.effectiveAt, head.timeZone),
    }),
    ...(isAnnounced
      ? [
          checkField(own, {
            ...{
              name: 'pending',
              label: words.pending,
              values: content.pending === null ? [] : ['withdraw'],
            },
            choices: [{ value: 'withdraw', label: words.withdraw }],
          }),
        ]
      : []),
  ];
}

/** Asks once more before a draft is given up. */
export function draftDiscardPage({
  head,
  state,
}: {
  readonly head: DraftHead;
  readonly state: FormState;
}): Shown {
  return {
    title: words.discardTitle,
    body: confirmation({
      ...{ title: words.discardTitle, says: [words.discardBody], state, submit: words.discard },
      to: `${draftPath(head)}/discard`,
      cancel: { label: words.keep, href: draftPath(head) },
    }),
  };
}
