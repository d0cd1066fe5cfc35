import { type InvalidField, invalid, Refusal } from '../refusal.ts';

/** A section of a text in short: whatever stands below a heading, as far as the next of its level. */
export type Layer = {
  /** That of the heading, as pages have it without their prefix. */
  readonly anchor: string;
  readonly summary: string;
};

/** The sections in short of one text. */
export type TextLayers = {
  /** That of the text. */
  readonly locale: string;
  readonly layers: readonly Layer[];
};

/** The same as they were asked for: `place` is where in the request. */
export type AskedLayers = TextLayers & { readonly place: string };

/** The most bytes of JSON that the layers of all texts of a version may have together. */
const LONGEST_LAYERS = 300_000;

/**
 * The sections in short of a version's texts, each under the anchor that its text has: it may be written with its
 * `#`, or as a page has it. Refuses with every place an anchor that no heading of the text has, and one that two
 * layers have; and what is too long.
 */
export function settleLayers(
  asked: readonly AskedLayers[],
  anchorsIn: (locale: string) => readonly string[],
): readonly TextLayers[] {
  insistOnRoom(asked);
  const errors: InvalidField[] = [];
  const settled = asked.map(({ locale, place, layers }) => {
    const anchors = new Set(anchorsIn(locale));
    const taken = new Set<string>();
    const own = layers.map((layer, at): Layer => {
      const pointer = `${place}/${at}/anchor`;
      const anchor = anchorNames(layer.anchor).find((name) => anchors.has(name));
      if (anchor === undefined) {
        errors.push({ pointer, detail: `is no heading of the text in ${locale}: ${listed(anchors)}` });
        return layer;
      }
      if (taken.has(anchor)) errors.push({ pointer, detail: 'is the section of another layer' });
      taken.add(anchor);
      return { ...layer, anchor };
    });
    return { locale, layers: own };
  });
  if (errors.length > 0) {
    throw new Refusal('invalid-request', 'The request is not valid; see errors.', { errors });
  }
  return settled.filter(({ layers }) => layers.length > 0);
}

/** Refuses layers that are more than a database keeps in one row. */
export function insistOnRoom(layers: unknown): void {
  const bytes = new TextEncoder().encode(JSON.stringify(layers)).length;
  if (bytes <= LONGEST_LAYERS) return;
  throw invalid('/layers', `have ${bytes} bytes together; they may have ${LONGEST_LAYERS}`);
}

/** What a heading may be called by an anchor as somebody wrote it: with its `#`, or as a page has it. */
export function anchorNames(anchor: string): readonly string[] {
  const bare = anchor.startsWith('#') ? anchor.slice(1) : anchor;
  return bare.startsWith('s-') ? [bare, bare.slice(2)] : [bare];
}

/** More anchors than these say nothing to whoever mistyped one. */
const MOST_LISTED = 8;

function listed(anchors: ReadonlySet<string>): string {
  if (anchors.size === 0) return 'it has none';
  const shown = [...anchors].slice(0, MOST_LISTED);
  return `it has ${shown.join(', ')}${anchors.size > shown.length ? ' …' : ''}`;
}
