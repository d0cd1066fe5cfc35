import { isRuled } from '../../domain/answers/own-outcome.ts';
import type { UserFacts } from '../../domain/answers/position.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Act } from '../../domain/record/act.ts';
import { saidByToText } from '../../domain/record/said-by.ts';
import { endAnswer, letObjectionStand, type StoredAnswer } from '../../storage/answers/answers.ts';
import { tellReaderAnew } from '../../storage/notices/tellings.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { type ActOnPage, type HowSaid, howSaid, pageToFacts, recordActs } from '../record/record-acts.ts';
import { versionOf } from './read-facts.ts';
import { readTellings, withoutSilenceUntil } from './read-tellings.ts';

/** Whose objections end, and how: by what they said instead. */
export type EndOfObjections = {
  readonly ref: string;
  readonly policy: string;
  readonly by: NonNullable<StoredAnswer['endedBy']>;
  /** The act by which they do, where it has a record of its own. */
  readonly act: string | null;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  /** How that was said, where it is no act of its own. */
  readonly how?: HowSaid;
  /** What the review page showed, where they took it back there. */
  readonly page?: ActOnPage | null;
};

/**
 * Ends the objections of a user to versions that `isEnded` names, and lets those versions come to for them what
 * they had come to before. Takes no query where none stands.
 */
export async function endObjections(
  db: Database,
  facts: UserFacts,
  isEnded: (version: number) => boolean,
  { ref, policy, by, act, at, recordedAt, actor, how = {}, page = null }: EndOfObjections,
): Promise<(condition: Condition) => Statement[]> {
  // What they said since that came stands.
  const ended = facts.positions.filter(
    ({ version, objection }) => objection != null && objection.at <= at && isEnded(version),
  );
  const tellings = await Promise.all(
    ended.map(async ({ version: number }) => {
      const version = versionOf(facts.versions, policy, number);
      if (!isRuled(version)) return null;
      const tellingOf = await readTellings(db, version, [ref], { objection: null }, recordedAt);
      return withoutSilenceUntil(tellingOf(ref), at);
    }),
  );
  return (condition) =>
    ended.flatMap(({ version, objection }, i) => {
      const { id = '' } = objection ?? {};
      const of = { ref, policy, version };
      const telling = tellings[i] ?? null;
      const over: Act = {
        ...{ kind: 'answer-ended', about: id, at, recordedAt, actor, ...of },
        facts: {
          answer: id,
          by,
          act,
          ...howSaid(how),
          ...(page === null ? {} : { page: pageToFacts(page) }),
        },
        personal: { note: how.received?.note ?? null, by: saidByToText(how.saidBy) },
      };
      return [
        endAnswer(db, id, { endedAt: at, endedBy: by }, condition),
        letObjectionStand(db, of, null, condition),
        ...(telling === null ? [] : [tellReaderAnew(db, of, telling, condition)]),
        ...recordActs(db, [over], condition),
      ];
    });
}
