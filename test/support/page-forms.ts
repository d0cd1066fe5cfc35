import { type DefaultTreeAdapterMap, parse } from 'parse5';

type Element = DefaultTreeAdapterMap['element'];

/** What can be filled in: what kind of field it is, what it holds, and what can be chosen in it. */
export type Control = {
  readonly name: string;
  /** As `type` says of an input; `textarea`, `select` and `button` of the others. */
  readonly kind: string;
  readonly value: string;
  readonly choices: readonly string[];
};

/** A form as a browser reads it. */
export type PageForm = {
  readonly method: string;
  readonly action: string;
  readonly controls: readonly Control[];
};

/** The forms of a page. */
export function formsOn(page: string): readonly PageForm[] {
  return elementsOf(page)
    .filter(({ tagName }) => tagName === 'form')
    .map((form) => ({
      method: (attributeOf(form, 'method') ?? 'get').toLowerCase(),
      action: attributeOf(form, 'action') ?? '',
      controls: within(form).flatMap(toControl),
    }));
}

/** The addresses of the frames of a page. */
export function framesOn(page: string): readonly string[] {
  return elementsOf(page).flatMap((one) => (one.tagName === 'iframe' ? (attributeOf(one, 'src') ?? []) : []));
}

/** Everything on a page that runs, or leads to what does, but scripts of ours. */
export function runningOn(page: string): readonly string[] {
  return elementsOf(page).flatMap((one) => {
    const { tagName, attrs } = one;
    const src = attributeOf(one, 'src') ?? '';
    const isOurs = tagName === 'script' && /^\/assets\/[\w-]+\.js$/.test(src);
    const isStrange =
      (STRANGE.has(tagName) && !isOurs) || (tagName === 'img' && !/^(?:\/|data:image|https?:)/.test(src));
    const running = attrs.filter(
      ({ name, value }) =>
        name.startsWith('on') ||
        name === 'srcdoc' ||
        (ADDRESSES.has(name) &&
          /^(?:javascript|vbscript|data:text)/i.test(value.replaceAll(/[\0-\x20]/g, ''))),
    );
    return [
      ...(isStrange ? [`<${tagName}>`] : []),
      ...running.map(({ name, value }) => `${name}="${value}"`),
    ];
  });
}

/** What no page of the console holds. */
const STRANGE = new Set(['script', 'base', 'object', 'embed', 'math', 'xss-mark']);
/** Attributes that lead somewhere. */
const ADDRESSES = new Set(['href', 'src', 'action', 'formaction', 'xlink:href', 'ping', 'poster']);

function toControl(one: Element): readonly Control[] {
  const name = attributeOf(one, 'name');
  if (name === undefined) return [];
  const value = attributeOf(one, 'value') ?? '';
  switch (one.tagName) {
    case 'input':
      return [{ name, kind: attributeOf(one, 'type') ?? 'text', value, choices: [] }];
    case 'button':
      return [{ name, kind: 'button', value, choices: [] }];
    case 'textarea':
      return [{ name, kind: 'textarea', value: textOf(one), choices: [] }];
    case 'select': {
      const options = within(one).filter(({ tagName }) => tagName === 'option');
      const choices = options.map((option) => attributeOf(option, 'value') ?? textOf(option));
      const chosen = options.findIndex((option) => attributeOf(option, 'selected') !== undefined);
      return [{ name, kind: 'select', value: choices[Math.max(0, chosen)] ?? '', choices }];
    }
    default:
      return [];
  }
}

function elementsOf(page: string): readonly Element[] {
  return within(parse(page));
}

function within(node: DefaultTreeAdapterMap['node']): readonly Element[] {
  if (!('childNodes' in node)) return [];
  return node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...within(child)] : []));
}

function textOf(node: DefaultTreeAdapterMap['node']): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

function attributeOf({ attrs }: Element, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value;
}
