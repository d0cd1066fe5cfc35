import type { Remarks } from '../collect-remarks.ts';

/** Which fields are open at a place of a document: what a word processor fills in by itself. */
export type Fields = ReturnType<typeof readFields>;

type Field = {
  instruction: string;
  isResult: boolean;
  readonly target?: string;
  readonly isContents?: boolean;
};

/**
 * Follows the fields of a document from run to run and from paragraph to paragraph.
 *
 * A field's last result is text as any other, and a remark says that it was worked out; a link is a link,
 * and a table of contents is left out, since pages make their own.
 */
export function readFields(remarks: Remarks) {
  const open: Field[] = [];
  return {
    /** A field in one element: where it leads, if it is a link. */
    simple(instruction: string): string | undefined {
      return begin(instruction).target;
    },
    /** A mark of where a field begins, its result begins, or it ends. */
    mark(type: string): void {
      if (type === 'begin') open.push({ instruction: '', isResult: false });
      else if (type === 'separate' && open.length > 0) {
        const { instruction } = open.at(-1)!;
        open[open.length - 1] = { instruction, isResult: true, ...begin(instruction) };
      } else if (type === 'end') {
        const ended = open.pop();
        if (ended !== undefined && !ended.isResult) begin(ended.instruction);
      }
    },
    instruct(text: string): void {
      const field = open.at(-1);
      if (field !== undefined && !field.isResult) field.instruction += text;
    },
    /** Where words that stand here lead, and whether they are left out. */
    now(): { readonly target: string | undefined; readonly isLeftOut: boolean } {
      return {
        target: open.findLast(({ target }) => target !== undefined)?.target,
        isLeftOut: open.some(({ isContents, isResult }) => isContents || !isResult),
      };
    },
  };

  function begin(instruction: string): { target?: string; isContents?: boolean } {
    const name = /^\s*(\S+)/.exec(instruction)?.[1]?.toUpperCase() ?? '';
    if (name === 'HYPERLINK') {
      const target = /^\s*\S+\s+"((?:https?:\/\/|mailto:|tel:)[^"]*)"/i.exec(instruction)?.[1];
      if (target !== undefined) return { target };
      remarks.note('link', 'A link leads to a place in the file, or nowhere; its words are kept without it.');
      return {};
    }
    if (name === 'TOC') {
      remarks.note('contents', 'A table of contents was left out: pages make one of their own.');
      return { isContents: true };
    }
    if (name === '' || INDEX_MARKS.has(name)) return {};
    remarks.note('field', `A field (${name.slice(0, 40)}) is text from here on, as it was last worked out.`);
    return {};
  }
}

/** Fields that show nothing. */
const INDEX_MARKS = new Set(['XE', 'TC', 'TA', 'BOOKMARK', 'SET']);
