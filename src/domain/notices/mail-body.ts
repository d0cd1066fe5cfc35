/** What differs between two readers of the same mail, besides their link: places of its body, by name. */
export const OWN_WORDS = [
  'recordedAt',
  'useEnds',
  'countsAgain',
  'stillLeaving',
  'part',
  'keptUntil',
  'mayEnd',
] as const;

/** A place of a body where words of the reader alone go. */
export type OwnWord = (typeof OWN_WORDS)[number];

/** The words of one reader, as plain text. */
export type OwnWords = Readonly<Partial<Record<OwnWord, string>>>;

/**
 * A body cut where each reader has something of their own: their link goes wherever two strings meet,
 * their words where one is named. A policy can hold any text, so there is no placeholder that it could
 * not hold too.
 */
export type MailBody = readonly (string | { readonly own: OwnWord })[];

type OfReader = {
  readonly url: string;
  readonly words: OwnWords;
  readonly write: (text: string) => string;
};

/** The body as one reader gets it; throws when it asks for words that they have not. */
export function fillBody(body: MailBody, of: OfReader): string {
  return bodyPieces(body, of).join('');
}

/**
 * What a body is for one reader, piece by piece: what it says to all, the very strings of the body, and between
 * them what is the reader's own.
 */
export function bodyPieces(body: MailBody, { url, words, write }: OfReader): readonly string[] {
  const pieces: string[] = [];
  let endsInText = false;
  for (const piece of body) {
    if (typeof piece === 'string') {
      if (endsInText) pieces.push(url);
      pieces.push(piece);
      endsInText = true;
      continue;
    }
    const own = words[piece.own];
    if (own === undefined) throw new Error(`a mail asks for "${piece.own}", which its reader has not`);
    pieces.push(write(own));
    endsInText = false;
  }
  return pieces;
}
