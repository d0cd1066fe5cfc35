import { Refusal } from '../domain/refusal.ts';

/** A part of an archive, and how much of it there is. */
type Entry = {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly packed: number;
  readonly header: number;
};

/** An archive whose list of parts was read, and nothing else of it yet. */
export type Archive = {
  readonly names: readonly string[];
  /** The bytes of a part; undefined where there is none of that name. Refuses what unpacks to more than there is room for. */
  readonly read: (name: string) => Promise<Uint8Array | undefined>;
};

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;
const MOST_ENTRIES = 2_000;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const PIECE = 16 * 1024;

/** Whether bytes begin as archives do. */
export function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/**
 * Opens a ZIP archive whose parts are unpacked only when they are asked for, all of them together to no more
 * than `room` bytes: what an archive says of their sizes is not believed.
 */
export function openArchive(bytes: Uint8Array, room: number): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map(listEntries(bytes, view).map((entry) => [entry.name, entry]));
  let left = room;
  return {
    names: [...entries.keys()],
    async read(name) {
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      const packed = packedBytes(bytes, view, entry);
      const part = entry.method === STORED ? packed : await inflate(packed, left, room);
      if (part.length > left) throw tooMuch(room);
      left -= part.length;
      return part;
    },
  };
}

function listEntries(bytes: Uint8Array, view: DataView): Entry[] {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > MOST_ENTRIES)
    throw broken(`it holds ${count} parts; no document has more than ${MOST_ENTRIES}`);
  const entries: Entry[] = [];
  const names = new Set<string>();
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL)
      throw broken('its list of parts is cut off');
    const length = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length));
    // Of two parts with one name, programs differ in which they show.
    if (names.has(name)) throw broken('it holds two parts of one name');
    names.add(name);
    entries.push({
      name,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      header: view.getUint32(at + 42, true),
    });
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let at = view.byteLength - END_LENGTH; at >= lowest; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw broken('it is cut off');
}

function packedBytes(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  const { header, packed, method, flags, name } = entry;
  if ((flags & ENCRYPTED) !== 0) throw broken('it is protected by a password');
  if (method !== STORED && method !== DEFLATED)
    throw broken(`its part ${name} is packed in a way that is not known`);
  if (header + 30 > bytes.length || view.getUint32(header, true) !== LOCAL)
    throw broken(`its part ${name} is missing`);
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (start + packed > bytes.length) throw broken(`its part ${name} is cut off`);
  return bytes.subarray(start, start + packed);
}

/** Unpacks piece by piece, so that there is never more of it than the room and one piece. */
async function inflate(packed: Uint8Array, left: number, room: number): Promise<Uint8Array> {
  let at = 0;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at >= packed.length) return controller.close();
      controller.enqueue(packed.slice(at, at + PIECE));
      at += PIECE;
    },
  });
  const reader = source.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const read = await reader.read().catch(() => {
      throw broken('what is packed in it cannot be unpacked');
    });
    if (read.done) break;
    size += read.value.length;
    if (size > left) {
      await reader.cancel().catch(() => {});
      throw tooMuch(room);
    }
    parts.push(read.value);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function tooMuch(room: number): Refusal {
  return new Refusal(
    'unreadable-file',
    `The file unpacks to more than ${Math.floor(room / 1024 / 1024)} MB of text, which no policy has.`,
  );
}

function broken(how: string): Refusal {
  return new Refusal('unreadable-file', `The file is no .docx that can be read: ${how}.`);
}
