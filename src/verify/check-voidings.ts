import type { Bundle, BundledRecord } from './bundle.ts';
import { type Finding, fails, holds } from './finding.ts';

type Fact = BundledRecord['record'];

/** What can be voided: what somebody said. */
const SAID = ['accepted', 'leaving', 'answered'];

/**
 * What voids each act that was voided, by their ids. A use that fell with an answer which had come before it
 * counts again once that answer is voided itself.
 */
export function voidedActs(acts: readonly Fact[]): ReadonlyMap<string, string> {
  const voidings = acts.filter(({ kind }) => kind === 'answer-voided');
  const byHand = voidings.filter(({ facts }) => facts.because === null);
  const voided = new Map(byHand.map(({ id, facts }) => [String(facts.act), id]));
  for (const { id, facts } of voidings) {
    const { act, because } = facts;
    const falls = because !== null && !byHand.some((one) => one.facts.act === because);
    if (falls && !voided.has(String(act))) voided.set(String(act), id);
  }
  return voided;
}

/** Checks that each voiding names an act of the same person that is here, and rests on what it says. */
export function checkVoidings({ records }: Bundle): Finding[] {
  const byId = new Map(records.map(({ record }) => [record.id, record]));
  return records
    .filter(({ record }) => record.kind === 'answer-voided')
    .map(({ record }) => checkVoiding(record, byId));
}

function checkVoiding({ id, policy, version, at, facts }: Fact, byId: ReadonlyMap<string, Fact>): Finding {
  const act = byId.get(String(facts.act));
  if (act === undefined || !SAID.includes(act.kind))
    return fails(id, `${facts.act}, which it voids, is missing`);
  if (act.policy !== policy || act.version !== version)
    return fails(id, 'it voids what is about something else');
  if (act.recordedAt > at) return fails(id, `${act.id}, which it voids, was written down after it`);
  if (facts.because === null) return holds(id, `${act.id} counts no more`);
  const answer = byId.get(String(facts.because));
  if (answer?.kind !== 'answered') return fails(id, `${facts.because}, which it names, is missing`);
  if (act.facts.basis !== 'deemed') return fails(id, `${act.id} is no use, and falls with no answer`);
  if (answer.at > act.at) return fails(id, `${answer.id} came after ${act.id}`);
  return holds(id, `${act.id} binds nobody, since ${answer.id} had come before it`);
}
