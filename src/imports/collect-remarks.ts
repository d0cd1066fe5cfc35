/** What a warning, or a change that was never accepted, is about. */
export type RemarkKind =
  | 'comment'
  | 'contents'
  | 'embedded'
  | 'equation'
  | 'field'
  | 'formatting'
  | 'header'
  | 'hidden'
  | 'image'
  | 'link'
  | 'numbering'
  | 'ruby'
  | 'script'
  | 'struck'
  | 'symbol'
  | 'table'
  | 'template'
  | 'text-box'
  | 'tracked'
  | 'words';

/** Something in a file that a person should look at: what it is, and the words near it. */
export type Remark = { readonly kind: RemarkKind; readonly detail: string; readonly near: string };

/** What one reader of a file notices while it reads. */
export type Remarks = ReturnType<typeof collectRemarks>;

const MOST_OF_A_KIND = 50;
const NEAR = 60;
const LONGEST_QUOTE = 200;

/**
 * Follows the words of a file as they are read, so that each remark can say which words it stands near.
 *
 * Also keeps apart what was read and not carried over, which a check by words has to know.
 */
export function collectRemarks() {
  const read: string[] = [];
  let length = 0;
  const noted: { readonly kind: RemarkKind; readonly detail: string; readonly at: number | null }[] = [];
  const counts = new Map<RemarkKind, number>();
  /** All words of the file's own text in the order they stand in, those that were left out included. */
  const all: string[] = [];
  return {
    /** Words that are carried over. */
    words(text: string): void {
      read.push(text);
      length += text.length;
      all.push(text);
    },
    /** Words that somebody reads in the file and that are not carried over, for which there is a remark. */
    leaveOut(text: string): void {
      all.push(text);
    },
    /** Between two blocks. */
    space(): void {
      read.push(' ');
      length += 1;
    },
    /** Notes something where the words are now; `isPlaced` is false for what stands nowhere in the text. */
    note(kind: RemarkKind, detail: string, isPlaced = true): void {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      if (count <= MOST_OF_A_KIND) noted.push({ kind, detail, at: isPlaced ? length : null });
    },
    /** Whether anything of a kind was noted. */
    has: (kind: RemarkKind): boolean => counts.has(kind),
    /** How many characters of words are carried over so far. */
    length: (): number => length,
    /** How many stretches of words were read so far. */
    count: (): number => all.length,
    /** All words of the file's text as they were read, those left out included; or those after so many stretches. */
    wordsRead: (since = 0): string => all.slice(since).join(''),
    /** The remarks in the order of the file; of a kind at most fifty, and then how many more there are. */
    list(): Remark[] {
      const text = noted.length === 0 ? '' : read.join('');
      const remarks = noted.map(({ kind, detail, at }) => ({
        kind,
        detail,
        near: at === null ? '' : nearAt(text, at),
      }));
      for (const [kind, count] of counts) {
        const more = count - MOST_OF_A_KIND;
        if (more > 0) remarks.push({ kind, detail: `And ${more} more of this kind.`, near: '' });
      }
      return remarks;
    },
  };
}

/** The words around a place, cut where words end. */
function nearAt(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - NEAR), at);
  const after = text.slice(at, at + NEAR);
  const first = at > NEAR ? before.replace(/^\S*\s/, '') : before;
  const last = at + NEAR < text.length ? after.replace(/\s\S*$/, '') : after;
  return `${first}${last}`.replace(/\s+/g, ' ').trim();
}

/** Words as a remark quotes them: one line, and not more of it than it takes to find them. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `"${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line}"`;
}
