import { Refusal } from '../../../domain/refusal.ts';
import { importsWords } from '../../../pages/console/words/imports.ts';
import { joined } from '../../wire/lines.ts';

/** The letters of a file as they are read, and how they turned out to be written. */
export type Letters = { readonly text: AsyncGenerator<string>; readonly encoding: () => string };

/**
 * Reads the letters of a file that somebody saved on whatever machine: UTF-8 or UTF-16 with a mark or without, or else
 * what Windows writes in the west of Europe. Refuses with `unreadable-file` what is no text. Line ends come as LF.
 */
export function readLetters(bytes: AsyncIterable<Uint8Array>): Letters {
  let encoding = 'utf-8';
  async function* decoded(): AsyncGenerator<string> {
    const source = bytes[Symbol.asyncIterator]();
    const begun = await firstOf(source);
    const { label, skip } = markOf(begun);
    encoding = label;
    const parts = withFirst(begun.subarray(skip), source);
    yield* label === 'utf-8' ? guessed(parts) : decodedAs(label, parts);
  }
  /** UTF-8, until something is none: then what Windows writes, unless there were letters of UTF-8 before. */
  async function* guessed(parts: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    let windows: InstanceType<typeof TextDecoder> | null = null;
    let isSure = false;
    let kept: Uint8Array = new Uint8Array();
    const decode = (part: Uint8Array): string => {
      if (windows !== null) return windows.decode(part);
      try {
        const text = utf8.decode(part);
        isSure ||= text.length !== part.length;
        return text;
      } catch {
        if (isSure) throw new Refusal('unreadable-file', importsWords.wrong.mixed);
        encoding = 'windows-1252';
        windows = new TextDecoder('windows-1252');
        return windows.decode(part);
      }
    };
    for await (const part of parts) {
      const all = joined([kept, part], kept.length + part.length);
      const whole = all.length - unfinished(all);
      kept = all.subarray(whole);
      yield decode(all.subarray(0, whole));
    }
    if (kept.length > 0) yield decode(kept);
  }
  return { text: lineEnds(decoded()), encoding: () => encoding };
}

/** At least the bytes that tell how letters are written, where there are so many. */
async function firstOf(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size < 4) {
    const { value, done } = await source.next();
    if (done) break;
    parts.push(value);
    size += value.length;
  }
  return joined(parts, size);
}

async function* withFirst(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let read = await rest.next(); !read.done; read = await rest.next()) yield read.value;
}

function markOf(bytes: Uint8Array): {
  readonly label: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly skip: number;
} {
  const [a, b, c, d] = bytes;
  if (a === 0x50 && b === 0x4b && c === 3 && d === 4) {
    throw new Refusal('unreadable-file', importsWords.wrong.workbook);
  }
  if (a === 0xef && b === 0xbb && c === 0xbf) return { label: 'utf-8', skip: 3 };
  if (a === 0xff && b === 0xfe) return { label: 'utf-16le', skip: 2 };
  if (a === 0xfe && b === 0xff) return { label: 'utf-16be', skip: 2 };
  if (b === 0 && d === 0 && a !== 0) return { label: 'utf-16le', skip: 0 };
  if (a === 0 && c === 0 && b !== 0) return { label: 'utf-16be', skip: 0 };
  return { label: 'utf-8', skip: 0 };
}

async function* decodedAs(label: string, parts: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder(label);
  for await (const part of parts) yield decoder.decode(part, { stream: true });
  yield decoder.decode();
}

/** How many bytes at the end begin a letter of UTF-8 that goes on in the next part. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

async function* lineEnds(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let kept = '';
  for await (const text of texts) {
    if (text.includes('\0')) throw new Refusal('unreadable-file', importsWords.wrong.noText);
    const all = kept + text;
    kept = all.endsWith('\r') ? '\r' : '';
    yield all.slice(0, all.length - kept.length).replace(/\r\n?/g, '\n');
  }
  if (kept !== '') yield '\n';
}
