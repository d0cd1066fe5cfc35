import type { LaterWord } from '../../domain/answers/said-since.ts';
import type { Termination } from '../../domain/answers/standing.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Act } from '../../domain/record/act.ts';
import type { AnswerEnd, StoredAnswer } from '../../storage/answers/answers.ts';
import type { TerminationEnded } from '../../storage/answers/terminations.ts';

type Written = { readonly ref: string; readonly actor: string; readonly recordedAt: Instant };

/** How a termination ended by what its user had said since, when it is written down. */
export function endBy(since: LaterWord): Pick<Termination, 'endedAt' | 'endedOver'> & {
  readonly endedBy: 'accepted' | 'cancelled';
} {
  return since.by === 'accepted'
    ? { endedAt: since.at, endedBy: 'accepted', endedOver: since.version }
    : { endedAt: since.at, endedBy: 'cancelled', endedOver: null };
}

/** The end of a termination as its row takes it; of one that was withdrawn under its user the row says nothing. */
export function toEnded({
  id,
  endedAt,
  endedBy,
  endedOver,
}: Pick<Termination, 'id' | 'endedAt' | 'endedBy' | 'endedOver'>): TerminationEnded {
  return endedBy === 'withdrawn'
    ? { id, at: null, by: null, over: null }
    : { id, at: endedAt, by: endedBy, over: endedOver };
}

/** What is recorded of a termination that what its user had said since had ended. */
export function endedSinceAct(
  { id, policy, version }: Pick<Termination, 'id' | 'policy' | 'version'>,
  since: LaterWord,
  written: Written,
): Act {
  const over = since.by === 'accepted' ? since.version : null;
  return {
    ...{ kind: 'cancelled', about: `${id}/${since.id}`, at: since.at, ...written, policy, version },
    facts: {
      ...{ termination: id, by: endBy(since).endedBy, acceptance: over === null ? null : since.id, over },
      ...{ endedAt: since.at, restores: null, page: null },
      ...(over === null ? { answer: since.id } : {}),
    },
  };
}

/** How an answer ended by what its user had said since. */
export function answerEndBy({ at, by }: LaterWord): AnswerEnd {
  return { endedAt: at, endedBy: by };
}

/** What is recorded of an answer that what its user had said since had ended. */
export function answerEndedSinceAct(
  { id, policy, version }: Pick<StoredAnswer, 'id' | 'policy' | 'version'>,
  since: LaterWord,
  written: Written,
): Act {
  const act = `${RECORD_OF[since.by]}:${since.id}`;
  return {
    ...{ kind: 'answer-ended', about: `${id}/${since.id}`, at: since.at, ...written, policy, version },
    facts: { answer: id, by: since.by, act },
  };
}

const RECORD_OF = { accepted: 'accepted', answered: 'answered', left: 'leaving' } as const;
