import { type MailBody, OWN_WORDS, type OwnWord } from '../domain/notices/mail-body.ts';

/** The places of a mail's shell that take words or links; the shells themselves hold none. */
export type SlotName =
  | 'language'
  | 'direction'
  | 'changesLanguage'
  | 'changesDirection'
  | 'summaryLanguage'
  | 'summaryDirection'
  | 'reasonLanguage'
  | 'reasonDirection'
  | 'preview'
  | 'opening'
  | 'accent'
  | 'link'
  | 'accentDark'
  | 'onAccentDark'
  | 'logoUrl'
  | 'nameAlone'
  | 'company'
  | 'heading'
  | 'lead'
  | 'whenLabel'
  | 'when'
  | 'declineLabel'
  | 'decline'
  | 'silenceLabel'
  | 'silence'
  | 'consentAsked'
  | 'summaryLabel'
  | 'summary'
  | 'versions'
  | 'documents'
  | 'earlierOnPage'
  | 'reasonLabel'
  | 'reason'
  | 'meaningLabel'
  | 'meaning'
  | 'reviewUrl'
  | 'review'
  | 'leave'
  | 'nothingYet'
  | 'changesLabel'
  | 'comparedWith'
  | 'changes'
  | 'moreOnPage'
  | 'seeAllChanges'
  | 'noChangesShown'
  | 'whyYouGotThis'
  | 'linksLeadTo'
  | 'contactLabel'
  | 'colon'
  | 'contact'
  | 'legalFooter'
  | 'findable'
  | 'replies'
  | 'partLabel'
  | 'keptUntilLabel'
  | 'mayEndLabel'
  | 'policyLabel'
  | 'policyName'
  | 'versionLabel'
  | 'versionName'
  | 'fingerprintLabel'
  | 'fingerprint'
  | 'recordedAtLabel'
  | 'useEndsLabel'
  | 'countsAgainLabel'
  | 'stillLeavingLabel'
  | 'notYou'
  | OwnWord;

/**
 * What goes into every slot but the link and the reader's own words, as HTML; without a value, the part
 * that goes with the slot is left out.
 */
export type SlotValues = Readonly<Partial<Record<Exclude<SlotName, 'reviewUrl' | OwnWord>, string | null>>>;

const MARK = /\{\{([#/]?)(\w+)\}\}/g;

/**
 * Fills a shell and cuts it wherever the review URL or the reader's own words go: `fillBody` gives the mail.
 *
 * The shell is read once from its start to its end and a filled value is never looked at again, so
 * nothing in a value can act as a slot. Throws when a slot that is not left out has no value.
 */
export function fillShell(shell: string, values: SlotValues): MailBody {
  const parts: MailBody[number][] = [];
  let part = '';
  let copied = 0;
  /** How many parts are open of which the outermost has no value. */
  let leftOut = 0;
  for (const mark of shell.matchAll(MARK)) {
    if (leftOut === 0) part += shell.slice(copied, mark.index);
    copied = mark.index + mark[0].length;
    const [, sign, name] = mark;
    if (sign === '#') {
      if (leftOut > 0 || values[name as keyof SlotValues] == null) leftOut++;
    } else if (sign === '/') {
      if (leftOut > 0) leftOut--;
    } else if (leftOut === 0 && name === 'reviewUrl') {
      parts.push(part);
      part = '';
    } else if (leftOut === 0 && isOwnWord(name)) {
      parts.push(part, { own: name });
      part = '';
    } else if (leftOut === 0) {
      const value = values[name as keyof SlotValues];
      if (value == null) throw new Error(`a mail has nothing to say at ${mark[0]}`);
      part += value;
    }
  }
  return [...parts, part + shell.slice(copied)];
}

function isOwnWord(name: string | undefined): name is OwnWord {
  return OWN_WORDS.some((one) => one === name);
}
