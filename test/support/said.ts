import type { Instant } from '../../src/domain/instant.ts';
import {
  formatDay,
  formatEffect,
  formatEffectDay,
  formatExactly,
  formatInstant,
  formatPeriod,
} from '../../src/language/dates.ts';
import { type Language, messagesIn } from '../../src/language/languages.ts';
import { genitive, on as onInPolish } from '../../src/language/pl/cases.ts';

/** A sentence that a page or a mail says: which message it is, and what it names in it. */
export type Said = {
  /** The places of the message, with the ground of an acceptance where it has one: several where they read alike. */
  readonly keys: readonly string[];
  /** What each of its facts may mean; `value` is what stands behind a label. Half a statement has half of them. */
  readonly facts: Readonly<Record<string, readonly string[]>>;
};

/** A message as it reads with any facts. */
type Template = {
  readonly keys: readonly string[];
  readonly names: readonly string[];
  readonly pattern: RegExp;
  readonly whole: RegExp;
  /** What stands in it whatever its facts: where that is not, the patterns need not be tried. */
  readonly literal: string;
  readonly length: number;
};

const BASES = ['explicit', 'deemed', 'silence', 'imported'] as const;

/** Messages of how much a mail has room for, and of links that lead nowhere: none of a reader's states. */
const LEFT_OUT = /^mail\.moreOnPage$/;

const templates = new Map<Language, readonly Template[]>();

/** Every message of one language that a reader may meet, the longest first. */
function templatesIn(language: Language): readonly Template[] {
  const known = templates.get(language);
  if (known !== undefined) return known;
  const { notice, mail, review, terms, answers, public: ofPages } = messagesIn(language);
  const all = Object.entries({ notice, mail, review, terms, answers, public: ofPages }).flatMap(
    ([name, messages]) => templatesOf(name, messages),
  );
  const alike = Map.groupBy(all, ({ pattern }) => pattern.source);
  const grouped = [...alike.values()].map((group): Template => {
    return { ...(group[0] as Template), keys: group.flatMap(({ keys }) => keys) };
  });
  const sorted = grouped.toSorted((a, b) => b.length - a.length);
  templates.set(language, sorted);
  return sorted;
}

function templatesOf(key: string, value: unknown): Template[] {
  if (LEFT_OUT.test(key)) return [];
  if (typeof value === 'string') return [templateOf(key, value)];
  if (typeof value === 'function') {
    const names = new Set<string>();
    const naming = (basis: string) => {
      const get = (_: object, name: string | symbol) => {
        names.add(String(name));
        return name === 'basis' ? basis : `‹${String(name)}›`;
      };
      return new Proxy({}, { get });
    };
    const said = value(naming('explicit'));
    if (!names.has('basis')) return templatesOf(key, said);
    return BASES.flatMap((basis) => templatesOf(`${key}(${basis})`, value(naming(basis))));
  }
  const entries = Object.entries(value as object);
  // A statement is one message, in two parts.
  const isStatement = entries.map(([name]) => name).join() === 'title,body';
  return entries.flatMap(([name, child]) => templatesOf(isStatement ? key : `${key}.${name}`, child));
}

function templateOf(key: string, text: string): Template {
  const squashed = squash(text);
  const names: string[] = [];
  const parts = squashed.split(/(‹\w+›)/).filter((part) => part !== '');
  const source = parts.map((part, i) => {
    const name = /^‹(\w+)›$/.exec(part)?.[1];
    if (name === undefined) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    names.push(name);
    return i === parts.length - 1 ? '(.+)' : '(.+?)';
  });
  const literals = parts.filter((part) => !part.startsWith('‹')).map((part) => part.replace(/no$/, ''));
  const literal = literals.toSorted((a, b) => b.length - a.length)[0] ?? '';
  // Portuguese says "on" by the gender of the weekday.
  const joined = source.join('').replaceAll(/no(?=\(\.\+\??\))/g, 'n[oa]');
  const length = squashed.replaceAll(/‹\w+›/g, '').length;
  // What is no sentence is one only where nothing stands beside it.
  const isSentence = /[.。!?…]$/u.test(squashed);
  const pattern = new RegExp(isSentence ? joined : `^${joined}[:：]?$`, 'u');
  return { keys: [key], names, length, literal, pattern, whole: new RegExp(`^${pattern.source}$`, 'u') };
}

/** What the dates and periods of a story read like, and what each of them is. */
export type Meanings = ReadonlyMap<string, readonly string[]>;

/**
 * How some instants and periods are written in one language, with what that means: `deadline …` is an
 * instant that is told no later than it is, `effect …` one that is told no earlier, `exactly …` to the second.
 */
export function meaningsIn(
  language: Language,
  {
    instants,
    periods,
    timeZone,
  }: {
    readonly instants: readonly Instant[];
    readonly periods: readonly string[];
    readonly timeZone: string;
  },
): Meanings {
  const style = { locale: language, timeZone };
  const meanings = new Map<string, string[]>();
  const mean = (text: string, meaning: string) => {
    for (const form of language === 'pl' ? [text, genitive(text), onInPolish(text)] : [text]) {
      const squashed = squash(form);
      meanings.set(squashed, [...(meanings.get(squashed) ?? []), meaning]);
    }
  };
  for (const at of instants) {
    for (const format of [formatInstant, formatDay]) mean(format(at, style), `deadline ${at}`);
    for (const format of [formatEffect, formatEffectDay]) mean(format(at, style), `effect ${at}`);
    mean(formatExactly(at, style), `exactly ${at}`);
  }
  for (const period of periods) mean(formatPeriod(period, language), period);
  return meanings;
}

/** Which sentences stand in some HTML, and what they name. */
export function sentencesIn(html: string, language: Language, meanings: Meanings): readonly Said[] {
  const segments = segmentsOf(html);
  const means = (text: string) => meanings.get(text) ?? [text];
  const said: Said[] = [];
  for (const { keys, names, literal, pattern, whole } of templatesIn(language)) {
    for (const [i, segment] of segments.entries()) {
      if (!segment.includes(literal)) continue;
      const found = whole.exec(segment) ?? pattern.exec(segment);
      if (found === null) continue;
      const facts = Object.fromEntries(names.map((name, n) => [name, means(found[n + 1] ?? '')]));
      said.push({ keys, facts: { ...facts, value: means(segments[i + 1] ?? '') } });
      segments[i] = segment.replace(found[0], '\u0000');
    }
  }
  return said;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The words of each element, without any space. */
function segmentsOf(html: string): string[] {
  return html
    .replaceAll(/<(style|head|script)\b.*?<\/\1>/gs, '')
    .split(/<[^>]*>|\n\s*\n|•/)
    .map((segment) =>
      squash(segment.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '')),
    )
    .filter((segment) => segment !== '');
}

function squash(text: string): string {
  return text.replaceAll(/\s/g, '');
}
