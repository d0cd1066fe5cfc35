import type { Mail } from '../mailer.ts';

/** Bytes in the order in which they are sent; what is sent more than once is the same bytes each time. */
export type Body = readonly Uint8Array[];

/**
 * The body of a call that sends mails: the bytes that the SDK would write, since a batch that is repeated under its
 * key must be the same to the byte. What the mails of a batch share is written once.
 */
export function writeBatch(mails: readonly Mail[]): Body {
  const written = new Map<string, Uint8Array>();
  const parts: Uint8Array[] = [];
  const put = (json: string) => parts.push(encoder.encode(json));
  const putPieces = (pieces: readonly string[]) => {
    for (const piece of pieces) {
      const bytes = written.get(piece) ?? encoder.encode(JSON.stringify(piece).slice(1, -1));
      written.set(piece, bytes);
      parts.push(bytes);
    }
  };
  for (const [i, mail] of mails.entries()) {
    const { html, text } = mail.pieces ?? { html: [mail.html], text: [mail.text] };
    put(`${i === 0 ? '[' : ','}{${fields({ from: mail.from, headers: HEADERS })},"html":"`);
    putPieces(html);
    const replyTo = mail.replyTo === null ? {} : { reply_to: mail.replyTo };
    const tags = [{ name: 'delivery', value: mail.deliveryId }];
    put(`",${fields({ ...replyTo, subject: mail.subject, tags })},"text":"`);
    putPieces(text);
    put(`",${fields({ to: mail.to })}}`);
  }
  put(mails.length === 0 ? '[]' : ']');
  return parts;
}

/** How many bytes a body has. */
export function lengthOf(body: Body): number {
  return body.reduce((sum, { length }) => sum + length, 0);
}

/**
 * A body in pieces of `size` bytes, of which the last may be shorter. Each is put together as it is asked for: to copy
 * all of a body of 2 MB into memory that is fresh takes longer than to write it.
 */
export function* inPieces(body: Body, size: number): Generator<Uint8Array<ArrayBuffer>, void> {
  let piece = new Uint8Array(0);
  let filled = 0;
  let left = lengthOf(body);
  for (const part of body) {
    for (let at = 0; at < part.length; ) {
      if (filled === 0) piece = new Uint8Array(Math.min(size, left));
      const next = part.subarray(at, at + piece.length - filled);
      piece.set(next, filled);
      at += next.length;
      filled += next.length;
      if (filled < piece.length) continue;
      left -= filled;
      filled = 0;
      yield piece;
    }
  }
}

const HEADERS = { 'Auto-Submitted': 'auto-generated' };

const encoder = new TextEncoder();

/** Fields of a mail as JSON, without the braces around them. */
function fields(some: object): string {
  return JSON.stringify(some).slice(1, -1);
}
