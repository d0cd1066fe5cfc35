import { type Instant, instantFromMs } from '../../domain/instant.ts';

/** What a mail server did with a mail (RFC 3464, 2.3.3). */
export type Action = 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';

/** What a `message/delivery-status` says of a mail, over all the recipients that it names. */
export type DeliveryStatus = {
  readonly action: Action;
  /** Such as `5.1.1` (RFC 3463); empty where it says none. */
  readonly code: string;
  /** When the server that reports got the mail, and when what it reports happened, where it says so. */
  readonly arrivedAt: Instant | null;
  readonly happenedAt: Instant | null;
};

type Fields = ReadonlyMap<string, string>;

/** From what leaves most hope to what leaves none. */
const ACTIONS: readonly Action[] = ['delivered', 'relayed', 'expanded', 'delayed', 'failed'];

/**
 * Reads the fields of a report; null where it names no recipient with an action. Where it names several, since
 * the address stood for several, the mail failed only if it did for all of them.
 */
export function readDeliveryStatus(text: string): DeliveryStatus | null {
  const groups = text.split(/\n[ \t]*(?:\n[ \t]*)+/).map(readFields);
  const recipients = groups.flatMap((fields) => {
    const action = readAction(fields);
    return action === null ? [] : [{ action, fields }];
  });
  const [best] = recipients.toSorted((a, b) => ACTIONS.indexOf(a.action) - ACTIONS.indexOf(b.action));
  if (best === undefined) return null;
  const arrival = groups.find((fields) => fields.has('arrival-date'))?.get('arrival-date');
  return {
    action: best.action,
    code: codeOf(best.fields.get('status') ?? best.fields.get('diagnostic-code') ?? ''),
    arrivedAt: readMailDate(arrival),
    happenedAt: readMailDate(best.fields.get('last-attempt-date')),
  };
}

/** The code that a text names first, such as `5.1.1`; else empty. */
export function codeOf(text: string): string {
  return /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(text)?.[0] ?? '';
}

/** Reads a date as mails write it; null where it is none. */
export function readMailDate(text: string | undefined): Instant | null {
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) || ms < 0 || ms > Date.UTC(9999, 0) ? null : instantFromMs(ms);
}

/** The action as it is named; where none is, as the class of the code has it. */
function readAction(fields: Fields): Action | null {
  const named = /^\s*([a-z]+)/i.exec(fields.get('action') ?? '')?.[1]?.toLowerCase();
  const action = ACTIONS.find((one) => one === named);
  if (action !== undefined) return action;
  const status = fields.get('status');
  if (status === undefined || !fields.has('final-recipient')) return null;
  return ({ '2': 'relayed', '4': 'delayed', '5': 'failed' } as const)[codeOf(status)[0] ?? ''] ?? null;
}

/** Fields by their name in small letters, each on one line. */
function readFields(group: string): Fields {
  const lines = group.replace(/\n[ \t]+/g, ' ').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()] as const];
    }),
  );
}
