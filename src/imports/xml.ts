import { Refusal } from '../domain/refusal.ts';

/** An element of XML with what is in it; its attributes are read when somebody asks. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: string;
  readonly children: readonly (XmlElement | string)[];
};

type Growing = {
  readonly name: string;
  readonly attributes: string;
  readonly children: (Growing | string)[];
};

const DEEPEST = 200;

/** Reads bytes of XML as text: UTF-8, or UTF-16 with its mark. Refuses what is neither. */
export function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw broken('a part of it is not UTF-8');
  }
}

/**
 * Yields the elements of a document one after the other, each whole: those within `containers` are yielded
 * by themselves, so that no more of a long document is held than its longest paragraph or table.
 *
 * Refuses declarations of types and entities, which documents have no use for and attacks are made of.
 */
export function* readElements(source: string, containers: ReadonlySet<string>): Generator<XmlElement> {
  const outer: string[] = [];
  const open: Growing[] = [];
  let at = 0;
  let hasRoot = false;
  const add = (text: string) => {
    if (text !== '') open.at(-1)?.children.push(text);
  };
  while (at < source.length) {
    const start = source.indexOf('<', at);
    if (open.length > 0) add(decodeReferences(source.slice(at, start === -1 ? source.length : start)));
    if (start === -1) break;
    if (source.startsWith('<?', start)) {
      at = after(source, '?>', start);
      continue;
    }
    if (source.startsWith('<!--', start)) {
      at = after(source, '-->', start + 4);
      continue;
    }
    if (source.startsWith('<![CDATA[', start)) {
      at = after(source, ']]>', start);
      add(source.slice(start + 9, at - 3));
      continue;
    }
    if (source[start + 1] === '!')
      throw broken('it declares types or entities of XML, as no word processor does');
    const end = endOfTag(source, start);
    at = end + 1;
    if (source[start + 1] === '/') {
      const name = source.slice(start + 2, end).trim();
      const closed = open.pop();
      if ((closed?.name ?? outer.pop()) !== name) throw broken('its XML is not well-formed');
      if (closed !== undefined && open.length === 0) yield closed;
      continue;
    }
    const isEmpty = source[end - 1] === '/';
    const inside = source.slice(start + 1, isEmpty ? end - 1 : end);
    const space = inside.search(/\s/);
    const name = space === -1 ? inside : inside.slice(0, space);
    if (!/^[\w.:-]+$/.test(name)) throw broken('its XML is not well-formed');
    if (hasRoot && open.length + outer.length === 0) throw broken('its XML is not well-formed');
    hasRoot = true;
    const element: Growing = { name, attributes: space === -1 ? '' : inside.slice(space), children: [] };
    if (open.length + outer.length > DEEPEST) throw broken('it is nested deeper than documents are');
    if (open.length === 0 && containers.has(name)) {
      if (!isEmpty) outer.push(name);
      continue;
    }
    open.at(-1)?.children.push(element);
    if (!isEmpty) open.push(element);
    else if (open.length === 0) yield element;
  }
  if (open.length + outer.length > 0 || !hasRoot) throw broken('its XML is cut off');
}

const NO_CONTAINERS: ReadonlySet<string> = new Set();

/** The root of a document, with all that is in it. */
export function readXml(source: string): XmlElement {
  for (const root of readElements(source, NO_CONTAINERS)) return root;
  throw broken('its XML is cut off');
}

function after(source: string, sign: string, from: number): number {
  const end = source.indexOf(sign, from);
  if (end === -1) throw broken('its XML is cut off');
  return end + sign.length;
}

/** Where a tag ends: a `>` in an attribute's value does not end it. */
function endOfTag(source: string, start: number): number {
  let quote = 0;
  for (let at = start + 1; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === GREATER) {
      return at;
    } else if (code === DOUBLE || code === SINGLE) {
      quote = code;
    }
  }
  throw broken('its XML is cut off');
}

const GREATER = 0x3e;
const DOUBLE = 0x22;
const SINGLE = 0x27;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has none of these, and no text needs them.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** Text with its references to characters read; refuses those to entities, which only XML's own five are. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text
    .replace(
      /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w+));/g,
      (_, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) {
          const char = NAMED[name];
          if (char === undefined)
            throw broken(`it uses the entity &${name.slice(0, 30)};, which XML does not have`);
          return char;
        }
        const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
        return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      },
    )
    .replace(CONTROLS, '')
    .toWellFormed();
}

/** The value of an attribute; undefined where there is none. */
export function attributeOf({ attributes }: XmlElement, name: string): string | undefined {
  if (!attributes.includes(name)) return undefined;
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : decodeReferences(value);
}

/** The first child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find(
    (child): child is XmlElement => typeof child !== 'string' && child.name === name,
  );
}

/** The children that are elements, of a name where one is given. */
export function childrenOf(element: XmlElement | undefined, name?: string): XmlElement[] {
  return (element?.children ?? []).filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** Every element of a name at any depth, but none that is in another. */
export function outermostOf(element: XmlElement, name: string): XmlElement[] {
  return childrenOf(element).flatMap((child) => (child.name === name ? [child] : outermostOf(child, name)));
}

/** The text in all elements of a name: of words in a .docx unless said. */
export function textOf(element: XmlElement, name = 'w:t'): string {
  return outermostOf(element, name)
    .map((one) => one.children.join(''))
    .join('');
}

function broken(how: string): Refusal {
  return new Refusal('unreadable-file', `The file is no .docx that can be read: ${how}.`);
}
