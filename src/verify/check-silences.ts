import type { Bundle, BundledRecord } from './bundle.ts';
import { voidedActs } from './check-voidings.ts';
import { type Finding, fails, holds } from './finding.ts';

type Fact = BundledRecord['record'];

/** What tells somebody of a version, by the kinds of their records. */
const TELLING = ['sent', 'shown', 'reported'];

/** What somebody says of a version. */
const SAID = ['accepted', 'leaving', 'answered'];

/** Reports of the provider, or of mail servers, after which a mail counts as not given. */
const NOT_GIVEN = ['email.bounced', 'email.failed', 'email.suppressed', 'dsn.failed'];

/**
 * Checks that each agreement by silence rests on what makes silence agree: a version that says so, a notice
 * that told them so before, which was not taken back, and no yes or no of theirs by then.
 */
export function checkSilences({ records }: Bundle): Finding[] {
  const acts = records.map(({ record }) => record);
  const byId = new Map(acts.map((one) => [one.id, one]));
  const undone = voidedActs(acts);
  const places = new Map(records.map(({ record, position }) => [record.id, position ?? Infinity]));
  const placeOf = ({ id }: Fact) => places.get(id) ?? Infinity;
  const said = acts.filter(({ id, kind, facts }) => {
    const isSaid = SAID.includes(kind) && facts.answer !== 'withdraw';
    return isSaid && !undone.has(id);
  });
  return acts.flatMap((one) => {
    if (one.kind === 'silence-voided') return [checkVoiding(one, byId)];
    return one.kind === 'agreed-by-silence' ? [checkSilence(one, { acts, said, byId, undone, placeOf })] : [];
  });
}

function checkSilence(
  silence: Fact,
  {
    acts,
    said,
    byId,
    undone,
    placeOf,
  }: {
    readonly acts: readonly Fact[];
    /** What they said and was not voided. */
    readonly said: readonly Fact[];
    readonly byId: ReadonlyMap<string, Fact>;
    readonly undone: ReadonlyMap<string, string>;
    /** Where an act stands in the log. */
    readonly placeOf: (act: Fact) => number;
  },
): Finding {
  const { id, at, policy, version, facts } = silence;
  const isOfIt = (one: Fact) => one.policy === policy && one.version === version;
  const posted = byId.get(`posted:${policy}/${version}`);
  if (posted === undefined) return fails(id, 'no record says that its version was posted');
  if (!JSON.stringify(posted.facts.rules ?? null).includes('"acceptance":"silence"')) {
    return fails(id, 'its version was not posted under rules by which silence agrees');
  }
  const told = TELLING.map((kind) => byId.get(`${kind}:${facts.toldBy}`)).find((one) => one !== undefined);
  if (told === undefined || !isOfIt(told)) return fails(id, `nothing called ${facts.toldBy} told them of it`);
  if (!saysSilence(told, policy, version))
    return fails(id, `${told.id} did not say that silence would agree`);
  if (told.at > String(facts.toldAt) || String(facts.toldAt) >= at) {
    return fails(id, 'they were not told before it agreed');
  }
  const voided = byId.get(`silence-voided:${id.slice('agreed-by-silence:'.length)}`);
  const bounced = acts.find(
    (one) => one.facts.delivery === facts.toldBy && NOT_GIVEN.includes(String(one.facts.type)),
  );
  if (bounced !== undefined && voided === undefined) return fails(id, `${bounced.id} took its notice back`);
  // Whoever keeps the old terms for a time has the new ones after it as if they had said nothing.
  const isKeptFor = JSON.stringify(posted.facts.rules).includes('"keepUntil"');
  const before = said.filter(
    (one) =>
      isOfIt(one) &&
      one.at <= at &&
      !(isKeptFor && one.facts.answer === 'keep-old') &&
      !isTakenBack(one, acts, at, undone),
  );
  const known = before.find((one) => placeOf(one) < placeOf(silence));
  if (known !== undefined) return fails(id, `they had answered: ${known.id}`);
  const [late] = before;
  if (late !== undefined)
    return holds(id, `overtaken: ${late.id} had come before, and was written down after`);
  return holds(id, voided === undefined ? `as ${told.id} had told them` : `voided: see ${voided.id}`);
}

function checkVoiding({ id, facts }: Fact, byId: ReadonlyMap<string, Fact>): Finding {
  const of = `agreed-by-silence:${id.slice('silence-voided:'.length)}`;
  if (!byId.has(of)) return fails(id, 'no silence of that name is recorded');
  const event = `provider-event:${facts.event}`;
  return byId.has(event)
    ? holds(id, `as ${event} took its notice back`)
    : fails(id, `${event}, which it names, is missing`);
}

/** Whether a notice said that silence would agree; of what a product showed by itself no record says. */
function saysSilence({ kind, facts }: Fact, policy: string | null, version: number | null): boolean {
  if (kind === 'shown') return true;
  if (kind === 'reported') return JSON.stringify(facts.states).includes('"silence"');
  const tells = (Array.isArray(facts.tells) ? facts.tells : []) as readonly Readonly<
    Record<string, unknown>
  >[];
  return tells.some(
    (one) =>
      one.policy === policy && one.version === version && String(one.outcome).startsWith('agrees-by-silence'),
  );
}

/** Whether an answer had ended by then, and not by what was voided: a use that fell, or a no that was taken back. */
function isTakenBack(
  { kind, id }: Fact,
  acts: readonly Fact[],
  at: string,
  undone: ReadonlyMap<string, string>,
): boolean {
  const about = id.slice(kind.length + 1);
  return acts.some((one) => {
    if (one.at > at || undone.has(causeOf(one))) return false;
    switch (one.kind) {
      case 'voided':
        return one.facts.acceptance === about;
      case 'cancelled':
        return one.facts.termination === about;
      case 'answer-ended':
        return one.facts.answer === about;
      default:
        return false;
    }
  });
}

function causeOf({ facts }: Fact): string {
  if (typeof facts.acceptance === 'string') return `accepted:${facts.acceptance}`;
  return typeof facts.act === 'string' ? facts.act : `answered:${facts.answer}`;
}
