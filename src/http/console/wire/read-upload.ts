import type { Context as HonoContext } from 'hono';
import { Refusal } from '../../../domain/refusal.ts';
import type { Typed } from '../../../pages/console/parts/form-state.ts';
import { joined } from '../../wire/lines.ts';
import { readParts } from '../../wire/read-body.ts';

/** A form with a file that is read as it comes: what was typed before it, and the file. */
export type Upload = {
  readonly typed: Typed;
  /** Null where nobody chose one. */
  readonly file: { readonly name: string; readonly bytes: AsyncGenerator<Uint8Array> } | null;
};

/** What the fields of such a form, and the heads of its parts, may have in all. */
const MOST_BYTES_BEFORE = 64 * 1024;

/**
 * Opens a form of ours whose last field is a file (`multipart/form-data`, RFC 7578), without keeping the file in
 * memory. Refuses with `too-large` as soon as that is known, and with `invalid-request` what breaks off.
 */
export async function openUpload(c: HonoContext, maxBytes: number): Promise<Upload> {
  const boundary = /^multipart\/form-data *;.*\bboundary="?([^";]+)"?/i.exec(
    c.req.header('content-type') ?? '',
  )?.[1];
  if (boundary === undefined) return { typed: {}, file: null };
  const source = cutter(boundedParts(c, maxBytes));
  // Every boundary but the first comes after a line break.
  const end = new TextEncoder().encode(`\r\n--${boundary}`);
  await source.readTo(end.subarray(2), MOST_BYTES_BEFORE);
  const typed = new Map<string, string>();
  for (let left = MOST_BYTES_BEFORE; left > 0; ) {
    if (await source.isNext('--')) break;
    const head = new TextDecoder().decode(await source.readTo(HEAD_END, left));
    left -= head.length + 1;
    const name = /\bname="([^"]*)"/i.exec(head)?.[1] ?? '';
    const filename = /\bfilename="([^"]*)"/i.exec(head)?.[1];
    if (filename !== undefined) {
      return {
        typed: Object.fromEntries(typed),
        file: filename === '' ? null : { name: nameOf(filename), bytes: source.streamTo(end) },
      };
    }
    const value = await source.readTo(end, left);
    left -= value.length;
    typed.set(name, new TextDecoder().decode(value).replaceAll('\r\n', '\n').toWellFormed());
  }
  return { typed: Object.fromEntries(typed), file: null };
}

/** The end of the head of a part: what follows a boundary up to it is the head. */
const HEAD_END = new TextEncoder().encode('\r\n\r\n');

/** Without the folders that some browsers tell, and what a name must not have in it. */
function nameOf(filename: string): string {
  const [name = ''] = filename.split(/[\\/]/).slice(-1);
  return unquoted(name).replace(/\p{C}/gu, '').trim().slice(0, 200) || 'file';
}

/** Browsers write quotes and line breaks of a name with percent signs, and nothing else. */
function unquoted(name: string): string {
  return name.replaceAll('%22', '"').replace(/%0[AD]/gi, ' ');
}

async function* boundedParts(c: HonoContext, maxBytes: number): AsyncGenerator<Uint8Array> {
  const tooLarge = () =>
    new Refusal('too-large', `A file may have at most ${Math.floor(maxBytes / 1024 / 1024)} MB.`);
  if (Number(c.req.header('content-length') ?? 0) > maxBytes) throw tooLarge();
  let size = 0;
  for await (const part of readParts(c)) {
    size += part.length;
    if (size > maxBytes) throw tooLarge();
    yield part;
  }
}

/** Reads a stream of bytes up to a mark, time and again: what is kept is never more than a part and a mark. */
function cutter(parts: AsyncGenerator<Uint8Array>) {
  let rest: Uint8Array = new Uint8Array();
  const more = async (): Promise<void> => {
    const { value, done } = await parts.next();
    if (done) throw new Refusal('invalid-request', 'The request ended before all of it was sent.');
    rest = joined([rest, value], rest.length + value.length);
  };

  /** All before the mark, as it comes; the mark is gone after that. */
  async function* streamTo(mark: Uint8Array): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = indexOf(rest, mark);
      if (at >= 0) {
        const last = rest.subarray(0, at);
        rest = rest.subarray(at + mark.length);
        if (last.length > 0) yield last;
        return;
      }
      // The mark may have begun.
      const safe = Math.max(0, rest.length - mark.length + 1);
      if (safe > 0) {
        const sure = rest.subarray(0, safe);
        rest = rest.subarray(safe);
        yield sure;
      }
      await more();
    }
  }

  async function readTo(mark: Uint8Array, most: number): Promise<Uint8Array> {
    const found: Uint8Array[] = [];
    let size = 0;
    for await (const part of streamTo(mark)) {
      found.push(part);
      size += part.length;
      if (size > most) throw new Refusal('too-large', `The fields of a form may have at most ${most} bytes.`);
    }
    return joined(found, size);
  }

  /** Whether some ASCII comes next. */
  async function isNext(ascii: string): Promise<boolean> {
    while (rest.length < ascii.length) await more();
    return [...ascii].every((char, i) => rest[i] === char.charCodeAt(0));
  }
  return { streamTo, readTo, isNext };
}

function indexOf(bytes: Uint8Array, mark: Uint8Array): number {
  const [first = 0] = mark;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (at + mark.length > bytes.length) return -1;
    if (mark.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}

/** Takes what is left of a file that nobody wants, so that whoever still sends it hears why. */
export async function leaveUpload({ file }: Upload): Promise<void> {
  if (file === null) return;
  try {
    for (let read = await file.bytes.next(); !read.done; read = await file.bytes.next());
  } catch (error) {
    // What is too large, or breaks off, is answered without it.
    if (!(error instanceof Refusal)) throw error;
  }
}
