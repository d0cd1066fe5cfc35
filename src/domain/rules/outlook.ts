import type { Instant } from '../instant.ts';
import { announce } from './announce.ts';
import { decideWithTrace } from './decide-outcome.ts';
import type { NoticeRules } from './notice-rules.ts';
import type { Outcome } from './outcome.ts';
import type { Reader, ReaderEvent, RuledVersion } from './ruled-case.ts';

/** One version, one reader and what happens between them, to see what would follow. */
export type RuledCase = {
  readonly version: RuledVersion;
  readonly reader: Reader;
  readonly events: readonly ReaderEvent[];
  readonly now: Instant;
};

/** What rules would come to, without anything being posted. Refuses as `announce` does what could not be. */
export function outlook(
  rules: NoticeRules,
  { version, reader, events, now }: RuledCase,
): Outcome & { readonly trace: readonly string[] } {
  const { changeClass } = announce(rules, version);
  return decideWithTrace({ rules, changeClass, version, reader, events }, now);
}
