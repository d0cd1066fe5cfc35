import { html } from 'hono/html';
import type { Instant } from '../../domain/instant.ts';
import { msBetween } from '../../domain/period.ts';
import { formatEffect, formatInstant } from '../../language/dates.ts';
import type { Markup } from '../layout.ts';
import { type DraftHead, draftFrame, draftPath, draftTitle } from './draft.ts';
import { checkField, selectField, textField } from './parts/fields.ts';
import { form } from './parts/form.ts';
import type { FormState } from './parts/form-state.ts';
import type { Shown } from './parts/shell.ts';
import { emptyState, table } from './parts/table.ts';
import { when } from './parts/timeline.ts';
import { draftWords } from './words/drafts.ts';
import { languageSaid } from './words/languages.ts';

/** What somebody said of a revision, by name. */
export type SaidOfDraft = {
  readonly by: string;
  readonly at: Instant;
  readonly note: string | null;
  readonly verdict: 'approved' | 'objected';
};

/** Who approves a draft and who objects, and the forms to say so. */
export function draftApprovalPage({
  head,
  said,
  authors,
  needed,
  mayJudge,
  wroteSome,
  state,
}: {
  readonly head: DraftHead;
  readonly said: readonly SaidOfDraft[];
  readonly authors: readonly string[];
  readonly needed: number;
  readonly mayJudge: boolean;
  readonly wroteSome: boolean;
  readonly state: FormState;
}): Shown {
  const words = draftWords.approval;
  const has = said.filter(({ verdict }) => verdict === 'approved').length;
  const isOpen = head.state !== 'posted' && head.state !== 'discarded';
  const hidden = { revision: String(head.revision) };
  const note = (own: Parameters<typeof textField>[0]) =>
    textField(own, { name: 'note', label: words.note, hint: words.noteHint, isOptional: true });
  return {
    title: draftTitle(head, 'approval'),
    done: draftWords.done,
    body: draftFrame(
      head,
      'approval',
      html`<p>${words.needed(has, needed)} ${words.edits}</p>
<dl><dt>${words.authors}</dt><dd>${authors.map((one, i) => html`${i > 0 && ', '}<bdi>${one}</bdi>`)}</dd></dl>
${
  said.length === 0
    ? html`<p>${words.none}</p>`
    : html`<ul class="said">${said.map(
        (one) =>
          html`<li><strong><bdi>${one.by}</bdi> ${words[one.verdict]}</strong>, ${when(one.at, head.timeZone)}${one.note && html`: <q dir="auto">${one.note}</q>`}</li>`,
      )}</ul>`
}
${isOpen && mayJudge && wroteSome && html`<p>${words.own}</p>`}
${
  isOpen &&
  mayJudge &&
  !wroteSome &&
  html`<h2>${words.approveTitle}</h2>${form({ to: `${draftPath(head)}/approvals`, state, submit: words.approve, hidden }, note)}
<h2>${words.objectTitle}</h2><p>${words.objectHint}</p>${form({ to: `${draftPath(head)}/objections`, state, submit: words.object, isDanger: true, hidden }, note)}`
}`,
    ),
  };
}

/** Trying a draft out on colleagues: test mails to members, and links for those without an account. */
export function draftSharePage({
  head,
  members,
  locales,
  links,
  once,
  mayWrite,
  state,
}: {
  readonly head: DraftHead;
  readonly members: readonly { readonly name: string; readonly email: string }[];
  readonly locales: readonly string[];
  readonly links: readonly {
    readonly id: string;
    readonly madeAt: Instant;
    readonly by: string;
    readonly expiresAt: Instant;
    readonly endedAt: Instant | null;
  }[];
  readonly once: string | null;
  readonly mayWrite: boolean;
  readonly state: FormState;
}): Shown {
  const words = draftWords.share;
  const { columns } = words;
  return {
    title: draftTitle(head, 'share'),
    done: draftWords.done,
    body: draftFrame(
      head,
      'share',
      html`${once !== null && html`<div class="receipt good"><p>${words.made}</p><p><a href="${once}"><code>${once}</code></a></p></div>`}
${
  mayWrite &&
  html`<h2>${words.testTitle}</h2><p>${words.testLead}</p>
${form({ to: `${draftPath(head)}/test-mails`, state, submit: words.send }, (own) => [
  checkField(own, {
    ...{ name: 'to', label: words.to },
    choices: members.map(({ name, email }) => ({ value: email, label: name, hint: email })),
  }),
  selectField(own, {
    ...{ name: 'locale', label: words.language },
    choices: locales.map((value) => ({ value, label: languageSaid(value) })),
  }),
])}
<h2>${words.linkTitle}</h2><p>${words.linkLead}</p>
${form({ to: `${draftPath(head)}/preview-links`, state, submit: words.make })}`
}
<h2>${words.links}</h2>
${
  links.length === 0
    ? emptyState({ title: words.noLinks })
    : table({
        caption: words.links,
        columns: [columns.made, columns.by, columns.until, columns.end],
        rows: links.map((one) => [
          when(one.madeAt, head.timeZone),
          html`<bdi>${one.by}</bdi>`,
          when(one.expiresAt, head.timeZone),
          one.endedAt !== null
            ? words.ended
            : mayWrite
              ? form({ to: `${draftPath(head)}/preview-links/${one.id}/end`, state, submit: words.end })
              : '',
        ]),
      })
}`,
    ),
  };
}

/** What posting a draft comes to, and the form to post it, or to take it back while that can be done. */
export function draftPostingPage({
  head,
  outlook,
  stale,
  lacks,
  hasGrace,
  now,
  mayWrite,
  state,
}: {
  readonly head: DraftHead;
  readonly outlook: {
    readonly postedAt: Instant;
    readonly effectiveAt: Instant | null;
    readonly recipients: number | null;
    readonly explanation: readonly string[];
    readonly warnings: readonly string[];
  };
  /** The languages of translations that lie behind. */
  readonly stale: readonly string[];
  /** What keeps it from being posted: approvals that are missing, or people who object; null where nothing does. */
  readonly lacks: {
    readonly has: number;
    readonly needed: number;
    readonly objectors: readonly string[];
  } | null;
  readonly hasGrace: boolean;
  readonly now: Instant;
  readonly mayWrite: boolean;
  readonly state: FormState;
}): Shown {
  const words = draftWords.posting;
  const style = { locale: 'en-GB', timeZone: head.timeZone };
  const posted = formatInstant(outlook.postedAt, style);
  const effective = outlook.effectiveAt === null ? null : formatEffect(outlook.effectiveAt, style);
  const to = `${draftPath(head)}/posting`;
  const says = html`<p class="summary">${words.will({ recipients: outlook.recipients, posted: `on ${posted}`, effective })}</p>`;
  const body = (): Markup => {
    if (head.state === 'posted') {
      return html`<p>${words.posted}</p><p><a href="/policies/${head.policy}/versions/${head.version}">${words.look}</a></p>`;
    }
    if (head.state === 'scheduled') {
      const minutes = Math.max(0, Math.floor(msBetween(now, outlook.postedAt) / 60_000));
      return html`<div class="note"><h2>${words.scheduledTitle}</h2>
<p>${words.scheduled(`on ${posted}`, words.minutes(minutes))}</p>
${mayWrite && form({ to: `${to}/cancel`, state, submit: words.takeBack, isDanger: true })}</div>
${says}`;
    }
    if (lacks !== null) {
      return html`<div class="note warn"><h2>${words.lacksTitle}</h2>
<p dir="auto">${lacks.objectors.length > 0 ? words.objected(lacks.objectors.join(', ')) : words.lacks(lacks.has, lacks.needed)}</p>
<p><a href="${draftPath(head, 'approval')}">${words.toApproval}</a></p></div>
${says}`;
    }
    return html`${says}
<p>${hasGrace ? words.undo(posted) : words.noGrace}</p>
${
  mayWrite
    ? form({ to, state, submit: words.submit, hidden: { revision: String(head.revision) } }, (own) => [
        textField(own, {
          ...{ name: 'at', label: words.at, hint: words.atHint(head.timeZone), isOptional: true },
          ...{ type: 'datetime-local' as const, width: 'short' as const },
        }),
        ...(stale.length === 0
          ? []
          : [
              checkField(own, {
                ...{ name: 'stale', label: words.stale },
                choices: stale.map((value) => ({ value, label: value })),
              }),
            ]),
      ])
    : html`<p>${words.notYou}</p>`
}`;
  };
  return {
    title: draftTitle(head, 'posting'),
    done: draftWords.done,
    body: draftFrame(
      head,
      'posting',
      html`${sentences(words.warnings, outlook.warnings, 'needs')}
${body()}
${sentences(words.dates, outlook.explanation)}`,
    ),
  };
}

function sentences(title: string, items: readonly string[], kind = ''): Markup | '' {
  if (items.length === 0) return '';
  return html`<h2>${title}</h2><ul${kind && html` class="${kind}"`}>${items.map((one) => html`<li dir="auto">${one}</li>`)}</ul>`;
}
