import { html } from 'hono/html';
import type { Instant } from '../../domain/instant.ts';
import { DELIVERY_STATES, type DeliveryState, isNotGiven } from '../../domain/notices/delivery-state.ts';
import { PEOPLE_STATES, type PeopleState } from '../../domain/notices/people-state.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Markup } from '../layout.ts';
import { selectField, textField } from './parts/fields.ts';
import { type FormState, ownState } from './parts/form-state.ts';
import type { Shown } from './parts/shell.ts';
import { list } from './parts/table.ts';
import { fromWhen, when } from './parts/timeline.ts';
import { versionPath } from './version.ts';
import { languageSaid } from './words/languages.ts';
import { versionWords } from './words/version.ts';

/** Somebody in such a list. */
export type ListedPerson = {
  readonly user: string | null;
  readonly email: string | null;
  readonly locale: string | null;
  readonly notice: DeliveryState | null;
  readonly toldAt: Instant | null;
  readonly bindsAt: Instant | null;
  readonly acceptedAt: Instant | null;
  readonly declinedAt: Instant | null;
};

/** What such a list is asked for, as it was typed. */
export type PeopleQuery = {
  readonly state: PeopleState | '';
  readonly notice: DeliveryState | '';
  readonly locale: string;
  readonly base: string;
  readonly audience: string;
  readonly q: string;
};

/** The people behind a number of a version: filters, the list, and the way to have it as a file. */
export function versionPeoplePage(
  { title: policy, version }: { readonly title: string; readonly version: Version },
  {
    people,
    next,
    isLater,
    isCutShort,
    query,
    audiences,
    opensPeople,
    sendsAgain,
    forms,
  }: {
    readonly people: readonly ListedPerson[];
    readonly next: string | null;
    readonly isLater: boolean;
    readonly isCutShort: boolean;
    readonly query: PeopleQuery;
    /** The audiences that its rules tell apart. */
    readonly audiences: readonly { readonly audience: string; readonly label: string }[];
    /** Whether whoever looks may have mails sent again. */
    readonly sendsAgain: boolean;
    /** Whether whoever looks may open a person's own page. */
    readonly opensPeople: boolean;
    readonly forms: FormState;
  },
): Shown {
  const { list: words } = versionWords;
  const at = `${versionPath(version)}/people`;
  const kept = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
  const { columns } = words;
  const download = new URLSearchParams(kept).toString();
  return {
    title: words.title(policy, version.version),
    body: html`<p class="back"><a href="${versionPath(version)}">${words.back(policy, version.version)}</a></p>
<h1>${query.state === '' ? (query.notice === '' ? words.anybody : versionWords.mailStates[query.notice][0]) : words.of[query.state]}</h1>
${filters(at, query, audiences, forms)}
${isCutShort && html`<p class="notice">${words.cutShort}</p>`}
${list({
  ...{ caption: words.title(policy, version.version), at, next, isLater, kept },
  columns: [
    ...[columns.user, columns.email, columns.locale, columns.notice, columns.told, columns.binds],
    columns.did,
  ],
  rows: people.map((one) => [
    nameOf(one, opensPeople),
    one.email === null ? words.none : html`<bdi>${one.email}</bdi>`,
    one.locale === null ? words.none : languageSaid(one.locale),
    one.notice === null ? words.none : versionWords.mailStates[one.notice][0],
    one.toldAt === null ? words.none : when(one.toldAt, version.timeZone),
    one.bindsAt === null ? words.none : fromWhen(one.bindsAt, version.timeZone),
    did(one, version),
  ]),
  empty: words.empty,
})}
${
  sendsAgain &&
  people.length > 0 &&
  query.notice !== '' &&
  isNotGiven(query.notice) &&
  html`<p><a class="button" href="${versionPath(version)}/again?notice=${query.notice}">${versionWords.again.link}</a></p>`
}
${people.length > 0 && html`<p><a href="${at}.csv${download && `?${download}`}">${words.csv}</a></p>`}`,
  };
}

function filters(
  at: string,
  query: PeopleQuery,
  audiences: readonly { readonly audience: string; readonly label: string }[],
  forms: FormState,
): Markup {
  const { list: words } = versionWords;
  const own = ownState({ ...forms, posted: null }, 'filter');
  return html`<form class="filters" method="get" action="${at}" role="search">
${selectField(own, {
  ...{ name: 'state', label: words.state, value: query.state },
  choices: [
    { value: '', label: words.anybody },
    ...PEOPLE_STATES.map((value) => ({ value, label: words.of[value] })),
  ],
})}
${selectField(own, {
  ...{ name: 'notice', label: words.notice, value: query.notice },
  choices: [
    { value: '', label: words.anyMail },
    ...DELIVERY_STATES.map((value) => ({ value, label: versionWords.mailStates[value][0] })),
  ],
})}
${
  audiences.length > 0 &&
  selectField(own, {
    ...{ name: 'audience', label: words.audience, value: query.audience },
    choices: [
      { value: '', label: words.anyAudience },
      ...audiences.map(({ audience, label }) => ({ value: audience, label })),
    ],
  })
}
${textField(own, { name: 'locale', label: words.locale, value: query.locale, width: 'short', isOptional: true })}
${textField(own, { name: 'base', label: words.base, value: query.base, width: 'short', inputMode: 'numeric', isOptional: true })}
${textField(own, { name: 'q', label: words.search, value: query.q, type: 'search', isOptional: true })}
<p class="submit"><button type="submit">${words.filter}</button></p>
</form>`;
}

function nameOf({ user }: ListedPerson, opens: boolean): Markup | string {
  if (user === null) return versionWords.list.erased;
  return opens
    ? html`<a href="/console/people/${encodeURIComponent(user)}"><bdi>${user}</bdi></a>`
    : html`<bdi>${user}</bdi>`;
}

function did({ acceptedAt, declinedAt }: ListedPerson, { timeZone }: Version): Markup | string {
  const { list: words } = versionWords;
  if (declinedAt !== null) return html`${words.leaves} ${when(declinedAt, timeZone)}`;
  return acceptedAt === null ? words.none : html`${words.agreed} ${when(acceptedAt, timeZone)}`;
}
