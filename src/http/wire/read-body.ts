import type { Context } from 'hono';
import { Refusal } from '../../domain/refusal.ts';
import { joined } from './lines.ts';

/** Reads a request's body; refuses with `too-large` whatever has more bytes, as soon as that is known. */
export async function readBody(c: Context, maxBytes: number): Promise<Uint8Array> {
  const said = c.req.header('content-length');
  if (said !== undefined && c.req.header('transfer-encoding') === undefined) {
    // No server passes on more than was said.
    if (Number(said) > maxBytes) throw tooLarge(maxBytes);
    return new Uint8Array(await c.req.arrayBuffer());
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = c.req.raw.body?.getReader();
  for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
    parts.push(read.value);
    size += read.value.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
  }
  return joined(parts, size);
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal('too-large', `The body may have at most ${maxBytes} bytes.`);
}
