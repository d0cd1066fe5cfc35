import { openCase, readRecordsOfPerson } from '../../../actions/record/gather-evidence.ts';
import type { Member } from '../../../domain/access/member.ts';
import { memberOfActor } from '../../../domain/access/member.ts';
import { counts, standingAt } from '../../../domain/answers/standing.ts';
import { announcedVersions, versionInForce } from '../../../domain/policies/timeline.ts';
import { Refusal } from '../../../domain/refusal.ts';
import type {
  ActLine,
  AnswerLine,
  NoticeLine,
  PersonFacts,
} from '../../../pages/console/people/person-facts.ts';
import { noteOf } from '../../../pages/console/people/person-story.ts';
import { type EvidenceAct, throughOf } from '../../../pages/evidence/evidence-acts.ts';
import { findMember } from '../../../storage/access/members.ts';
import { listTerminations } from '../../../storage/answers/user-facts.ts';
import { findErasure } from '../../../storage/people/erasures.ts';
import { findHold } from '../../../storage/people/holds.ts';
import { listOwnNotices, type OwnNotice } from '../../../storage/people/own-notices.ts';
import { findUser, findUserByRef, type User } from '../../../storage/people/users.ts';
import { toAct } from '../../public/evidence-page.ts';
import type { HttpContext } from '../../wire/http-context.ts';
import { readAllChecks, readAllPolicyVersions } from '../../wire/read-checks.ts';
import { readZone } from '../read-zone.ts';

/** So many acts are told on a page; evidence has all. */
const MOST_ACTS = 300;

/** A person of the product, if known and not erased; refuses with `unknown-user`. */
export async function readPerson({ store }: Pick<HttpContext, 'store'>, user: string): Promise<User> {
  const found = await findUser(store.db, user);
  if (found === undefined) throw new Refusal('unknown-user', 'There is no such person, or they were erased.');
  return found;
}

/** All that the page of a person tells; `seesTraces`: with where they were when they acted. */
export async function readPersonFacts(
  context: HttpContext,
  name: string,
  seesTraces: boolean,
): Promise<PersonFacts> {
  const { store, now } = context;
  const { db } = store;
  const at = now();
  const person = await readPerson(context, name);
  const { ref, user, party } = person;
  const policies = await readAllPolicyVersions(context);
  const titles = new Map(policies.map(({ policy }) => [policy.policy, policy.title]));
  const terminations = (await listTerminations(db, [ref])).get(ref) ?? [];
  const leaving = new Set(
    terminations.filter((one) => counts(one, at) && one.terminatesAt > at).map(({ id }) => id),
  );
  const { acts, hasOlder } = await readActs(context, user);
  const lines = await nameActors(
    context,
    acts.map((act) => (seesTraces ? act : withoutTraces(act))),
  );
  const erasure = await findErasure(db, ref);
  const waitsFor = erasure?.waitsFor ?? null;
  return {
    ...{ user, name: person.name, email: person.email, locale: person.locale },
    ...{ attributes: person.attributes, createdAt: person.createdAt },
    party: party === null ? null : ((await findUserByRef(db, party))?.user ?? null),
    standing: standingAt(terminations, at),
    hold: (await findHold(db, ref)) ?? null,
    erasure: waitsFor === null ? null : { waitsFor },
    timeZone: await readZone(context),
    checks: await unlessPartyIsLost(readAllChecks(context, person)),
    notices: (await listOwnNotices(db, ref)).flatMap(toNoticeLines),
    answers: lines.flatMap((line) => toAnswerLine(line, acts, leaving)),
    ...{ acts: lines, hasOlder },
    policies: policies.map(({ policy: { policy, title }, versions }) => {
      const version = announcedVersions(versions, at).at(-1) ?? versionInForce(versions, at);
      return { policy, title, version: version?.version ?? null };
    }),
    titleOf: (policy) => titles.get(policy) ?? policy,
  };
}

/** The acts of a person in the order of time, the newest of many. */
export async function readActs(
  context: HttpContext,
  user: string,
): Promise<{ readonly acts: readonly EvidenceAct[]; readonly hasOlder: boolean; readonly count: number }> {
  // Proofs are for evidence.
  const found = { ...(await openCase(context, user, null)), checkpoint: null };
  let [acts, count]: [readonly EvidenceAct[], number] = [[], 0];
  for await (const records of readRecordsOfPerson(context, found)) {
    count += records.length;
    acts = [...acts, ...records.map(toAct)].slice(-MOST_ACTS);
  }
  const inTime = acts.toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
  return { acts: inTime, hasOlder: count > acts.length, count };
}

/** An act without what tells where somebody was: their IP address, and what their browser or mail program said. */
export function withoutTraces<T extends Pick<EvidenceAct, 'personal'>>(act: T): T {
  if (act.personal === null) return act;
  const { ip: _, userAgent: __, payload: ___, ...personal } = act.personal;
  return { ...act, personal };
}

/** Acts with through whom they came: of members by their names. */
async function nameActors(
  { store }: Pick<HttpContext, 'store'>,
  acts: readonly EvidenceAct[],
): Promise<readonly ActLine[]> {
  const members = new Map<string, Member | undefined>();
  for (const { actor } of acts) {
    const id = memberOfActor(actor);
    if (id !== null && !members.has(id)) members.set(id, await findMember(store.db, id));
  }
  return acts.map((act) => {
    const name = members.get(memberOfActor(act.actor) ?? '')?.name;
    return { act, from: name === undefined ? throughOf(act) : `the console, by ${name}` };
  });
}

const KINDS = new Set(['accepted', 'leaving', 'answered']);

function toAnswerLine(
  { act, from }: ActLine,
  acts: readonly EvidenceAct[],
  leaving: ReadonlySet<string>,
): readonly AnswerLine[] {
  const { kind, policy, version, at, facts } = act;
  if (!KINDS.has(kind) || policy === null) return [];
  const id = act.id.slice(kind.length + 1);
  const isVoided = acts.some(
    (one) => (one.kind === 'answer-voided' && one.facts.act === act.id) || one.id === `voided:${id}`,
  );
  const isEnded = acts.some((one) => one.id === `cancelled:${id}` || one.id === `answer-ended:${id}`);
  return [
    {
      ...{ id, policy, version, at, from, note: noteOf(act) },
      kind: kindOf(kind, facts),
      end: isVoided ? 'voided' : isEnded ? 'ended' : null,
      canVoid: !isVoided && facts.by !== 'company',
      canStay: leaving.has(id),
    },
  ];
}

function kindOf(kind: string, { basis, answer }: EvidenceAct['facts']): AnswerLine['kind'] {
  if (kind === 'leaving') return 'leaving';
  if (kind === 'accepted') return basis === 'deemed' ? 'use' : basis === 'imported' ? 'imported' : 'accepted';
  return answer as AnswerLine['kind'];
}

/** The states in which a mail went out, or came back: it can be sent once more. */
const REPEATABLE: readonly OwnNotice['state'][] = ['sent', 'delivered', 'bounced', 'suppressed', 'failed'];

/** Whether a notice may be asked to be sent again. */
export function canRepeat({ id, state, endedAt }: OwnNotice): boolean {
  return id !== null && endedAt === null && REPEATABLE.includes(state);
}

function toNoticeLines(notice: OwnNotice): readonly NoticeLine[] {
  const { id, subject, says, state, email, sentAt, writtenAt, endedAt } = notice;
  return says.tells.map(({ policy, version }) => ({
    ...{ id, subject, policy, version, to: email, state, at: sentAt ?? writtenAt },
    ...{ hasEnded: endedAt !== null, canRepeat: canRepeat(notice) },
  }));
}

async function unlessPartyIsLost<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unknown-party') return null;
    throw error;
  }
}
