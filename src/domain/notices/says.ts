import type { NoticeKind } from './notice-kind.ts';
import type { Outcome } from './outcome.ts';

/** What a mail tells of one version. */
export type Tell = {
  readonly policy: string;
  readonly version: number;
  /** The version that its changes are shown from; 0: from none. */
  readonly base: number;
  readonly outcome: Outcome;
  /** The language of the version's text that it shows. */
  readonly textLocale: string;
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
 * `announcement/0/de privacy@3<1!agrees-by-use:en terms@2<0!unrecorded:de`. SQL writes the same
 * (`saysSql`).
 */
export function saysToText({ kind, round, language, tells }: Says): string {
  const told = tells.map(
    ({ policy, version, base, outcome, textLocale }) =>
      ` ${policy}@${version}<${base}!${outcome}:${textLocale}`,
  );
  return `${kind}/${round}/${language}${told.join('')}`;
}

const HEAD = /^([a-z-]+)\/(\d+)\/([A-Za-z0-9-]+)$/;
const TELL = /^([a-z0-9-]+)@(\d+)<(\d+)!([a-z.-]+):([A-Za-z0-9-]+)$/;

/** Reads what `saysToText` wrote; throws at anything else. */
export function textToSays(text: string): Says {
  const [head = '', ...tells] = text.split(' ');
  const [, kind, round, language] = HEAD.exec(head) ?? [];
  if (kind === undefined || language === undefined) throw new Error(`"${text}" is not what a mail says`);
  return {
    kind: kind as NoticeKind,
    round: Number(round),
    language,
    tells: tells.map((one): Tell => {
      const [, policy, version, base, outcome, textLocale] = TELL.exec(one) ?? [];
      if (policy === undefined || textLocale === undefined) {
        throw new Error(`"${text}" is not what a mail says`);
      }
      const numbers = { version: Number(version), base: Number(base) };
      return { policy, ...numbers, outcome: outcome as Outcome, textLocale };
    }),
  };
}

/** The one version that a mail tells of, in a release of one. */
export function onlyTell({ tells }: Pick<Says, 'tells'>): Tell {
  const [tell] = tells;
  if (tell === undefined || tells.length > 1) throw new Error('a mail of one version tells of several');
  return tell;
}
