import { createHash } from 'node:crypto';
import type { Email } from 'postal-mime';
import type { LinkSecret } from '../../domain/answers/review-token.ts';
import { sha256Hex } from '../../domain/hash.ts';
import type { Instant } from '../../domain/instant.ts';
import { findBounceToken } from '../../domain/notices/bounce-token.ts';
import { whatItSays } from '../../domain/notices/report-type.ts';
import { canonicalJson } from '../../domain/record/canonical-json.ts';
import type { BounceReader } from '../provider-event.ts';
import { codeOf, type DeliveryStatus, readDeliveryStatus, readMailDate } from './delivery-status.ts';

/** Deeper than any report is nested. */
const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024 };

/** How much of a report is read, in bytes and lines: all that matters comes before the mail that it brings back. */
const MOST_BYTES = 256 * 1024;
const MOST_LINES = 8_000;
const LINE_FEED = 10;

/** How much of what a server wrote to people is kept. */
const LONGEST_TEXT = 4_000;

/** A link that lets its bearer act, which no copy of a mail may keep. */
const LINK = /[\w-]+\.[\w-]+\.[0-9a-f]{40}/g;

/**
 * Reads what mail servers report of our mails, which carry tokens signed with one of `secrets`. The token is
 * found in the address that a report came to, in what the report says of the mail, or in the mail's headers
 * where they came back: relays that rewrite the envelope leave those alone.
 */
export function bounceReader(secrets: readonly LinkSecret[]): BounceReader {
  return async (bytes, now) => {
    const mail = await parse(bytes);
    const read = mail === null ? null : readReport(mail);
    if (mail === null || read === null) return null;
    const { status, words } = read;
    const deliveryId = placesOf(mail)
      .map((place) => findBounceToken(place, secrets))
      .find((one) => one !== null);
    if (deliveryId === undefined) return null;
    const { action, code, arrivedAt, happenedAt } = status;
    const { messageId = null, from, subject = null, date } = mail;
    const type = `dsn.${action}`;
    // The same report may come by another way, with other headers.
    const named = messageId ?? sha256Hex(words);
    return {
      id: `dsn_${sha256Hex(canonicalJson([deliveryId, type, code, named])).slice(0, 40)}`,
      type,
      says: whatItSays(type),
      ...{ deliveryId, providerId: null },
      occurredAt: notAfter(now, happenedAt ?? readMailDate(date)),
      takenAt: notAfter(now, arrivedAt),
      payload: canonicalJson({
        ...{ action, code, date: date ?? null, from: from?.address ?? null, messageId, subject },
        report: words.slice(0, LONGEST_TEXT).replace(LINK, '(link)'),
        sha256: createHash('sha256').update(bytes).digest('hex'),
      }),
    };
  };
}

async function parse(bytes: Uint8Array): Promise<Email | null> {
  const { default: PostalMime } = await import('postal-mime');
  try {
    return await PostalMime.parse(beginningOf(bytes), { forceRfc822Attachments: true, ...LIMITS });
  } catch {
    return null;
  }
}

function beginningOf(bytes: Uint8Array): Uint8Array {
  let end = 0;
  for (let line = 0; line < MOST_LINES && end < MOST_BYTES; line++) {
    const next = bytes.indexOf(LINE_FEED, end);
    if (next < 0) return bytes.subarray(0, MOST_BYTES);
    end = next + 1;
  }
  return bytes.subarray(0, Math.min(end, MOST_BYTES));
}

/** What a mail reports, and the words of it that are kept; null where it is no report, such as an answer of a person or a machine. */
function readReport(mail: Email): { readonly status: DeliveryStatus; readonly words: string } | null {
  const words = partOf(mail, 'message/delivery-status');
  if (words !== null) {
    const status = readDeliveryStatus(words);
    return status === null ? null : { status, words };
  }
  // As Exim reported before it knew of RFC 3464.
  if (headerOf(mail, 'x-failed-recipients') === null) return null;
  const [said = ''] = (mail.text ?? '').slice(0, LONGEST_TEXT).split(/^--.*?(?:copy|original)/im);
  return {
    status: { action: 'failed', code: codeOf(said), arrivedAt: null, happenedAt: null },
    words: said,
  };
}

/** Where a token may stand, from what is surest on. */
function placesOf(mail: Email): readonly string[] {
  const returned = partOf(mail, 'message/rfc822') ?? partOf(mail, 'text/rfc822-headers') ?? '';
  return [
    mail.headers.map(({ value }) => value).join('\n'),
    partOf(mail, 'message/delivery-status') ?? '',
    returned.split('\n\n')[0] as string,
    mail.text ?? '',
  ];
}

/** A part of a mail as text, with plain line ends; null where it has none of that type. */
function partOf({ attachments }: Email, type: string): string | null {
  const content = attachments.find((one) => one.mimeType.toLowerCase() === type)?.content;
  if (content === undefined) return null;
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  return text.replaceAll('\r\n', '\n');
}

function headerOf({ headers }: Email, name: string): string | null {
  return headers.find(({ key }) => key === name)?.value ?? null;
}

/** Clocks of others can be ahead: then nothing is known of when. */
function notAfter(now: Instant, at: Instant | null): Instant | null {
  return at !== null && at > now ? null : at;
}
