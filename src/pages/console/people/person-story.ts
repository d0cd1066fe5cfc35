import { html } from 'hono/html';
import { actSentence, type EvidenceAct, type Times } from '../../evidence/evidence-acts.ts';
import type { Markup } from '../../layout.ts';
import { table } from '../parts/table.ts';
import { fromWhen, timeline, when } from '../parts/timeline.ts';
import { personWords as words } from '../words/people.ts';
import { personPath } from './people.ts';
import type { ActLine, AnswerLine, NoticeLine, PersonFacts } from './person-facts.ts';

/** Every notice to a person, and what became of it; with a way to send it again for whoever may. */
export function noticesView({ notices, user, timeZone, titleOf }: PersonFacts, mayAct: boolean): Markup {
  if (notices.length === 0) return html`<p>${words.noNotices}</p>`;
  const { noticeColumns: columns } = words;
  const again = ({ policy, version, canRepeat }: NoticeLine) =>
    canRepeat
      ? html`<a href="${chooseForm(user, { policy, version }, 'notices')}">${words.sendAgain}</a>`
      : '';
  return html`<p>${words.noticesHint}</p>
${table({
  caption: words.notices,
  columns: [columns.notice, columns.to, columns.state, columns.at, ...(mayAct ? [columns.again] : [])],
  rows: notices.map((one) => [
    html`${noticeName(one, user)}<br><span class="hint"><bdi>${titleOf(one.policy)}</bdi>, version ${one.version}</span>`,
    html`<bdi>${one.to ?? (one.id === null ? '' : words.forgotten)}</bdi>`,
    html`${words.state[one.state]}${one.hasEnded && html`; ${words.inItsPlace}`}`,
    one.at === null ? '' : when(one.at, timeZone),
    ...(mayAct ? [again(one)] : []),
  ]),
})}`;
}

function noticeName({ id, subject }: NoticeLine, user: string): Markup {
  if (id === null || subject === null) return html`${words.noWords}`;
  return html`<a href="${personPath(user, `/mails/${id}`)}"><bdi>${subject}</bdi></a>`;
}

/** Where a form of the page is, filled in with a policy and a version. */
function chooseForm(
  user: string,
  { policy, version }: { readonly policy: string; readonly version: number },
  form: 'notices' | 'answers' | 'links',
): string {
  return `${personPath(user)}?${new URLSearchParams({ policy, version: String(version), form })}#act-${form}`;
}

/** Every answer of a person, where it came from, and for whoever may the way to mend what is wrong. */
export function answersView({ answers, user, timeZone, titleOf }: PersonFacts, mayAct: boolean): Markup {
  if (answers.length === 0) return html`<p>${words.noAnswers}</p>`;
  const { answerColumns: columns } = words;
  const mend = ({ id, canVoid, canStay }: AnswerLine) =>
    html`${canStay && html`<a href="${personPath(user, `/answers/${id}/stay`)}">${words.stay}</a><br>`}${canVoid && html`<a href="${personPath(user, `/answers/${id}/void`)}">${words.void}</a>`}`;
  return table({
    caption: words.answers,
    columns: [columns.what, columns.at, columns.from, ...(mayAct ? [columns.undo] : [])],
    rows: answers.map((one) => [
      html`${words.answer[one.kind]}<br><span class="hint"><bdi>${titleOf(one.policy)}</bdi>${one.version !== null && `, version ${one.version}`}</span>${one.end && html`<br><span class="hint">${words.counts[one.end]}</span>`}`,
      when(one.at, timeZone),
      html`${one.from && html`<bdi>${one.from}</bdi>`}${one.note && html`<br><span class="hint"><bdi>${one.note}</bdi></span>`}`,
      ...(mayAct ? [mend(one)] : []),
    ]),
  });
}

/** The kinds of acts that are the person's own. */
const THEIR_OWN = new Set(['accepted', 'answered', 'leaving', 'cancelled', 'returned', 'agreed-before']);

/** All that happened, in the order of time. */
export function storyView({ acts, hasOlder, timeZone, titleOf }: PersonFacts, seesTraces: boolean): Markup {
  if (acts.length === 0) return html`<p>${words.quiet}</p>`;
  const times: Times = {
    instant: (at) => when(at, timeZone),
    effect: (at) => fromWhen(at, timeZone),
  };
  return html`<p>${words.storyHint}</p>
${hasOlder && html`<p class="hint">${words.older(acts.length)}</p>`}
${timeline(
  acts.map(({ act, from }) => ({
    at: act.at,
    title: html`<span class="plain">${actSentence(act, titleOf, times)}</span>`,
    body: details({ act, from }, seesTraces),
    isMarked: THEIR_OWN.has(act.kind),
  })),
  timeZone,
)}`;
}

function details({ act, from }: ActLine, seesTraces: boolean): Markup | '' {
  const { personal } = act;
  const rows = [
    [words.by, from],
    [words.note, noteOf(act)],
    ...(seesTraces ? [[words.ip, personal?.ip ?? null] as const] : []),
    ...(seesTraces ? [[words.browser, personal?.userAgent ?? null] as const] : []),
  ] as const;
  const known = rows.filter(([, value]) => value !== null);
  return known.length === 0
    ? ''
    : html`<dl class="small">${known.map(([name, value]) => html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`)}</dl>`;
}

/** What was noted with an act: what came by letter, why something was voided. */
export function noteOf({ personal }: Pick<EvidenceAct, 'personal'>): string | null {
  return personal?.note ?? personal?.reason ?? null;
}
