import type { ChangeClass, NoticeRules, Rule } from './notice-rules.ts';
import type { Reader } from './ruled-case.ts';

/** The audiences of the rules that a reader is in, or may be in as far as is known. */
export type Membership = { readonly certain: readonly string[]; readonly possible: readonly string[] };

/** What of a reader says in which audiences they are. */
export type MembershipOf = Pick<Reader, 'attributes' | 'audiences' | 'maybeIn'>;

/** Which audiences a reader is in by their attributes; `possible` where one that decides is not known. */
export function membershipOf(
  { audiences = [] }: Pick<NoticeRules, 'audiences'>,
  { attributes = {}, audiences: decided, maybeIn = [] }: MembershipOf,
): Membership {
  if (decided !== undefined) return { certain: decided, possible: maybeIn };
  const certain: string[] = [];
  const possible: string[] = [];
  for (const { audience, match } of audiences) {
    const wanted = Object.entries(match);
    const isOther = wanted.some(([name, values]) => {
      const value = attributes[name];
      return value !== undefined && !values.includes(value);
    });
    if (isOther) continue;
    (wanted.every(([name]) => attributes[name] !== undefined) ? certain : possible).push(audience);
  }
  return { certain, possible };
}

/** The rules of a class that hold for a reader: of each audience they are in, else that for everyone. */
export function rulesFor(
  { whenUnknown = 'strictest', audiences }: Pick<NoticeRules, 'whenUnknown' | 'audiences'>,
  { rule, audiences: others = {} }: Pick<ChangeClass, 'rule' | 'audiences'>,
  reader: MembershipOf,
): readonly Rule[] {
  const { certain, possible } = membershipOf({ ...(audiences && { audiences }) }, reader);
  const of = (names: readonly string[]) => names.flatMap((name) => others[name] ?? []);
  const own = of(certain);
  const perhaps = whenUnknown === 'strictest' ? of(possible) : [];
  return [...(own.length > 0 ? own : [rule]), ...perhaps];
}
