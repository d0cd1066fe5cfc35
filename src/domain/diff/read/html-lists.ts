import type { Tag } from './html-tag.ts';
import { writeListNumber } from './list-number.ts';

/** The lists that are open, and what their items are numbered with. */
export type Lists = {
  readonly depth: () => number;
  readonly open: (tag: Tag) => void;
  readonly close: () => void;
  /** The number that an item shows, which the list counts on from; null where it shows none. */
  readonly numberOf: (item: Tag) => string | null;
};

const DEEPEST = 1_000;

/** Counts items as a browser does: by `type`, `start`, `reversed` and `value`. */
export function htmlLists(): Lists {
  const lists: { readonly type: string; readonly step: number; next: number }[] = [];
  return {
    depth: () => lists.length,
    open(tag) {
      if (lists.length >= DEEPEST) return;
      const isOrdered = tag.name === 'ol';
      const step = isOrdered && /\sreversed\b/i.test(tag.source) ? -1 : 1;
      const start = numberIn(tag, 'start') ?? 1;
      lists.push({ type: isOrdered ? (typeIn(tag) ?? '1') : '', step, next: start });
    },
    close() {
      lists.pop();
    },
    numberOf(item) {
      const list = lists.at(-1);
      if (list === undefined || list.type === '') return null;
      const number = numberIn(item, 'value') ?? list.next;
      list.next = number + list.step;
      return `${writeListNumber(number, typeIn(item) ?? list.type)}.`;
    },
  };
}

function numberIn({ source }: Tag, name: 'start' | 'value'): number | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*["']?(-?\\d{1,9})\\b`, 'i').exec(source)?.[1];
  return found === undefined ? null : Number(found);
}

function typeIn({ source }: Tag): string | null {
  return /\stype\s*=\s*["']?([1aAiI])["'\s>]/.exec(source)?.[1] ?? null;
}
