import type { Context as HonoContext } from 'hono';
import { readChanges } from '../../actions/read-changes.ts';
import type { OwnTelling } from '../../domain/answers/own-outcome.ts';
import { EARLIER_AGREEMENT, heldVersion, positionOf, type UserFacts } from '../../domain/answers/position.ts';
import { type Review, reviewVersion } from '../../domain/answers/review.ts';
import { firstToEnd } from '../../domain/answers/standing.ts';
import { askingVersion } from '../../domain/answers/use.ts';
import { maskAddress } from '../../domain/email-address.ts';
import type { Instant } from '../../domain/instant.ts';
import { isGiven, isNotGiven } from '../../domain/notices/delivery-state.ts';
import { type ReceiptKind, tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { stanceOf } from '../../domain/notices/outcome.ts';
import { versionState, versionsBetween } from '../../domain/policies/timeline.ts';
import { formatExactly } from '../../language/dates.ts';
import type { ReviewPage } from '../../pages/review/review-page.ts';
import { findTakenBack } from '../../storage/answers/terminations.ts';
import { listReceipts } from '../../storage/notices/receipts.ts';
import { findPolicy } from '../../storage/policies/policies.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readerLanguage } from './reader-language.ts';
import type { OpenLink } from './review-link.ts';

/** What the page behind an open link shows: all of it from the record, and nothing from how it was come to. */
export async function readReviewPage(
  context: HttpContext,
  link: OpenLink,
  c: HonoContext,
  say: Pick<ReviewPage, 'refused' | 'asksToConfirm'>,
): Promise<ReviewPage> {
  const { store, company, now } = context;
  const { policy, version, facts, user } = link;
  const at = now();
  const review = reviewVersion(facts, version, at);
  const held = heldVersion(facts, at)?.version ?? null;
  const hasAgreedBefore = held === EARLIER_AGREEMENT;
  const isHeld = held !== null && !hasAgreedBefore && held < version.version;
  const base = isHeld ? held : baseTold(link);
  const diff = await readChanges(store, policy, base, version.version);
  if (diff === undefined) throw new Error('a version has no text');
  const stayed = await readStay(context, link, review);
  const asking = askingVersion(facts.versions, held ?? 0, version);
  return {
    language: readerLanguage(c, { chose: user.locale, otherwise: policy.locale }),
    company,
    policy,
    version,
    address: user.email && maskAddress(user.email),
    state: versionState(version, facts.versions, at),
    review,
    stance: stanceOf(facts.versions, held, version),
    own: ownTellingOf(facts, version.version),
    asking: asking && { version: asking.version, own: ownTellingOf(facts, asking.version) },
    stayed,
    leavesOtherwise: await readOtherLeaving(context, link, review, at),
    receipt: await readReceipt(context, link, lastAnswer(review, stayed)),
    base: base === 0 ? null : { version: base, isHeld },
    hasAgreedBefore,
    between: versionsBetween(facts.versions, base, version),
    diff,
    now: at,
    ...say,
  };
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
  stayed: ReviewPage['stayed'],
): { readonly kind: ReceiptKind; readonly at: Instant } | null {
  if (stayed !== null) return { kind: 'receipt-stayed', at: stayed.at };
  if (state.kind === 'accepted') return { kind: 'receipt-accepted', at: state.accepted.at };
  return state.kind === 'leaving' ? { kind: 'receipt-leaving', at: state.termination.declinedAt } : null;
}

/** What became of the receipt of an answer. Its own words say of which act it is. */
async function readReceipt(
  { store }: HttpContext,
  { user, version }: OpenLink,
  answer: ReturnType<typeof lastAnswer>,
): Promise<ReviewPage['receipt']> {
  if (answer === null) return null;
  const { release, timeZone } = version;
  const receipts = await listReceipts(store.db, { release, kind: answer.kind, ref: user.ref });
  const ours = receipts.find(
    ({ words, language }) => words?.recordedAt === formatExactly(answer.at, { locale: language, timeZone }),
  );
  if (ours === undefined || isNotGiven(ours.state)) return null;
  if (isGiven(ours.state)) return { sentAt: ours.sentAt };
  return ours.state === 'queued' || ours.state === 'sending' ? { sentAt: null } : null;
}
