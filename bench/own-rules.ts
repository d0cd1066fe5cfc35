import type { Period } from '../src/domain/period.ts';

/** What a bench says of its policy and of its users, and the class of the change that it posts. */
export type BenchRules = {
  /** What is said of the policy besides its title. */
  readonly policy: object;
  readonly change: string;
  /** What is known of the user of a number besides their address. */
  readonly knownOf: (user: number) => object;
};

/** Notice periods that count from posting: as whoever sets nothing has it. */
export const DEFAULT_RULES: BenchRules = { policy: {}, change: 'substantial', knownOf: () => ({}) };

const silenceAfter = (after: string) => ({
  ...{ tell: { by: ['mail'], need: 1 }, effect: { terms: [{ after, from: 'notice' }] } },
  ...{ late: after, acceptance: 'silence', decline: { offers: ['leave-at-close'] } },
});

/** Silence that agrees a period after everybody's own mail, another of consumers; of some nobody knows what they are. */
export function ownRules(periods: { readonly consumer: string; readonly business: string }): BenchRules {
  return {
    policy: {
      remindAtEffect: false,
      rules: {
        ...{ format: 'notice-rules/1', timeZone: 'UTC' },
        audiences: [{ audience: 'consumers', label: 'Consumers', match: { kind: ['consumer'] } }],
        classes: [
          {
            ...{ class: 'any', label: 'Any change', rule: silenceAfter(periods.business) },
            audiences: { consumers: silenceAfter(periods.consumer) },
          },
        ],
      },
    },
    change: 'any',
    knownOf: (user) => {
      const kind = kindOf(user);
      return kind === undefined ? {} : { attributes: { kind } };
    },
  };
}

/** The period of a user's audience. */
export function periodOf(
  user: number,
  periods: { readonly consumer: string; readonly business: string },
): Period {
  return periods[kindOf(user) ?? 'consumer'] as Period;
}

/** A third each are one, the other, and nobody knows. */
function kindOf(user: number): 'consumer' | 'business' | undefined {
  return (['consumer', 'business', undefined] as const)[user % 3];
}
