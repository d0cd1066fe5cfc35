import { ProvisoError } from './error.ts';

/** What Proviso tells of; `webhook.test` is sent to see whether somebody listens. */
export type WebhookEventType =
  | 'version.posted'
  | 'version.took-effect'
  | 'version.withdrawn'
  | 'policy.asking-paused'
  | 'policy.asking-resumed'
  | 'notice.given'
  | 'notice.not-given'
  | 'answer.accepted'
  | 'answer.agreed-before'
  | 'answer.voided'
  | 'answer.declined'
  | 'answer.decline-cancelled'
  | 'answer.given'
  | 'answer.ended'
  | 'user.left'
  | 'user.returned'
  | 'draft.needs-attention'
  | 'webhook.test';

/** An event as it was sent, proven to come from the service. */
export type WebhookEvent = {
  /** The same however often the event is sent: whoever acts on it once remembers it. */
  readonly id: string;
  readonly type: WebhookEventType;
  /** When it happened. */
  readonly timestamp: string;
  readonly data: {
    /** The product's own id; null where it is about no one, or about somebody who was erased. */
    readonly user?: string | null;
    readonly policy?: string | null;
    readonly version?: number | null;
    /** Its place in the log of the service: a higher one happened later. */
    readonly position?: number;
    readonly [fact: string]: unknown;
  };
};

/** A request as a framework has it: its headers, and its body as it came, to the byte. */
export type WebhookRequest =
  | Request
  | {
      readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
      readonly body: string | Uint8Array;
    };

/** How far a clock may be off, in seconds; what is older may be somebody sending again what they saw. */
const TOLERANCE_S = 300;

/**
 * Reads an event that the service sent, and throws a ProvisoError with the code `invalid-webhook` where one of
 * its secrets (`whsec_…`) did not sign it, or not within five minutes of `now` (in milliseconds).
 */
export async function readWebhook(
  request: WebhookRequest,
  secret: string | readonly string[],
  now = Date.now(),
): Promise<WebhookEvent> {
  const header = headersOf(request);
  const id = header('webhook-id');
  const timestamp = header('webhook-timestamp');
  const signatures = header('webhook-signature').split(' ');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_S) {
    throw refused('it has no timestamp of the last five minutes');
  }
  const body = await bodyOf(request);
  const signed = joined(`${id}.${timestamp}.`, body);
  for (const one of typeof secret === 'string' ? [secret] : secret) {
    const key = await crypto.subtle.importKey('raw', keyOf(one), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'verify',
    ]);
    for (const signature of signatures) {
      const bytes = signature.startsWith('v1,') ? decoded(signature.slice('v1,'.length)) : null;
      if (bytes !== null && (await crypto.subtle.verify('HMAC', key, bytes, signed)))
        return toEvent(id, body);
    }
  }
  throw refused('no secret that is known signed it');
}

function toEvent(id: string, body: Uint8Array): WebhookEvent {
  try {
    return { id, ...(JSON.parse(new TextDecoder().decode(body)) as Omit<WebhookEvent, 'id'>) };
  } catch {
    throw refused('it is no JSON');
  }
}

function headersOf({ headers }: WebhookRequest): (name: string) => string {
  return (name) => {
    const value = headers instanceof Headers ? headers.get(name) : (headers as Record<string, unknown>)[name];
    if (typeof value === 'string' && value !== '') return value;
    throw refused(`it has no ${name}`);
  };
}

async function bodyOf(request: WebhookRequest): Promise<Uint8Array<ArrayBuffer>> {
  if (request instanceof Request) return new Uint8Array(await request.arrayBuffer());
  const { body } = request;
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return new Uint8Array(body);
  throw new TypeError('readWebhook needs the body as it came, and not what a parser made of it');
}

function keyOf(secret: string): Uint8Array<ArrayBuffer> {
  const key = secret.startsWith('whsec_') ? decoded(secret.slice('whsec_'.length)) : null;
  if (key === null || key.length === 0) throw new TypeError('a secret of a webhook begins with whsec_');
  return key;
}

function decoded(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}

function joined(text: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const start = new TextEncoder().encode(text);
  const all = new Uint8Array(start.length + bytes.length);
  all.set(start);
  all.set(bytes, start.length);
  return all;
}

function refused(why: string): ProvisoError {
  return new ProvisoError('invalid-webhook', `This is not to be believed: ${why}.`);
}
