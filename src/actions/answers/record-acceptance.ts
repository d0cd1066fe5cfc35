import { decideAcceptance } from '../../domain/answers/acceptance.ts';
import { standingAt, type Termination } from '../../domain/answers/standing.ts';
import type { Act } from '../../domain/record/act.ts';
import { type Acceptance, findAcceptance, insertAct } from '../../storage/answers/acceptances.ts';
import { endTerminations } from '../../storage/answers/terminations.ts';
import { userIsMarked } from '../../storage/sql.ts';
import type { Context } from '../context.ts';
import { type ActOnPage, keepPage, pageToFacts, sealActs } from '../record/record-acts.ts';
import { type Remember, rememberNow, rememberStatements } from '../remember.ts';
import { untilWritten } from '../until-written.ts';
import { isUserWritten } from '../write-marked.ts';
import { orderReceipt } from './order-receipt.ts';
import { readPolicy, readUser, readUserFacts, versionOf } from './read-facts.ts';

/** A user's act of agreeing, as the product or the review page reports it. */
export type AcceptanceAct = {
  readonly user: string;
  readonly policy: string;
  readonly version: number;
  /** The text that was shown, when the caller pins it. */
  readonly contentHash: string | null;
  readonly locale: string | null;
  readonly method: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly returning: boolean;
  /** Where to mail a receipt, for an act on the review page. */
  readonly receiptTo?: string | null;
  /** What the review page showed, for an act done there. */
  readonly page?: ActOnPage;
};

/** The record of an acceptance, and whether this act made it. */
export type AcceptanceResult = {
  readonly user: string;
  readonly acceptance: Acceptance;
  readonly first: boolean;
};

/** Records that a user agrees to a version; repeating it changes nothing and answers as the first time. */
export async function recordAcceptance(
  { store, now, newId, wake }: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  act: AcceptanceAct,
  actor: string,
  remember: Remember<AcceptanceResult> | null = null,
): Promise<AcceptanceResult> {
  const { db } = store;
  const result = await untilWritten<AcceptanceResult>(async () => {
    const user = await readUser(db, act.user);
    const { policy, versions } = await readPolicy(db, act.policy);
    const version = versionOf(versions, act.policy, act.version);
    const facts = await readUserFacts(db, user.ref, act.policy, versions);
    const at = now();
    const decision = decideAcceptance(facts, version, act, at);

    const command = newId();
    const isMarked = userIsMarked(user.ref, command);
    if (decision.kind === 'repeated') {
      const acceptance = await findAcceptance(db, user.ref, act.policy, act.version);
      if (acceptance === undefined) return undefined;
      const repeated = { user: act.user, acceptance, first: false };
      await rememberNow(store, remember, repeated, { ref: user.ref, now: at });
      return repeated;
    }
    const acceptance: Acceptance = {
      id: newId(),
      ref: user.ref,
      policy: act.policy,
      version: act.version,
      basis: 'explicit',
      at,
      recordedAt: at,
      contentHash: version.contentHash,
      locale: act.locale ?? policy.locale,
      method: act.method,
      source: null,
      actor,
    };
    const made: AcceptanceResult = { user: act.user, acceptance, first: true };
    const receipt = { kind: 'receipt-accepted', to: act.receiptTo, user, policy, version, at } as const;
    const ended = decision.ends.map((one) => one.id);
    const by = standingAt(facts.terminations, at).standing === 'terminated' ? 'returned' : 'accepted';
    const records = sealActs(actsOf(acceptance, act, decision.ends, by));
    const isWritten = await isUserWritten(store, user.ref, command, [
      ...insertAct(db, user, command, acceptance, records, ended.length > 0),
      ...endTerminations(db, ended, { at, by }, isMarked),
      ...(await orderReceipt(db, { ...receipt, useEndsAt: null }, isMarked)),
      ...rememberStatements(db, remember, made, { ref: user.ref, now: at }, isMarked),
      ...keepPage(db, act.page ?? null, at),
    ]);
    return isWritten ? made : undefined;
  });
  wake();
  return result;
}

/** What is recorded of an acceptance: itself, and what it does to terminations, by returning or staying. */
function actsOf(
  acceptance: Acceptance,
  { ip, userAgent, page }: AcceptanceAct,
  ended: readonly Termination[],
  by: 'returned' | 'accepted',
): Act[] {
  const { id, at, recordedAt, actor, ref, policy, version } = acceptance;
  const about = { at, recordedAt, actor, ref, policy };
  const { basis, contentHash, locale, method, source } = acceptance;
  const onPage = pageToFacts(page ?? null);
  const accepted: Act = {
    ...about,
    kind: 'accepted',
    about: id,
    version,
    facts: { acceptance: id, basis, contentHash, locale, page: onPage, use: null },
    personal: { ip, userAgent, method, source },
  };
  if (by === 'returned') {
    const terminations = ended.map((one) => one.id);
    return [
      accepted,
      { ...about, kind: 'returned', about: id, version, facts: { acceptance: id, terminations } },
    ];
  }
  const cancelled = ended.map((one): Act => {
    const facts = { termination: one.id, by, acceptance: id, restores: null, page: onPage };
    return { ...about, kind: 'cancelled', about: one.id, policy: one.policy, version: one.version, facts };
  });
  return [accepted, ...cancelled];
}
