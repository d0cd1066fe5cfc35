import type { Instant } from '../instant.ts';
import { parseInZone } from '../period.ts';
import type { SheetColumns } from './user-import.ts';

/** What a column can be taken for, besides when somebody agreed to a policy, for which there is `agreedTo`. */
export const COLUMN_USES = ['user', 'email', 'name', 'locale', 'renewsAt', 'attribute'] as const;

/** The use of a column that says when somebody agreed to a policy. */
export function agreedTo(policy: string): string {
  return `agreed:${policy}`;
}

/** The policy that a use speaks of agreeing to; null where it is another use. */
export function policyOfUse(use: string): string | null {
  return use.startsWith('agreed:') ? use.slice('agreed:'.length) : null;
}

/** How columns are called, without what is no letter or digit. */
const CALLED: Readonly<Record<Exclude<(typeof COLUMN_USES)[number], 'attribute'>, RegExp>> = {
  user: /^(id|uid|user|userid|customer|customerid|accountid|externalid|kundennummer|kundennr|nutzerid)$/,
  email: /^(e?mail|e?mailaddress|address|emailadresse|mailadresse)$/,
  name: /^(name|fullname|displayname|username|vollername)$/,
  locale: /^(locale|language|lang|preferredlanguage|sprache)$/,
  renewsAt: /^(renewsat|renewal|renewaldate|nextrenewal|renewson|verlaengerung)$/,
};
const AGREED = /(accepted|agreed|consent(ed)?)(at|on|date)?$/;

/** What each column may be, by what it is called; attributes are for a person to choose, who knows what is needed. */
export function guessUses(
  heading: readonly string[],
  policies: readonly { readonly policy: string }[],
): readonly string[] {
  const given = new Set<string>();
  return heading.map((head) => {
    const called = head.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    const use =
      Object.entries(CALLED).find(([, names]) => names.test(called))?.[0] ??
      (AGREED.test(called) ? guessAgreement(called, policies) : '');
    if (use === '' || given.has(use)) return '';
    given.add(use);
    return use;
  });
}

function guessAgreement(called: string, policies: readonly { readonly policy: string }[]): string {
  const named = policies.filter(({ policy }) => {
    const name = policy.replaceAll('-', '');
    return called.includes(name) || (called.startsWith('tos') && name.startsWith('terms'));
  });
  const [meant, ...others] = named.length > 0 ? named : policies;
  return meant === undefined || others.length > 0 ? '' : agreedTo(meant.policy);
}

/** What is wrong with what columns are taken for: the first column that is, and why. */
export type ColumnProblem =
  | { readonly kind: 'twice'; readonly column: number }
  | { readonly kind: 'missing'; readonly use: 'user' | 'email' };

/** Finds what keeps columns from saying who somebody is and where they are written to; null where nothing does. */
export function findColumnProblem(uses: readonly string[]): ColumnProblem | null {
  const twice = uses.findIndex((use, at) => use !== '' && use !== 'attribute' && uses.indexOf(use) < at);
  if (twice >= 0) return { kind: 'twice', column: twice };
  const missing = (['user', 'email'] as const).find((use) => !uses.includes(use));
  return missing === undefined ? null : { kind: 'missing', use: missing };
}

/**
 * What a line of a sheet says of somebody, in the words of an import by API, to be read as one; or, as a text, what is
 * wrong with it, as that says it. An empty cell says that there is none.
 */
export function cellsToUser(
  cells: readonly string[],
  heading: readonly string[],
  { uses, source, zones, knownSince }: SheetColumns,
): Readonly<Record<string, unknown>> | string {
  const said = (use: string) => {
    const at = uses.indexOf(use);
    return at < 0 ? undefined : (cells[at] ?? '').trim();
  };
  const orNull = (use: string) => {
    const value = said(use);
    return value === undefined ? {} : { [use]: value === '' ? null : value };
  };
  const renewal = said('renewsAt');
  const renewsAt = renewal ? readSheetDate(renewal, 'UTC') : null;
  if (renewal && renewsAt === null) return `/renewsAt ${NO_DATE}`;
  const accepted: Record<string, Agreed> = {};
  for (const use of uses) {
    const policy = policyOfUse(use);
    const value = policy === null ? undefined : said(use);
    if (policy === null || !value) continue;
    const at = readSheetDate(value, zones[policy] ?? 'UTC');
    if (at === null) return `/accepted/${policy} ${NO_DATE}`;
    const isEarlier = at < (knownSince[policy] ?? '');
    accepted[policy] = { ...(isEarlier && { version: null }), at, source };
  }
  const attributes = uses.flatMap((use, at) => {
    const value = (cells[at] ?? '').trim();
    return use === 'attribute' && value !== '' ? [[(heading[at] ?? '').trim(), value] as const] : [];
  });
  return {
    user: said('user'),
    email: said('email') || null,
    ...orNull('name'),
    ...(uses.includes('locale') && { locale: said('locale')?.replaceAll('_', '-') || null }),
    ...(renewal === undefined ? {} : { renewsAt }),
    ...(uses.includes('attribute') && { attributes: Object.fromEntries(attributes) }),
    ...(Object.keys(accepted).length > 0 && { accepted }),
  };
}

/** An agreement in the words of the API: without a version, to the one that was in force then. */
type Agreed = { readonly version?: null; readonly at: Instant; readonly source: string | null };

const NO_DATE = 'is no date as 2018-05-25 or 2018-05-25 13:45';

/**
 * A date of a sheet, as databases write it: with its offset, or else on the clock of a zone. A day alone is its
 * beginning: whoever agreed on the day of a new version counts as having agreed to the one before.
 */
export function readSheetDate(text: string, timeZone: string): Instant | null {
  const found =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d\d(?::?\d\d)?)?)?$/i.exec(
      text,
    );
  if (found === null) return null;
  const [, day = '', time = '00:00', offset] = found;
  if (offset === undefined) return parseInZone(`${day}T${time}`, timeZone);
  const exact = /^[+-]/.test(offset)
    ? offset.replace(/^([+-]\d\d):?(\d\d)?$/, (_, h: string, m = '00') => `${h}:${m}`)
    : 'Z';
  return parseInZone(`${day}T${time.length === 5 ? `${time}:00` : time}${exact}`, timeZone);
}
