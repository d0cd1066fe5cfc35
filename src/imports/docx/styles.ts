import { attributeOf, childOf, childrenOf, type XmlElement } from '../xml.ts';

/** How a run is set, as far as it bears on what its words say; undefined where nothing is said of it. */
export type RunStyle = {
  readonly bold?: boolean | undefined;
  readonly italic?: boolean | undefined;
  readonly struck?: boolean | undefined;
  readonly capitals?: boolean | undefined;
  readonly hidden?: boolean | undefined;
  readonly raised?: 'sup' | 'sub' | undefined;
};

/** What a paragraph is, from its own properties and those of its style. */
export type ParagraphStyle = {
  /** Of a heading, from 1. */
  readonly level: number | null;
  /** The list it is numbered in; null where in none. */
  readonly list: { readonly id: string; readonly level: number | null } | null;
  /** How far it is set in, in twentieths of a point; null where that is left to its list. */
  readonly indent: number | null;
  readonly styleId: string;
  readonly run: RunStyle;
};

/** The styles of a document, each with all that it takes from those it is based on. */
export type Styles = {
  /** A paragraph by its `w:pPr`. */
  readonly ofParagraph: (properties: XmlElement | undefined) => ParagraphStyle;
  /** A run by its `w:rPr`, in a paragraph. */
  readonly ofRun: (properties: XmlElement | undefined, paragraph: RunStyle) => RunStyle;
  /** The list that a style numbers with, for lists that are defined by one. */
  readonly listOf: (styleId: string) => string | undefined;
};

const DEEPEST_STYLE = 20;
const MOST_LEVELS = 6;

/** Reads `styles.xml`. */
export function readStyles(root: XmlElement | undefined): Styles {
  const byId = new Map<string, XmlElement>();
  let standard = '';
  for (const style of childrenOf(root, 'w:style')) {
    const id = attributeOf(style, 'w:styleId') ?? '';
    byId.set(id, style);
    if (attributeOf(style, 'w:type') === 'paragraph' && attributeOf(style, 'w:default') === '1')
      standard = id;
  }
  const known = new Map<string, ParagraphStyle>();

  const styleOf = (id: string, depth = 0): ParagraphStyle => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const style = byId.get(id);
    if (style === undefined || depth > DEEPEST_STYLE) return { ...PLAIN, styleId: id };
    const based = valOf(childOf(style, 'w:basedOn'));
    const base = based === undefined ? PLAIN : styleOf(based, depth + 1);
    const named = levelNamed(valOf(childOf(style, 'w:name')) ?? '');
    const own = withParagraph(base, childOf(style, 'w:pPr'));
    const read: ParagraphStyle = {
      ...own,
      level: named ?? own.level,
      styleId: id,
      run: withRun(base.run, childOf(style, 'w:rPr')),
    };
    known.set(id, read);
    return read;
  };

  return {
    ofParagraph(properties) {
      const id = valOf(childOf(properties, 'w:pStyle')) ?? standard;
      return { ...withParagraph(styleOf(id), properties), styleId: id };
    },
    ofRun(properties, paragraph) {
      if (properties === undefined) return paragraph;
      const id = valOf(childOf(properties, 'w:rStyle'));
      return withRun(
        id === undefined ? paragraph : { ...paragraph, ...definedIn(styleOf(id).run) },
        properties,
      );
    },
    listOf: (styleId) => styleOf(styleId).list?.id,
  };
}

const PLAIN: ParagraphStyle = { level: null, list: null, indent: null, styleId: '', run: {} };

function withParagraph(base: ParagraphStyle, properties: XmlElement | undefined): ParagraphStyle {
  if (properties === undefined) return base;
  const outline = valOf(childOf(properties, 'w:outlineLvl'));
  const numbered = childOf(properties, 'w:numPr');
  const indent = childOf(properties, 'w:ind');
  const left = indent && (attributeOf(indent, 'w:start') ?? attributeOf(indent, 'w:left'));
  return {
    ...base,
    level:
      outline === undefined
        ? base.level
        : Number(outline) < 9
          ? Math.min(Number(outline) + 1, MOST_LEVELS)
          : null,
    list: numbered === undefined ? base.list : listIn(numbered, base.list),
    indent: left === undefined ? base.indent : Number(left) || 0,
  };
}

function listIn(numbered: XmlElement, base: ParagraphStyle['list']): ParagraphStyle['list'] {
  const id = valOf(childOf(numbered, 'w:numId')) ?? base?.id;
  const level = valOf(childOf(numbered, 'w:ilvl'));
  // Number 0 takes a paragraph out of the list of its style.
  if (id === undefined || id === '0') return null;
  return { id, level: level === undefined ? (base?.level ?? null) : Math.min(Number(level) || 0, 8) };
}

function withRun(base: RunStyle, properties: XmlElement | undefined): RunStyle {
  if (properties === undefined) return base;
  const said = (name: string): boolean | undefined => {
    const property = childOf(properties, name);
    return property && !['0', 'false', 'off', 'none'].includes(valOf(property) ?? '1');
  };
  const place = valOf(childOf(properties, 'w:vertAlign'));
  return {
    ...base,
    ...definedIn({
      bold: said('w:b'),
      italic: said('w:i'),
      struck: said('w:strike') ?? said('w:dstrike'),
      capitals: said('w:caps'),
      hidden: said('w:vanish'),
      raised: place === 'superscript' ? 'sup' : place === 'subscript' ? 'sub' : undefined,
    }),
  };
}

function definedIn(style: RunStyle): RunStyle {
  return Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined));
}

function levelNamed(name: string): number | null {
  const level = /^heading ([1-9])$/i.exec(name)?.[1];
  if (level !== undefined) return Math.min(Number(level), MOST_LEVELS);
  return /^title$/i.test(name) ? 1 : null;
}

/** The `w:val` of a property. */
export function valOf(property: XmlElement | undefined): string | undefined {
  return property && attributeOf(property, 'w:val');
}
