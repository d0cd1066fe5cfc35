import type { TakenBack } from '../../domain/answers/acceptance.ts';
import type { Act } from '../../domain/record/act.ts';
import { saidByToText } from '../../domain/record/said-by.ts';
import type { Acceptance } from '../../storage/answers/acceptances.ts';
import type { TerminationEnded } from '../../storage/answers/terminations.ts';
import { type ActOnPage, type HowSaid, howSaid, pageToFacts } from '../record/record-acts.ts';

/** How terminations end that an acceptance of version `over` takes back. */
export function endsTakenBack(takesBack: readonly TakenBack[], over: number): TerminationEnded[] {
  return takesBack.map(({ termination, endedAt }) => ({
    ...{ id: termination.id, at: endedAt, by: 'accepted', over },
  }));
}

/**
 * What is recorded of terminations that an acceptance takes back, each once for every acceptance that does.
 * `said` is what else is known of a yes that has no record of its own, since it repeats one.
 */
export function takenBackActs(
  takesBack: readonly TakenBack[],
  acceptance: Pick<Acceptance, 'id' | 'ref' | 'version'>,
  happened: Pick<Act, 'at' | 'recordedAt' | 'actor'>,
  said: {
    readonly page?: ActOnPage | undefined;
    readonly method?: string | null;
  } & HowSaid = {},
): Act[] {
  return takesBack.map(
    ({ termination: { id, policy, version }, endedAt }): Act => ({
      ...{ kind: 'cancelled', about: `${id}/${acceptance.id}`, ...happened },
      ...{ ref: acceptance.ref, policy, version },
      facts: {
        ...{ termination: id, by: 'accepted', acceptance: acceptance.id, over: acceptance.version },
        ...{ endedAt, restores: null, page: pageToFacts(said.page ?? null) },
        ...howSaid(said),
      },
      personal: {
        method: said.method ?? null,
        note: said.received?.note ?? null,
        by: saidByToText(said.saidBy),
      },
    }),
  );
}
