import { html } from 'hono/html';
import { memberOfActor } from '../../domain/access/member.ts';
import type { Instant } from '../../domain/instant.ts';
import { type FrozenRules, frozenClass } from '../../domain/policies/frozen-rules.ts';
import { textToSaidBy } from '../../domain/record/said-by.ts';
import { formatEffectExactly, formatExactly } from '../../language/dates.ts';
import type { Markup } from '../layout.ts';
import { CHANGES, CHANNELS, ENDS, MAILS, REPORTS, VOIDED } from './evidence-words.ts';

/** A record as the page of evidence tells of it. */
export type EvidenceAct = {
  readonly id: string;
  readonly kind: string;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly policy: string | null;
  readonly version: number | null;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Null where there is nothing personal in it, or it was forgotten. */
  readonly personal: Readonly<Record<string, string>> | null;
  readonly position: number | null;
  readonly commitment: string;
  /** Whether the checkpoint covers it; `erased`: its place is covered, what it says cannot be shown any more. */
  readonly seal: 'sealed' | 'open' | 'erased';
};

/** The one zone of the page of evidence, whatever zones its policies are in. */
const STYLE = { locale: 'en', timeZone: 'UTC' } as const;

/** An instant for a court: in words, in UTC, to the second. */
export function instantView(at: Instant): Markup {
  return html`<time datetime="${at}">${formatExactly(at, STYLE)}</time>`;
}

/** How sentences write instants: what happened then, and what takes effect or begins to bind then. */
export type Times = {
  readonly instant: (at: Instant) => Markup;
  readonly effect: (at: Instant) => Markup;
};

const IN_UTC: Times = {
  instant: instantView,
  effect: (at) => html`<time datetime="${at}">${formatEffectExactly(at, STYLE)}</time>`,
};

/**
 * What happened, in a sentence, and how it came to be known where that was by another way; `titleOf` answers the
 * title of a policy, and `times` writes instants.
 */
export function actSentence(
  act: EvidenceAct,
  titleOf: (policy: string) => string,
  times: Times = IN_UTC,
): Markup {
  const { recordedAt, facts } = act;
  const sentence = html`${whatHappened(act, titleOf, times)}${whoSaidIt(act)}`;
  if (facts.receivedAt === undefined) return sentence;
  return html`${sentence} It came by another way, received on ${times.instant(facts.receivedAt as Instant)}, entered on ${times.instant(recordedAt)}.`;
}

/** Who said it, in which role and with which authority, where its user is not one person. */
function whoSaidIt({ facts, personal }: EvidenceAct): Markup | '' {
  if (facts.authority !== true) return '';
  const by = textToSaidBy(personal?.by);
  const who = by && html`<bdi>${by.name}</bdi> (<bdi>${by.role}</bdi>)`;
  return html` ${who ?? 'Somebody, whose name was erased or forgotten,'} said so for them, with the authority to do it, as the product reported.`;
}

function whatHappened(act: EvidenceAct, titleOf: (policy: string) => string, times: Times): Markup {
  const { kind, facts, version, policy, personal } = act;
  const title = policy === null ? '' : titleOf(policy);
  const of = html`version ${version} of “<bdi>${title}</bdi>”`;
  switch (kind) {
    case 'posted':
      if (facts.basis === 'imported') {
        return html`<strong>Version ${version} of “<bdi>${title}</bdi>” was told before this record was kept</strong> (“<bdi>${facts.source}</bdi>”), to take effect on ${times.instant(facts.effectiveAt as Instant)}.`;
      }
      return facts.change === 'initial'
        ? html`<strong>Version ${version} of “<bdi>${title}</bdi>” was posted</strong>, the first one, to take effect on ${times.effect(facts.effectiveAt as Instant)}.`
        : html`<strong>Version ${version} of “<bdi>${title}</bdi>” was posted</strong>, ${kindOf(facts)}, to take effect on ${times.effect(facts.effectiveAt as Instant)}.`;
    case 'drafted':
    case 'edited':
      return html`<strong>A draft of “<bdi>${title}</bdi>” was ${kind === 'drafted' ? 'written' : 'changed'}</strong>, in revision ${facts.revision}.`;
    case 'approved':
      return html`<strong>Revision ${facts.revision} of the draft was approved</strong>, before it was posted, by somebody who wrote none of it (<bdi>${act.actor}</bdi>).`;
    case 'objected':
      return html`<strong>Somebody objected to revision ${facts.revision} of the draft</strong> (<bdi>${act.actor}</bdi>).`;
    case 'discarded':
      return html`<strong>A draft of “<bdi>${title}</bdi>” was given up</strong>.`;
    case 'scheduled':
      return html`<strong>A draft of “<bdi>${title}</bdi>” was scheduled</strong>, to be posted on ${times.instant(facts.dueAt as Instant)}.`;
    case 'taken-back':
      return html`<strong>A draft of “<bdi>${title}</bdi>” was taken back</strong> before it was posted.`;
    case 'stopped':
      return html`<strong>A draft of “<bdi>${title}</bdi>” was not posted</strong>, since it needs somebody: ${facts.detail}`;
    case 'translated':
      return html`<strong>A text in the language <code>${facts.locale}</code> was added</strong> to ${of}; the text that prevails stayed as it was.`;
    case 'corrected':
      return html`<strong>What ${of} says in the language <code>${facts.locale}</code> was corrected</strong>, since: “<bdi>${facts.why}</bdi>” The text that prevails stayed as it was.`;
    case 'took-effect':
      return html`<strong>Version ${version} of “<bdi>${title}</bdi>” took effect</strong>, by its date for people in general.`;
    case 'asking-paused':
      return html`<strong>Asking about “<bdi>${title}</bdi>” was paused</strong> until ${times.instant(facts.until as Instant)}: from then on products were told to ask nobody about it, and to keep nobody out over it, since: “<bdi>${facts.reason}</bdi>”`;
    case 'asking-resumed':
      return html`<strong>The pause of asking about “<bdi>${title}</bdi>” was ended</strong>, before it was over on ${times.instant(facts.until as Instant)}: products were told to ask again.`;
    case 'withdrawn':
      return html`<strong>Version ${version} of “<bdi>${title}</bdi>” was withdrawn</strong> before it took effect.`;
    case 'calendar':
      return html`<strong>The calendar “<bdi>${facts.calendar}</bdi>” was written down</strong>, in edition ${facts.edition}.`;
    case 'worded':
      return html`<strong>The company’s own wording in <code>${facts.locale}</code> was written down</strong>, in edition ${facts.edition}.`;
    case 'sent': {
      const notice = (facts.notice ?? {}) as { readonly kind?: string; readonly contact?: number };
      const isContact = (notice.contact ?? 0) > 0;
      return html`<strong>The mail provider took ${MAILS[notice.kind ?? ''] ?? 'a mail'}</strong> about ${of}${personal?.email && html`, addressed to <bdi>${personal.email}</bdi>`}${isContact && html`, contact ${notice.contact} of theirs`}.`;
    }
    case 'resolved':
      return html`<strong>An operator said what became of a mail</strong> of which nobody could tell, about ${of}: ${facts.as === 'sent' ? 'that it had gone out' : 'that it is to be sent again'}.`;
    case 'repeated':
      return html`<strong>The mail about ${of} was sent once more</strong>, as somebody asked for it.`;
    case 'link-made':
      return html`<strong>A link to their page about ${of} was made for them</strong> by hand.`;
    case 'link-ended':
      return html`<strong>A link to their page about ${of} was ended</strong>, which had been made by hand.`;
    case 'provider-event':
      return html`<strong>The mail provider reported</strong> of the mail about ${of}: ${REPORTS[String(facts.type)] ?? String(facts.type)}.`;
    case 'shown':
      return html`<strong>The product showed them</strong> the notice of ${of}, as it reported.`;
    case 'reported':
      return reported(act, of);
    case 'accepted':
      return acceptance(act, of, times);
    case 'agreed-before':
      return html`<strong>They had agreed to “<bdi>${title}</bdi>” before this record was kept</strong>, to which text is not known${facts.agreedAt && html`, on ${times.instant(facts.agreedAt as Instant)}`}, as the product reported${personal?.source && html` (“<bdi>${personal.source}</bdi>”)`}.`;
    case 'answered':
      return answered(act, of);
    case 'answer-ended':
      return html`<strong>What they had answered to ${of} counts no more</strong>: ${ENDS[String(facts.by)]}${onPage(act)}.`;
    case 'answer-voided':
      return facts.because === null
        ? html`<strong>${VOIDED[kindOfRecord(facts.act)]} ${of} was voided</strong>: it had been recorded by mistake, and all is as if it had never been said.`
        : html`<strong>Their use agreed to ${of} no more</strong>: their answer had come before it.`;
    case 'agreed-by-silence':
      return html`<strong>They did not object to ${of}, and so they agreed</strong>, as the notice of ${times.instant(facts.toldAt as Instant)} had said.`;
    case 'silence-voided':
      return html`<strong>Their silence did not agree to ${of} after all</strong>: the mail provider reported that the notice which had said so had not been given.`;
    case 'voided':
      return html`<strong>Their acceptance of ${of} was voided</strong>: the mail provider reported that the notice it rested on had not been given.`;
    case 'leaving':
      if (facts.by === 'company') {
        return html`<strong>The company gave notice to whoever keeps the old terms</strong>, over ${of}. Their use ends on ${times.instant(facts.terminatesAt as Instant)}.`;
      }
      return html`<strong>They declined ${of} and chose to leave</strong>${onPage(act)}. Their use ends on ${times.instant(facts.terminatesAt as Instant)}, unless they change their mind.`;
    case 'cancelled':
      return html`<strong>They took back their decision to leave over ${of}</strong>${facts.by === 'accepted' ? html`, by accepting version ${facts.over ?? version} of “<bdi>${title}</bdi>”` : onPage(act)}.`;
    case 'terminated':
      return html`<strong>Their use ended</strong>, as they had chosen when they declined ${of}.`;
    case 'returned':
      return html`<strong>They came back</strong> by accepting ${of}.`;
    case 'address-opened':
      return html`<strong>An auditor from outside was shown who they are</strong>, by a link that had been made for that.`;
    case 'erased':
      return html`<strong>All that tells who they are was erased.</strong>`;
    default:
      return html`<strong>${kind}</strong>`;
  }
}

function kindOfRecord(id: unknown): string {
  return String(id).split(':')[0] ?? '';
}

function answered(act: EvidenceAct, of: Markup): Markup {
  const { answer, part } = act.facts;
  const where = html`<bdi>${part}</bdi>`;
  switch (answer) {
    case 'keep-old':
      return html`<strong>They objected to ${of}</strong>${onPage(act)} and keep the terms that they held.`;
    case 'keep-old-part':
      return html`<strong>They objected to a part of ${of}</strong>${onPage(act)}: of “${where}” they keep what they held.`;
    case 'leave-part':
      return html`<strong>They declined a part of ${of}</strong>${onPage(act)}: they go on without “${where}”.`;
    case 'refuse':
      return html`<strong>They said no to ${of}</strong>${onPage(act)}: they refused their consent, and stay.`;
    default:
      return html`<strong>They took back their consent to ${of}</strong>${onPage(act)}. What was done before on the strength of it is not affected.`;
  }
}

/** What legal called the change, where rules of its own said so. */
function kindOf(facts: EvidenceAct['facts']): Markup {
  const change = String(facts.change);
  const rules = facts.rules as unknown as FrozenRules | undefined;
  if (rules === undefined || facts.class === change) return html`${CHANGES[change]}`;
  return html`as “<bdi>${frozenClass(rules).label}</bdi>”`;
}

function reported({ facts }: EvidenceAct, of: Markup): Markup {
  if (facts.what === 'renewal')
    return html`<strong>Their contract renewed</strong>, as the product reported.`;
  const done = facts.what === 'shown' ? 'was shown to them' : 'was delivered to them';
  const states = (facts.states ?? []) as readonly string[];
  const said = states.map((one) => (one === 'silence' ? 'silence' : 'using the service')).join(' and ');
  return html`<strong>The notice of ${of} ${done}</strong> ${CHANNELS[String(facts.channel)]}, as the product reported${said && `; it said that ${said} would count as agreeing`}.`;
}

function acceptance({ facts, personal, ...act }: EvidenceAct, of: Markup, times: Times): Markup {
  if (facts.basis === 'imported') {
    return html`<strong>They had accepted ${of} elsewhere</strong>, as the product reported${personal?.source && html` (“<bdi>${personal.source}</bdi>”)`}.`;
  }
  const use = facts.use as Readonly<Record<string, Instant | null>> | null;
  if (facts.basis === 'deemed' && use !== null) {
    return html`<strong>They used the service, which agreed to ${of}</strong>: ${use.usedAt && html`on ${times.instant(use.usedAt)}`}${use.toldAt && html`, having been told on ${times.instant(use.toldAt)}`}${use.bindsAt && html`; use agrees from ${times.effect(use.bindsAt)} on`}.`;
  }
  if (facts.receivedAt !== undefined) return html`<strong>They accepted ${of}</strong>.`;
  return facts.page === null
    ? html`<strong>They accepted ${of}</strong>, as the product reported.`
    : html`<strong>They accepted ${of}</strong>${onPage({ facts, personal, ...act })}.`;
}

function onPage({ facts, actor }: EvidenceAct): Markup | '' {
  const page = facts.page as { readonly label: string } | null | undefined;
  return page ? html` on the page ${behind(actor)}, with the button <q><bdi>${page.label}</bdi></q>` : '';
}

/** What led somebody to the page on which they acted. */
function behind(actor: string): string {
  if (actor.startsWith('sitting:')) return 'that the product sent them to';
  return actor.startsWith('made-link:') ? 'behind a link that was made for them' : 'behind the mail’s link';
}

/** What else a record says that bears on the act: its words, where it came from, and what it rests on by its hash. */
export function actDetails(act: EvidenceAct): Markup | '' {
  const { kind, facts, personal, at, recordedAt } = act;
  const page = facts.page as { readonly template?: string } | null | undefined;
  const rows: readonly (readonly [string, unknown])[] = [
    ['Summary', facts.summary],
    ['Reason', facts.reason ?? personal?.reason ?? personal?.note],
    ['IP address', personal?.ip],
    ['Browser', personal?.userAgent],
    ['Through', throughOf(act)],
    ['Written down', recordedAt === at ? null : formatExactly(recordedAt, STYLE)],
    ['Text', kind === 'sent' ? null : facts.contentHash],
    ['Mail', facts.words],
    ['Page', page?.template],
    ['Screen', facts.presentation ?? (hasNoScreen(act) ? 'the product recorded none' : null)],
    ['Seat', facts.seat],
  ];
  const view = (value: string) =>
    value.startsWith('sha256:') ? html`<code>${value}</code>` : html`<bdi>${value}</bdi>`;
  const known = rows.filter(([, value]) => typeof value === 'string');
  return known.length === 0
    ? ''
    : html`<dl class="small">${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${view(String(value))}</dd></div>`)}</dl>`;
}

function hasNoScreen({ kind, facts, actor }: EvidenceAct): boolean {
  const isSaid = kind === 'accepted' && facts.basis === 'explicit' && facts.receivedAt === undefined;
  return isSaid && facts.page === null && !actor.includes('link:');
}

/** Through what an act came: a link, a key, the console; null where that goes without saying. */
export function throughOf({ actor, personal }: Pick<EvidenceAct, 'actor' | 'personal'>): string | null {
  if (['provider', 'sender', 'clock'].includes(actor)) return null;
  if (actor.startsWith('link:')) return `the link in the mail ${actor.slice('link:'.length)}`;
  if (actor.startsWith('made-link:')) {
    return `the link ${actor.slice('made-link:'.length)}, which was made for them`;
  }
  if (actor.startsWith('sitting:')) {
    return `the page that the product sent them to, ${actor.slice('sitting:'.length)}`;
  }
  const member = memberOfActor(actor);
  if (member !== null) return `the console, by the member ${member}`;
  const method = personal?.method;
  return `the API, with the key “${actor}”${method === undefined ? '' : ` (${method})`}`;
}
