import { html } from 'hono/html';
import type { Instant } from '../../domain/instant.ts';
import { DELIVERY_STATES } from '../../domain/notices/delivery-state.ts';
import type { VersionCounts } from '../../domain/notices/version-counts.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { VersionState } from '../../domain/policies/timeline.ts';
import type { Markup } from '../layout.ts';
import { curve } from './parts/curve.ts';
import { form } from './parts/form.ts';
import type { FormState } from './parts/form-state.ts';
import { livePart, type Progress } from './parts/live.ts';
import { bar } from './parts/numbers.ts';
import type { Shown } from './parts/shell.ts';
import { table } from './parts/table.ts';
import { fromWhen, when } from './parts/timeline.ts';
import { versionWords as words } from './words/version.ts';

/** A version as its screen tells of it. */
export type VersionFacts = {
  readonly title: string;
  readonly version: Version;
  readonly state: VersionState;
  /** How sending by a plan stands; null where all leaves at once. */
  readonly sending: { readonly waits: boolean; readonly pausedBecause: string | null } | null;
  /** Null where it is being counted for the first time. */
  readonly counted: { readonly counts: VersionCounts; readonly countedAt: Instant } | null;
};

/** What whoever looks may do. */
export type VersionRights = {
  readonly seesPeople: boolean;
  readonly steers: boolean;
  readonly withdraws: boolean;
  readonly resolves: boolean;
};

/** The path of a version's screen. */
export function versionPath({ policy, version }: Pick<Version, 'policy' | 'version'>): string {
  return `/console/policies/${policy}/versions/${version}`;
}

/** How telling people of a version goes, while it happens and after: every number leads to the people behind it. */
export function versionPage(facts: VersionFacts, rights: VersionRights, forms: FormState): Shown {
  const { title, version, counted } = facts;
  const name = words.title(title, version.version);
  return {
    title: name,
    done: words.done,
    body: html`<p class="back"><a href="/console/policies/${version.policy}">${words.back(title)}</a></p>
<h1><bdi>${title}</bdi>, version ${version.version}</h1>
${standing(facts)}
${!tellingProgress(facts).isOver && livePart({ label: words.telling.label, at: `${versionPath(version)}/progress` })}
${counted === null ? html`<p class="empty">${words.uncounted}</p>` : numbers(version, counted, rights)}
${steering(facts, rights, forms)}`,
  };
}

/** How far telling people is; it is over as well where it is held back, or where nothing is known of it. */
export function tellingProgress({ version, sending, counted }: VersionFacts): Progress {
  const { told, waiting } =
    counted === null
      ? { told: 0, waiting: 0 }
      : { told: counted.counts.told, waiting: stillToTell(counted.counts).waiting };
  const isHeld = version.pausedAt !== null || version.withdrawal !== null || sending?.waits === true;
  const isOver = waiting === 0 || isHeld;
  const said = isHeld ? words.telling.held(told) : words.telling.said(told, told + waiting);
  return { said, done: told, all: told + waiting, isOver };
}

function standing({ version, state, sending }: VersionFacts): Markup {
  const { timeZone, withdrawal, pausedAt } = version;
  const since = withdrawal === null ? fromWhen(version.effectiveAt, timeZone) : when(withdrawal.at, timeZone);
  return html`<dl>
<dt>${words.state[state]}</dt><dd>${since}${withdrawal?.reason && html`<br>${withdrawal.reason}`}</dd>
<dt>${words.posted}</dt><dd>${when(version.postedAt, timeZone)}</dd>
<dt>${words.classOf}</dt><dd>${version.class}</dd>
<dt>${words.recipients}</dt><dd>${words.recipientsOf(version.recipients)}</dd>
</dl>
<p><a href="/policies/${version.policy}/versions/${version.version}">${words.public}</a></p>
${
  pausedAt !== null &&
  html`<p class="notice">${words.paused} ${when(pausedAt, timeZone)}.${sending?.pausedBecause && html` ${words.pausedBecause(sending.pausedBecause)}`}</p>`
}
${pausedAt === null && withdrawal === null && sending?.waits && html`<p class="notice">${words.waits}</p>`}`;
}

function numbers(
  version: Version,
  { counts, countedAt }: NonNullable<VersionFacts['counted']>,
  { seesPeople, resolves }: VersionRights,
): Markup {
  const path = versionPath(version);
  const list = (query: string) => (seesPeople ? { href: `${path}/people?${query}` } : {});
  const { knows, answers } = words;
  const unknown = counts.mails.unknown ?? 0;
  const { unclear, waiting } = stillToTell(counts);
  const didSomething = counts.accepted + counts.objected + counts.leaving + counts.left;
  return html`<p class="as-of">${words.asOf} ${when(countedAt, version.timeZone)}.</p>
<h2>${knows.title}</h2>
${bar({
  label: knows.title,
  parts: [
    { label: knows.told, value: counts.told, kind: 'good', ...list('state=told') },
    { label: knows.unreachable, value: counts.unreachable, kind: 'bad', ...list('state=unreachable') },
    { label: knows.unknown, value: unclear, kind: 'open', ...list('notice=unknown') },
    {
      label: knows.waits,
      value: waiting,
      kind: 'rest',
      ...list('state=not-told'),
    },
  ],
})}
${
  unknown > 0 &&
  html`<p>${knows.unknownHint}${resolves && html` <a href="/console/operations/unknown">${knows.resolve}</a>`}</p>`
}
<h2>${answers.title}</h2>
${bar({
  label: answers.title,
  parts: [
    { label: answers.accepted, value: counts.accepted, kind: 'good', ...list('state=accepted') },
    { label: answers.objected, value: counts.objected, kind: 'bad', ...list('state=objected') },
    { label: answers.leaving, value: counts.leaving, kind: 'bad', ...list('state=leaving') },
    { label: answers.left, value: counts.left, kind: 'bad', ...list('state=left') },
    { label: answers.silent, value: counts.silent, kind: 'open', ...list('state=silent') },
  ],
})}
${didSomething === 0 ? html`<p>${answers.none}</p>` : overTime(version, counts, countedAt)}
${mails(counts, list)}`;
}

function overTime(version: Version, { answers }: VersionCounts, countedAt: Instant): Markup {
  const { curve: said } = words;
  const { timeZone } = version;
  const spans = Object.entries(answers).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const byHour = spans.some(([span]) => span.length > '2026-11-22'.length);
  const begins = (span: string) => `${span}${byHour ? ':00:00.000Z' : 'T00:00:00.000Z'}` as Instant;
  return html`<h2>${said.title}</h2>
${curve({
  caption: said.title,
  ...{ from: version.postedAt, to: countedAt },
  spans: spans.map(([span]) => ({
    at: begins(span),
    label: byHour ? when(begins(span), timeZone) : html`<time datetime="${span}">${span}</time>`,
  })),
  lines: [
    { label: said.agreed, kind: 'good', counts: spans.map(([, { agreed }]) => agreed) },
    { label: said.declined, kind: 'bad', counts: spans.map(([, { declined }]) => declined) },
  ],
  words: { ...said, span: byHour ? said.hour : said.day },
  ends: [when(version.postedAt, timeZone), when(countedAt, timeZone)],
})}`;
}

function mails(
  { mails: byState }: VersionCounts,
  list: (query: string) => { readonly href?: string },
): Markup {
  const { mails: said, mailStates } = words;
  const rows = DELIVERY_STATES.filter((state) => (byState[state] ?? 0) > 0).map((state) => {
    const number = (byState[state] ?? 0).toLocaleString('en');
    const { href } = list(`notice=${state}`);
    const [label, means] = mailStates[state];
    return [label, href === undefined ? number : html`<a href="${href}">${number}</a>`, means];
  });
  return html`<h2>${said.title}</h2>
${
  rows.length === 0
    ? html`<p>${said.none}</p>`
    : html`<p>${said.hint}</p>
${table({ caption: said.title, columns: [said.state, { head: said.mails, isNumber: true }, said.means], rows })}`
}`;
}

/** Of those who were not told and can be reached: of whom nobody can tell whether a mail went out, and the rest, who wait. */
function stillToTell({ mails, notTold, unreachable }: VersionCounts) {
  const reachable = Math.max(0, notTold - unreachable);
  const unclear = Math.min(mails.unknown ?? 0, reachable);
  return { unclear, waiting: reachable - unclear };
}

function steering(facts: VersionFacts, { steers, withdraws }: VersionRights, state: FormState): Markup | '' {
  const { version, sending, counted } = facts;
  const { steer } = words;
  const path = versionPath(version);
  const isOver = version.withdrawal !== null;
  const waiting = counted === null ? null : stillToTell(counted.counts).waiting;
  const parts = [
    ...(steers && !isOver && version.change !== 'initial'
      ? version.pausedAt === null
        ? [
            html`<p>${steer.pauseHint(waiting)}</p>${form({ to: `${path}/pause`, state, submit: steer.pause })}`,
          ]
        : [
            html`<p>${steer.resumeHint(waiting)}</p>${form({ to: `${path}/resume`, state, submit: steer.resume })}`,
          ]
      : []),
    ...(steers && !isOver && sending?.waits
      ? [html`<p>${steer.goOnHint}</p>${form({ to: `${path}/go-on`, state, submit: steer.goOn })}`]
      : []),
    ...(withdraws && facts.state === 'announced'
      ? [
          html`<p>${steer.withdrawHint}</p><p><a class="button quiet" href="${path}/withdrawal">${steer.withdraw}</a></p>`,
        ]
      : []),
  ];
  return parts.length === 0
    ? ''
    : html`<h2>${steer.title}</h2>${parts.map((one) => html`<section class="act">${one}</section>`)}`;
}
