import type { Membership } from '../rules/audiences.ts';
import type { NoticeKind } from './notice-kind.ts';
import type { Outcome } from './outcome.ts';

/** What a mail tells of one version. */
export type Tell = {
  readonly policy: string;
  readonly version: number;
  /** The version that its changes are shown from; 0: from none. */
  readonly base: number;
  readonly outcome: Outcome;
  /** The audiences of its rules that its readers are in or may be in, where there are any. */
  readonly membership?: Membership;
  /** The language of the version's text that it shows. */
  readonly textLocale: string;
  /** The versions that it says have given place to this one: those that its readers may know of. Not there: none. */
  readonly replaces?: readonly number[];
};

/**
 * What a mail says, as far as its readers differ in it: two say the same word for word when this is the
 * same. Policies are in the order of their names.
 */
export type Says = {
  readonly kind: NoticeKind;
  /** Which of the reminders it is, or how often the notice went out before; 0 where neither. */
  readonly round: number;
  /** The language that it is written in. */
  readonly language: string;
  readonly tells: readonly Tell[];
};

/**
 * What a mail says as one text, by which chunks and words are found:
 * `announcement/0/de privacy@3<1!agrees-by-use:en ^privacy@2 terms@2<0!unrecorded:de`, where version 3 took the place
 * of 2. SQL writes the same (`saysSql`), but for what is replaced, which is known once the notice is frozen.
 */
export function saysToText({ kind, round, language, tells }: Says): string {
  const told = tells.map(
    ({ policy, version, base, textLocale, replaces = [], ...tell }) =>
      ` ${policy}@${version}<${base}!${outcomeToText(tell)}:${textLocale}${replaces.map((one) => ` ^${policy}@${one}`).join('')}`,
  );
  return `${kind}/${round}/${language}${told.join('')}`;
}

/** What becomes of a mail's readers with the audiences they are in, and may be in: `is-asked.late~business?eu`. */
export function outcomeToText({ outcome, membership }: Pick<Tell, 'outcome' | 'membership'>): string {
  const { certain, possible } = membership ?? NOBODYS;
  const named = (sign: string, names: readonly string[]) =>
    names.length === 0 ? '' : `${sign}${names.join('+')}`;
  return `${outcome}${named('~', certain)}${named('?', possible)}`;
}

/** Of readers whom no audience of the rules knows. */
export const NOBODYS: Membership = { certain: [], possible: [] };

const HEAD = /^([a-z-]+)\/(\d+)\/([A-Za-z0-9-]+)$/;
const TELL =
  /^([a-z0-9-]+)@(\d+)<(\d+)!([a-z.-]+)(?:~([a-z0-9+-]+))?(?:\?([a-z0-9+-]+))?:([A-Za-z0-9-]+)((?: \^\1@\d+)*)$/;

/** Reads what `saysToText` wrote; throws at anything else. */
export function textToSays(text: string): Says {
  const [head = '', ...tells] = text.split(/ (?!\^)/);
  const [, kind, round, language] = HEAD.exec(head) ?? [];
  if (kind === undefined || language === undefined) throw new Error(`"${text}" is not what a mail says`);
  return {
    kind: kind as NoticeKind,
    round: Number(round),
    language,
    tells: tells.map((one): Tell => {
      const [, policy, version, base, outcome, certain, possible, textLocale, replaced = ''] =
        TELL.exec(one) ?? [];
      const replaces = [...replaced.matchAll(/@(\d+)/g)].map(([, number]) => Number(number));
      if (policy === undefined || textLocale === undefined) {
        throw new Error(`"${text}" is not what a mail says`);
      }
      const numbers = { version: Number(version), base: Number(base) };
      return {
        ...{ policy, ...numbers, outcome: outcome as Outcome, textLocale },
        ...(certain === undefined && possible === undefined
          ? {}
          : { membership: { certain: listed(certain), possible: listed(possible) } }),
        ...(replaces.length > 0 && { replaces }),
      };
    }),
  };
}

function listed(names: string | undefined): readonly string[] {
  return names === undefined ? [] : names.split('+');
}

/** A version by its policy and number. */
export type NamedVersion = Pick<Tell, 'policy' | 'version'>;

/** The first of the versions that a mail tells of: the one that records of the mail are filed under. */
export function firstTell({ tells }: Pick<Says, 'tells'>): Tell {
  const [tell] = tells;
  if (tell === undefined) throw new Error('a mail tells of no version');
  return tell;
}

/** What a mail tells of a version; undefined where it tells nothing of it. */
export function tellOf({ tells }: Pick<Says, 'tells'>, of: NamedVersion): Tell | undefined {
  return tells.find((one) => isSameVersion(one, of));
}

/** Whether two name the same version. */
export function isSameVersion(one: NamedVersion, other: NamedVersion): boolean {
  return one.policy === other.policy && one.version === other.version;
}

/** Names of versions as one text, in the order of their policies' names: `privacy@3 terms@2`. */
export function versionsToText(versions: readonly NamedVersion[]): string {
  return versions
    .toSorted((a, b) => (a.policy < b.policy ? -1 : a.policy > b.policy ? 1 : a.version - b.version))
    .map(({ policy, version }) => `${policy}@${version}`)
    .join(' ');
}

/** Reads what `versionsToText` wrote. */
export function textToVersions(text: string): readonly NamedVersion[] {
  return text.split(' ').flatMap((one) => {
    const [policy = '', version = ''] = one.split('@');
    return policy === '' ? [] : [{ policy, version: Number(version) }];
  });
}
