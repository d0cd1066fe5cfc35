import type { Context } from 'hono';
import { Refusal } from '../../domain/refusal.ts';
import { joined } from './lines.ts';

/**
 * Reads a request's body; refuses with `too-large` whatever has more bytes, as soon as that is known, in
 * which it is called `what`, and with `invalid-request` what breaks off.
 */
export async function readBody(c: Context, maxBytes: number, what = 'The body'): Promise<Uint8Array> {
  const tooLarge = () => new Refusal('too-large', `${what} may have at most ${maxBytes} bytes.`);
  const said = c.req.header('content-length');
  if (said !== undefined && c.req.header('transfer-encoding') === undefined) {
    // No server passes on more than was said.
    if (Number(said) > maxBytes) throw tooLarge();
    return new Uint8Array(await c.req.arrayBuffer().catch(refuseBrokenOff));
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of readParts(c)) {
    parts.push(part);
    size += part.length;
    if (size > maxBytes) throw tooLarge();
  }
  return joined(parts, size);
}

/** Reads a request's body as it comes, part by part; refuses with `invalid-request` what breaks off. */
export async function* readParts(c: Context): AsyncGenerator<Uint8Array> {
  const reader = c.req.raw.body?.getReader();
  const next = async () => reader?.read().catch(refuseBrokenOff);
  for (let read = await next(); read?.value !== undefined; read = await next()) yield read.value;
}

/** Reads the form that a page of ours sends; null where what was sent is none. Refuses as `readBody` does. */
export async function readForm(c: Context, maxBytes: number): Promise<Record<string, string> | null> {
  const bytes = await readBody(c, maxBytes, 'A form');
  if (!/^application\/x-www-form-urlencoded *(;|$)/i.test(c.req.header('content-type') ?? '')) return null;
  return Object.fromEntries(new URLSearchParams(new TextDecoder().decode(bytes)));
}

/** Whoever hangs up while they send have done so by themselves: it is no fault of ours, and hardly heard. */
function refuseBrokenOff(): never {
  throw new Refusal('invalid-request', 'The request ended before all of it was sent.');
}
