import type { Mail } from '../mailer.ts';

/**
 * The body of a call that sends mails: the bytes that the SDK would write, since a batch that is repeated under its
 * key must be the same to the byte. What the mails of a batch share is written once and copied.
 */
export function writeBatch(mails: readonly Mail[]): Uint8Array<ArrayBuffer> {
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
  return joined(parts);
}

const HEADERS = { 'Auto-Submitted': 'auto-generated' };

const encoder = new TextEncoder();

/** Fields of a mail as JSON, without the braces around them. */
function fields(some: object): string {
  return JSON.stringify(some).slice(1, -1);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
