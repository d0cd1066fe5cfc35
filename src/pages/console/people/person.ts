import { html } from 'hono/html';
import type { Check } from '../../../domain/answers/check.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Markup } from '../../layout.ts';
import type { FormState } from '../parts/form-state.ts';
import type { Shown } from '../parts/shell.ts';
import { fromWhen, when } from '../parts/timeline.ts';
import { languageSaid } from '../words/languages.ts';
import { personWords as words } from '../words/people.ts';
import { peopleActWords } from '../words/people-acts.ts';
import { personPath } from './people.ts';
import { actsForPerson } from './people-acts.ts';
import type { Chosen, PersonFacts } from './person-facts.ts';
import { answersView, noticesView, storyView } from './person-story.ts';

/** The page of one person: a story from top to bottom, and below it what can be done for them. */
export function personPage({
  facts,
  mayAct,
  mayErase,
  seesTraces,
  chosen,
  link,
  state,
}: {
  readonly facts: PersonFacts;
  readonly mayAct: boolean;
  readonly mayErase: boolean;
  readonly seesTraces: boolean;
  readonly chosen: Chosen;
  /** A link that was made just now, shown this once. */
  readonly link: { readonly url: string; readonly expiresAt: string } | null;
  readonly state: FormState;
}): Shown {
  const { user, name, timeZone } = facts;
  const { evidence } = words;
  return {
    title: name ?? user,
    done: peopleActWords.done,
    body: html`<p class="back"><a href="/console/people">${words.back}</a></p>
<h1><bdi>${name ?? user}</bdi></h1>
<p class="zone">${words.zone(timeZone)}</p>
${link && madeLink(link, timeZone)}
${whoTheyAre(facts)}
<h2 id="bound">${words.bound}</h2>
${boundBy(facts)}
<h2 id="notices">${words.notices}</h2>
${noticesView(facts, mayAct)}
<h2 id="answers">${words.answers}</h2>
${answersView(facts, mayAct)}
<h2 id="story">${words.story}</h2>
${storyView(facts, seesTraces)}
<h2 id="evidence">${evidence.title}</h2>
<p>${evidence.body}</p>
${!seesTraces && html`<p class="hint">${evidence.withoutTraces}</p>`}
<p><a class="button" href="${personPath(user, '/evidence')}?format=html">${evidence.page}</a> <a class="button" href="${personPath(user, '/evidence')}" download>${evidence.file}</a></p>
${mayAct && actsForPerson({ facts, mayErase, chosen, state })}`,
  };
}

function madeLink(
  { url, expiresAt }: { readonly url: string; readonly expiresAt: string },
  timeZone: string,
): Markup {
  const { link } = peopleActWords;
  return html`<section class="once" aria-labelledby="made-link"><h2 id="made-link">${link.made}</h2>
<p><code>${url}</code></p>
<p>${link.madeHint} ${when(expiresAt as Instant, timeZone)}.</p></section>`;
}

function whoTheyAre(facts: PersonFacts): Markup {
  const { facts: names } = words;
  const { standing, terminatesAt } = facts.standing;
  const attributes = Object.entries(facts.attributes);
  return html`<dl class="facts">
<div><dt>Id</dt><dd><bdi>${facts.user}</bdi></dd></div>
<div><dt>${names.email}</dt><dd><bdi>${facts.email ?? names.unreachable}</bdi></dd></div>
<div><dt>${names.language}</dt><dd>${facts.locale === null ? names.noLanguage : languageSaid(facts.locale)}</dd></div>
<div><dt>${names.since}</dt><dd>${when(facts.createdAt, facts.timeZone)}</dd></div>
<div><dt>${names.standing}</dt><dd>${standing === 'active' || terminatesAt === null ? words.standing.active() : html`${words.standing[standing as 'leaving' | 'terminated']} ${when(terminatesAt, facts.timeZone)}`}</dd></div>
${facts.party !== null && html`<div><dt>${names.party}</dt><dd><a href="${personPath(facts.party)}"><bdi>${facts.party}</bdi></a></dd></div>`}
${attributes.length > 0 && html`<div><dt>${names.attributes}</dt><dd>${attributes.map(([key, value], i) => html`${i > 0 && ', '}<bdi>${key}</bdi>: <bdi>${value}</bdi>`)}</dd></div>`}
${facts.hold && html`<div><dt>${names.hold}</dt><dd>${names.held} ${when(facts.hold.since, facts.timeZone)}${facts.hold.reason && html`: <bdi>${facts.hold.reason}</bdi>`}</dd></div>`}
</dl>
${facts.erasure && html`<p class="receipt warn">${words.erasure} ${words.waitsFor[facts.erasure.waitsFor]}.</p>`}`;
}

function boundBy({ checks, titleOf, timeZone }: PersonFacts): Markup {
  if (checks === null) return html`<p>${words.lostParty}</p>`;
  if (checks.length === 0) return html`<p>${words.noPolicies}</p>`;
  return html`${checks.map((check) => boundByOne(check, titleOf(check.policy), timeZone))}`;
}

function boundByOne(check: Check, title: string, timeZone: string): Markup {
  const { holds, current, upcoming, basis, reason, next, askingPausedUntil } = check;
  const isFree = basis === 'not-required';
  const ahead = isFree ? undefined : upcoming.find(({ version }) => version === holds?.version);
  const head = isFree
    ? html`${words.notRequired}`
    : holds === null
      ? html`${words.holdsNothing}`
      : html`${holdsWords(holds.version, ahead !== undefined)}, ${words.since} ${when(holds.at, timeZone)}`;
  const paused =
    askingPausedUntil !== undefined && html` ${words.paused} ${when(askingPausedUntil, timeZone)}.`;
  return html`<section class="card" aria-label="${title}"><h3><bdi>${title}</bdi></h3>
<p class="what">${head}</p>
<p>${basis !== null ? words.basis[basis] : holds !== null && html`${words.basis[holds.basis]}`} ${reason !== null && words.reason[reason]}${ahead && aheadView(ahead.effectiveAt, current, timeZone)}</p>
${
  current !== null &&
  html`<p>${words.inForce(current.version)}, ${words.since} ${fromWhen(current.effectiveAt, timeZone)}. ${current.toldAt === null ? (holds?.version ?? 0) < current.version && words.untold : html`${words.told} ${when(current.toldAt, timeZone)}.`}${reason === 'awaiting-use' && current.bindsAt !== null && html` ${words.binds} ${fromWhen(current.bindsAt, timeZone)}.`}</p>`
}
${upcoming.map(
  (one) =>
    html`<p>${words.coming(one.version)}, ${one.effectiveAt === null ? words.waitsForEvent : html`${words.takesEffect} ${fromWhen(one.effectiveAt, timeZone)}`}: ${words.response[one.response]}. ${one.toldAt === null ? words.untold : html`${words.told} ${when(one.toldAt, timeZone)}.`}</p>`,
)}
<p><b>${words.asked}</b> ${words.next[next]}${paused}</p>
</section>`;
}

function holdsWords(version: number | null, isAhead: boolean): string {
  if (version === null) return words.holdsEarlier;
  return isAhead ? words.agreed(version) : words.holds(version);
}

/** That what somebody agreed to is still to take effect, and what is in force until then. */
function aheadView(effectiveAt: Instant | null, current: Check['current'], timeZone: string): Markup {
  const { ahead } = words;
  const effect =
    effectiveAt === null ? ahead.waits : html`${ahead.takesEffect} ${fromWhen(effectiveAt, timeZone)}`;
  return html` ${effect}; ${current === null ? ahead.untilNothing : ahead.until(current.version)}`;
}
