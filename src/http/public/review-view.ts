import type { Context as HonoContext } from 'hono';
import { readChanges } from '../../actions/read-changes.ts';
import { canWithdrawConsent } from '../../domain/answers/consent.ts';
import { endByCompany, isLeavingFree } from '../../domain/answers/objection.ts';
import { isRuled, type OwnTelling } from '../../domain/answers/own-outcome.ts';
import { EARLIER_AGREEMENT, heldVersion, positionOf, type UserFacts } from '../../domain/answers/position.ts';
import { type Review, reviewVersion } from '../../domain/answers/review.ts';
import { firstToEnd } from '../../domain/answers/standing.ts';
import { askingVersion } from '../../domain/answers/use.ts';
import { isSameMailbox, maskAddress } from '../../domain/email-address.ts';
import type { Instant } from '../../domain/instant.ts';
import { isGiven, isNotGiven } from '../../domain/notices/delivery-state.ts';
import { RECEIPT_OF_OBJECTION, type ReceiptKind, tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { stanceOfReader } from '../../domain/notices/outcome.ts';
import type { NamedVersion } from '../../domain/notices/says.ts';
import { frozenClass } from '../../domain/policies/frozen-rules.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { changesToo } from '../../domain/policies/related.ts';
import { versionState, versionsBetween } from '../../domain/policies/timeline.ts';
import { comparedTexts, policyIn, textLocaleFor, versionIn } from '../../domain/policies/version-text.ts';
import { formatExactly } from '../../language/dates.ts';
import type { PolicyText } from '../../pages/policy-text/policy-text.ts';
import type { ReviewPage } from '../../pages/review/review-page.ts';
import { listAnswers } from '../../storage/answers/answers.ts';
import { findTakenBack } from '../../storage/answers/terminations.ts';
import { listReceipts } from '../../storage/notices/receipts.ts';
import { findPolicy } from '../../storage/policies/policies.ts';
import { listRelated } from '../../storage/policies/related.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import type { ReadText } from './kept-texts.ts';
import { readerLanguage, readerLocales } from './reader-language.ts';
import type { OpenLink } from './review-link.ts';

/** What the page behind an open link shows: all of it from the record, and nothing from how it was come to. */
export async function readReviewPage(
  context: HttpContext,
  link: OpenLink,
  c: HonoContext,
  say: Pick<ReviewPage, 'refused' | 'asksToConfirm' | 'isOneOfSeveral' | 'releaseSummary'>,
  readText: ReadText,
): Promise<ReviewPage> {
  const { store, company, now } = context;
  const { policy, version, facts, user, mail, sitting, addresses, told } = link;
  const sentTo = mail?.email ?? null;
  // Of several, the one that the link was sent to.
  const address = addresses.find((one) => sentTo !== null && isSameMailbox(one, sentTo)) ?? addresses[0];
  const at = now();
  const review = reviewVersion(policy, facts, version, at);
  const held = heldVersion(facts, at)?.version ?? null;
  const hasAgreedBefore = held === EARLIER_AGREEMENT;
  const isHeld = held !== null && !hasAgreedBefore && held < version.version;
  const base = isHeld ? held : baseTold(link);
  const reading = readingOf(link, c);
  const compared = comparedTexts(facts.versions, base, version, reading.version.locale);
  const diff = await readChanges(store, compared);
  if (diff === undefined) throw new Error('a version has no text');
  const { stayed, tookBack } = await readTakenBack(context, link, review);
  const own = ownTellingOf(facts, version.version);
  const asking = askingVersion(facts.versions, held ?? 0, version);
  return {
    language: readerLanguage(c, { chose: user.locale, otherwise: policy.locale }),
    company,
    ...reading,
    address: address === undefined ? null : maskAddress(address),
    sitting: sitting && { name: user.name, returnTo: sitting.returnTo },
    state: versionState(version, facts.versions, at),
    review,
    stance: stanceOfReader(facts, version, at),
    own,
    asking: asking && { version: asking.version, own: ownTellingOf(facts, asking.version) },
    stayed,
    tookBack,
    mayEnd: endByCompany(version, own?.own, at),
    isLeavingFree: own !== null && isRuled(version) && isLeavingFree(version, own.own.membership),
    canWithdraw: canWithdrawConsent(policy, facts, version.version, at),
    partNames: await readPartNames(readText, link),
    leavesOtherwise: await readOtherLeaving(context, link, review, at),
    receipt: await readReceipt(context, link, lastAnswer(review, { stayed, tookBack })),
    base: base === 0 ? null : { version: base, isHeld },
    hasAgreedBefore,
    between: versionsBetween(facts.versions, base, version).map((one) =>
      versionIn(one, reading.version.locale),
    ),
    diff,
    compared,
    replaces: facts.versions.filter((one) => told.replaces?.includes(one.version)),
    changesToo: changesToo(policy, version, await listRelated(store.db, policy), at),
    now: at,
    ...say,
  };
}

/** The version in the best of its texts for the reader, and the policy by its title there. */
export function readingOf(
  { user, policy, version }: Pick<OpenLink, 'user' | 'policy' | 'version'>,
  c: HonoContext,
): Pick<ReviewPage, 'policy' | 'version'> {
  const locale = textLocaleFor(version, ...readerLocales(c, c.req.query('lang'), user.locale));
  return { policy: policyIn(policy, locale), version: versionIn(version, locale) };
}

/** What the rules of a version come to for whose facts these are; null where it has none of its own. */
function ownTellingOf({ positions }: UserFacts, version: number): OwnTelling | null {
  const { own, ...told } = positionOf(positions, version);
  return own === undefined ? null : { ...told, own };
}

/** Once they hold this version, what changed for them is what it changed when they were told. */
function baseTold({ mail, told, version }: OpenLink): number {
  const isCompared =
    mail !== null && tellsOfVersion(mail.says.kind) && told.base > 0 && told.base < version.version;
  return isCompared ? told.base : (version.previous ?? 0);
}

/** What the page calls the sections that somebody may object to: as their headings do. */
export async function readPartNames(
  readText: ReadText,
  { policy, version }: Pick<OpenLink, 'policy' | 'version'>,
): Promise<ReviewPage['partNames']> {
  return coversSections(version) ? namesOfParts(await readText(policy, version)) : {};
}

/** Whether what a version may change are certain sections, to which somebody may object alone. */
export function coversSections({ rules }: Version): boolean {
  return rules !== null && frozenClass(rules).sections !== undefined;
}

/** What the headings of a text call its sections, by their anchors. */
export function namesOfParts({ headings }: Pick<PolicyText, 'headings'>): ReviewPage['partNames'] {
  return Object.fromEntries(headings.map(({ id, text }) => [id.replace(/^s-/, ''), text]));
}

/** What they took back last, a decision to leave or a no by which they stayed, where nothing they did after it says more. */
async function readTakenBack(
  context: HttpContext,
  link: OpenLink,
  review: Review,
): Promise<Pick<ReviewPage, 'stayed' | 'tookBack'>> {
  const stayed = await readStay(context, link, review);
  const tookBack = await readNoTakenBack(context, link, review);
  if (stayed === null || tookBack === null) return { stayed, tookBack };
  return stayed.at > tookBack.at ? { stayed, tookBack: null } : { stayed: null, tookBack };
}

async function readNoTakenBack(
  { store }: HttpContext,
  { user, version }: OpenLink,
  { state }: Review,
): Promise<ReviewPage['tookBack']> {
  if (state.kind !== 'open' && state.kind !== 'accepted') return null;
  const answers = await listAnswers(store.db, { ref: user.ref, policy: version.policy });
  const ends = answers.flatMap(({ version: about, endedBy, endedAt }) =>
    about === version.version && endedBy === 'cancelled' && endedAt !== null ? endedAt : [],
  );
  const at = ends.toSorted().at(-1);
  if (at === undefined || (state.kind === 'accepted' && state.accepted.at > at)) return null;
  return { at };
}

/** That they took a decision to leave back, where nothing they did after it says more. */
async function readStay(
  { store }: HttpContext,
  { user, version }: OpenLink,
  { state }: Review,
): Promise<ReviewPage['stayed']> {
  if (state.kind !== 'open' && state.kind !== 'accepted') return null;
  const { policy } = version;
  const taken = await findTakenBack(store.db, { ref: user.ref, policy, version: version.version });
  if (taken === null) return null;
  if (state.kind === 'open') return { at: taken.at, acceptedAt: null };
  return state.accepted.id === taken.revoked ? { at: taken.at, acceptedAt: state.accepted.at } : null;
}

/** The first of other decisions to leave, over another document or another version of this one. */
async function readOtherLeaving(
  { store }: HttpContext,
  { facts }: OpenLink,
  { state }: Review,
  at: Instant,
): Promise<ReviewPage['leavesOtherwise']> {
  if (state.kind === 'leaving' || state.kind === 'left') return null;
  const first = firstToEnd(facts.terminations, at);
  if (first === null) return null;
  const policy = await findPolicy(store.db, first.policy);
  return { title: policy?.title ?? first.policy, at: first.terminatesAt };
}

/** What they answered last on the version, of which a receipt may have been ordered. */
function lastAnswer(
  { state }: Review,
  { stayed, tookBack }: Pick<ReviewPage, 'stayed' | 'tookBack'>,
): { readonly kind: ReceiptKind; readonly at: Instant } | null {
  if (stayed !== null) return { kind: 'receipt-stayed', at: stayed.at };
  if (tookBack !== null) return { kind: 'receipt-no-taken-back', at: tookBack.at };
  switch (state.kind) {
    case 'accepted':
      return { kind: 'receipt-accepted', at: state.accepted.at };
    case 'leaving':
      return { kind: 'receipt-leaving', at: state.termination.declinedAt };
    case 'objected':
      return { kind: RECEIPT_OF_OBJECTION[state.objection.answer], at: state.objection.at };
    case 'consent-withdrawn':
      return { kind: 'receipt-consent-withdrawn', at: state.at };
    default:
      return null;
  }
}

/** What became of the receipt of an answer. Its own words say of which act it is. */
async function readReceipt(
  context: HttpContext,
  { user, version }: OpenLink,
  answer: ReturnType<typeof lastAnswer>,
): Promise<ReviewPage['receipt']> {
  if (answer === null) return null;
  const { policy, release, timeZone } = version;
  const receipts = await listReceipts(context.store.db, {
    ...{ release, kind: answer.kind, ref: user.ref },
    ...{ policy, version: version.version },
  });
  const others = receipts.flatMap(({ says }) => says.tells.filter((one) => one.policy !== policy));
  // One that tells of several answers is in the time zone of one of them.
  const zones = [timeZone, ...(await readZones(context, others))];
  const ours = receipts.find(({ words, says: { language: locale } }) =>
    zones.some((zone) => words?.recordedAt === formatExactly(answer.at, { locale, timeZone: zone })),
  );
  if (ours === undefined || isNotGiven(ours.state)) return null;
  if (isGiven(ours.state)) return { sentAt: ours.sentAt };
  return ours.state === 'queued' || ours.state === 'sending' ? { sentAt: null } : null;
}

async function readZones(context: HttpContext, named: readonly NamedVersion[]): Promise<readonly string[]> {
  const read = named.map(async ({ policy, version }) => {
    const { versions } = await readPolicyVersions(context, policy);
    return versions.flatMap((one) => (one.version === version ? one.timeZone : []));
  });
  return (await Promise.all(read)).flat();
}
