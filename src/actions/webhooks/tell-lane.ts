import type { PostOutcome } from '../../delivery/event-poster.ts';
import { type Instant, NOT_KNOWN_YET } from '../../domain/instant.ts';
import { type AttemptOutcome, nextTryAt } from '../../domain/webhooks/attempt.ts';
import type { Endpoint } from '../../domain/webhooks/endpoint.ts';
import { eventToPayload, TEST_EVENT, type WebhookEvent } from '../../domain/webhooks/event.ts';
import { signedHeaders } from '../../domain/webhooks/signature.ts';
import type { Attempt } from '../../storage/webhooks/attempts.ts';
import type { EventAside } from '../../storage/webhooks/events-aside.ts';
import type { Context } from '../context.ts';

/** When what waits behind another of its lane is due: not before that one is done with. */
export const BEHIND_ANOTHER: Instant = NOT_KNOWN_YET;

/** What tells endpoints things. */
export type Teller = Pick<Context, 'now' | 'newId' | 'poster'>;

/** An event that an endpoint is to be told, and how often that was tried. `event` null: nothing is told of it after all. */
export type Telling = {
  readonly position: number;
  readonly lane: string;
  readonly tries: number;
  readonly event: WebhookEvent | null;
};

/** What became of the events of a lane. */
export type LaneOutcome = {
  readonly attempts: readonly Attempt[];
  /** The places of those that are done with: delivered, given up, or nothing to tell. */
  readonly done: readonly number[];
  /** Those that are not, and from when on they are due. */
  readonly left: readonly EventAside[];
  /** Whether the endpoint says that it is gone for good. */
  readonly isGone: boolean;
};

/**
 * Tells an endpoint the events of one lane, one after the other, as long as it takes them and `mayGoOn`. What
 * comes after one that it did not take waits behind it; one that was tried often enough is given up, and holds
 * nothing up any more.
 */
export async function tellLane(
  teller: Teller,
  to: Pick<Endpoint, 'url'> & { readonly secrets: readonly Uint8Array[] },
  tellings: readonly Telling[],
  { mayGoOn, stopped }: { readonly mayGoOn: () => boolean; readonly stopped?: AbortSignal | undefined },
): Promise<LaneOutcome> {
  const attempts: Attempt[] = [];
  const done: number[] = [];
  for (const [place, { position, lane, tries, event }] of tellings.entries()) {
    const behind = () =>
      tellings.slice(place + 1).map((one): EventAside => ({ ...asideOf(one), dueAt: BEHIND_ANOTHER }));
    if (event !== null && !mayGoOn()) {
      return {
        attempts,
        done,
        left: [{ position, lane, tries, dueAt: teller.now() }, ...behind()],
        isGone: false,
      };
    }
    if (event !== null) {
      const { attempt, outcome } = await callOnce(teller, to, { event, position, tries: tries + 1 }, stopped);
      // Whoever stops us says nothing about the endpoint.
      if (stopped?.aborted && attempt.outcome !== 'delivered') {
        return {
          attempts,
          done,
          left: [{ position, lane, tries, dueAt: teller.now() }, ...behind()],
          isGone: false,
        };
      }
      attempts.push(attempt);
      if (attempt.outcome === 'failed') {
        const dueAt = nextTryAt(event.id, tries + 1, teller.now(), retryAfterOf(outcome)) as Instant;
        const left = [{ position, lane, tries: tries + 1, dueAt }, ...behind()];
        return { attempts, done, left, isGone: isGone(outcome) };
      }
    }
    done.push(position);
  }
  return { attempts, done, left: [], isGone: false };
}

/** Calls an endpoint once with an event, and says what came of it. */
export async function callOnce(
  { now, newId, poster }: Teller,
  { url, secrets }: Pick<Endpoint, 'url'> & { readonly secrets: readonly Uint8Array[] },
  {
    event,
    position,
    tries,
  }: { readonly event: WebhookEvent; readonly position: number | null; readonly tries: number },
  stopped?: AbortSignal | undefined,
): Promise<{ readonly attempt: Attempt; readonly outcome: PostOutcome }> {
  const at = now();
  const payload = eventToPayload(event);
  const start = performance.now();
  const outcome = await poster.post({
    ...{ url, body: payload, stopped },
    headers: {
      ...signedHeaders({ id: event.id, payload }, secrets, at),
      ...{ 'content-type': 'application/json', 'user-agent': 'Proviso' },
    },
  });
  const tookMs = Math.round(performance.now() - start);
  const made = { id: newId(), event: event.id, type: event.type, position, at, tries, tookMs };
  return {
    attempt: { ...made, outcome: outcomeOf(event, tries, at, outcome), ...answered(outcome) },
    outcome,
  };
}

function outcomeOf(event: WebhookEvent, tries: number, now: Instant, outcome: PostOutcome): AttemptOutcome {
  if (isTaken(outcome)) return 'delivered';
  if (event.type === TEST_EVENT) return 'given-up';
  return nextTryAt(event.id, tries, now, null) === null ? 'given-up' : 'failed';
}

function answered(outcome: PostOutcome): Pick<Attempt, 'status' | 'answer' | 'error'> {
  if ('error' in outcome) return { status: null, answer: null, error: outcome.error };
  const { status, answer } = outcome;
  const isRedirect = status >= 300 && status < 400;
  return { status, answer, error: isRedirect ? 'Redirects are not followed.' : null };
}

function isTaken(outcome: PostOutcome): boolean {
  return 'status' in outcome && outcome.status >= 200 && outcome.status < 300;
}

function isGone(outcome: PostOutcome): boolean {
  return 'status' in outcome && outcome.status === 410;
}

function retryAfterOf(outcome: PostOutcome): number | null {
  return 'status' in outcome ? outcome.retryAfterMs : null;
}

function asideOf({ position, lane, tries }: Telling): Omit<EventAside, 'dueAt'> {
  return { position, lane, tries };
}
