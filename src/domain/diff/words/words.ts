/*
 * Words compared: what counts as one in any script, the steps from one sequence to another, and those
 * steps made fit for reading. Bounded: a budget, not the product of two lengths, says how long it takes.
 */

/** A text as numbered words: what is the same word has the same number, however it is typeset. */
export type Words = {
  readonly text: string;
  readonly ids: readonly number[];
  /** Where in `text` each of them ends, the space behind it included. */
  readonly ends: readonly number[];
  /** How many of them are words, punctuation aside. */
  readonly count: number;
};

/** Turns texts into words that can be compared, for one diff. */
export type Vocabulary = {
  /** Without `punctuation`, only letters and digits count: for what is not prose. */
  read(text: string, options?: { readonly punctuation: boolean }): Words;
  /** Whether it has letters or digits, or is a sign that says as much, like a check mark. */
  isWord(id: number): boolean;
  /** The same for all cases of a word and for all numbers. */
  looseOf(id: number): number;
  /** As it is compared: plain quotes, dashes and spaces. */
  spelling(id: number): string;
  size(): number;
};

/** The cell border of a table row, which is a word of its own. */
export const CELL_ID = 1;
/** All of a text that has nothing to compare, such as a lone zero-width space. */
const NOTHING_ID = 2;

const SPACE = 1;
const WORD = 2;
const JOINER = 3;
const MARK = 4;
const INVISIBLE = 5;
const TAB = 6;

// Filled as characters are met: most documents use a few hundred.
const classes = new Uint8Array(0x10000);

// Hyphens that show only at a line's end, and marks of width, direction and variation.
const INVISIBLES =
  /[\u00ad\u180e\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\ufe00-\ufe0f]/g;

// Scripts written without spaces: Thai, Lao, Myanmar, Khmer, kana, Han and their extensions.
const UNSPACED =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ud840-\ud88f]/;

/**
 * Makes the vocabulary of one diff.
 *
 * A word is a stretch of letters and digits, also across what joins them (`don't`, `10.2`, `third-party`,
 * `a@b.example`); every other mark stands by itself. Where a script has no spaces, `Intl.Segmenter` says
 * what a word is, in the way of `locale`.
 */
export function createVocabulary(locale: string | undefined): Vocabulary {
  const idsByText = new Map<string, number>();
  const spellings: string[] = ['', '\t', ''];
  const loose: number[] = [0, CELL_ID, NOTHING_ID];
  const wordlike: boolean[] = [false, false, false];
  let segmenter: Intl.Segmenter | undefined;

  return {
    read,
    isWord: (id) => wordlike[id] === true,
    looseOf: (id) => loose[id] ?? 0,
    spelling: (id) => spellings[id] ?? '',
    size: () => spellings.length,
  };

  function read(text: string, { punctuation } = { punctuation: true }): Words {
    const ids: number[] = [];
    const ends: number[] = [];
    const borders = UNSPACED.test(text) ? bordersIn(text) : null;
    let count = 0;
    let at = 0;
    while (at < text.length) {
      const start = at;
      const kind = classAt(text, at);
      if (kind === TAB) {
        at++;
        ids.push(CELL_ID);
      } else {
        at = kind === WORD || kind === INVISIBLE ? wordEnd(text, at) : markEnd(text, at);
        const isWord = kind === WORD || kind === INVISIBLE;
        if (isWord && borders !== null && UNSPACED.test(text.slice(start, at))) {
          count += readUnspaced(text, { start, end: at }, borders, { ids, ends });
        } else if (isWord || punctuation) {
          const id = idOf(text.slice(start, at));
          if (id > NOTHING_ID) ids.push(id);
          if (wordlike[id] === true) count++;
        }
      }
      while (at < text.length && classAt(text, at) === SPACE) at++;
      if (ids.length > ends.length) ends.push(at);
      else if (ends.length > 0) ends[ends.length - 1] = at;
    }
    if (ids.length === 0) {
      if (!punctuation) return read(text);
      ids.push(NOTHING_ID);
      ends.push(text.length);
    }
    // Copied, since lists that grew have room to grow on.
    return { text, ids: ids.slice(), ends: ends.slice(), count };
  }

  /** Where words end in a text whose script does not say it, in order. */
  function bordersIn(text: string): { readonly places: readonly number[]; next: number } {
    segmenter ??= wordSegmenter(locale);
    // The text as a whole: to begin takes as long as many words.
    const places: number[] = [];
    for (const { segment, index } of segmenter.segment(text)) places.push(index + segment.length);
    return { places, next: 0 };
  }

  /** Reads the words of a stretch; `borders` go on from where the stretch before it ended. */
  function readUnspaced(
    text: string,
    { start, end }: { readonly start: number; readonly end: number },
    borders: { readonly places: readonly number[]; next: number },
    { ids, ends }: { readonly ids: number[]; readonly ends: number[] },
  ): number {
    let count = 0;
    for (let from = start; from < end; ) {
      while ((borders.places[borders.next] ?? end) <= from) borders.next++;
      const to = Math.min(end, borders.places[borders.next] ?? end);
      const id = idOf(text.slice(from, to));
      if (id > NOTHING_ID) {
        ids.push(id);
        ends.push(to);
        if (wordlike[id] === true) count++;
      } else if (ends.length > 0) {
        ends[ends.length - 1] = to;
      }
      from = to;
    }
    return count;
  }

  function idOf(text: string): number {
    const known = idsByText.get(text);
    if (known !== undefined) return known;
    const spelling = plainSpelling(text);
    let id = idsByText.get(spelling);
    if (id === undefined) {
      if (spelling === '') {
        id = 0;
      } else {
        id = spellings.push(spelling) - 1;
        wordlike.push(/[\p{L}\p{N}\p{So}]/u.test(spelling));
        loose.push(id);
        idsByText.set(spelling, id);
        const lower = spelling.toLowerCase().replace(/\p{N}+/gu, '0');
        if (lower !== spelling) loose[id] = idOf(lower);
      }
    }
    idsByText.set(text, id);
    return id;
  }
}

/** A word as it is compared: whatever quotes, dashes, dots and invisible characters it is typeset with. */
export function plainSpelling(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the test is for anything beyond ASCII.
  if (/^[\x00-\x7f]*$/.test(text)) return text.replace(/^-+$/, '-');
  return text
    .normalize('NFC')
    .replace(INVISIBLES, '')
    .replace(/[\u2018\u2019\u201a\u201b\u2032\u02bc]/g, "'")
    .replace(/[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/^-+$/, '-')
    .replace(/\u2026/g, '...')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}

function wordEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const kind = classAt(text, at);
    if (kind === WORD || kind === INVISIBLE) {
      at += text.codePointAt(at)! > 0xffff ? 2 : 1;
    } else if (kind === JOINER && at > start && at + 1 < text.length && classAt(text, at + 1) === WORD) {
      at++;
    } else {
      break;
    }
  }
  return at;
}

/** Dots and dashes that repeat, like `...` and `--`, stand together; of brackets each is one. */
function markEnd(text: string, start: number): number {
  const char = text.codePointAt(start)!;
  const width = char > 0xffff ? 2 : 1;
  let at = start + width;
  while (/[.\-–—_*=~·]/.test(text[start]!) && text[at] === text[start]) at += width;
  return at;
}

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const known = classes[code]!;
  if (known !== 0) return known;
  if (code >= 0xd800 && code <= 0xdfff) {
    return /[\p{L}\p{N}\p{M}]/u.test(String.fromCodePoint(text.codePointAt(at)!)) ? WORD : MARK;
  }
  const kind = classOf(text[at]!);
  classes[code] = kind;
  return kind;
}

function classOf(char: string): number {
  if (char === '\t') return TAB;
  if (/\s/.test(char) && char !== '\ufeff') return SPACE;
  if (char.replace(INVISIBLES, '') === '') {
    return INVISIBLE;
  }
  if (/[\p{L}\p{N}\p{M}]/u.test(char)) return WORD;
  return /['.,@_&\u2019\u2018\u02bc\u2010\u2011-]/.test(char) ? JOINER : MARK;
}

function wordSegmenter(locale: string | undefined): Intl.Segmenter {
  try {
    return new Intl.Segmenter(locale, { granularity: 'word' });
  } catch {
    // The locale is a hint; what is not a language tag is none.
    return new Intl.Segmenter(undefined, { granularity: 'word' });
  }
}
