import { lookup as resolve } from 'node:dns';
import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { urlToHttpOptions } from 'node:url';
import {
  ANSWER_BYTES,
  beginningOf,
  CALL_MS,
  type EventCall,
  type EventPoster,
  type PostOutcome,
  readRetryAfter,
} from '../../delivery/event-poster.ts';
import { type Reach, whyNotAddress, whyNotUrl } from '../../domain/webhooks/callable.ts';

/** How long a connection is kept for the next call, in milliseconds. */
const KEPT_OPEN_MS = 4_000;

/** What asks the system, or whoever stands in for it, which addresses a name has. */
export type Resolve = (
  name: string,
  options: { readonly all: true },
  done: (
    error: NodeJS.ErrnoException | null,
    addresses: { readonly address: string; readonly family: number }[],
  ) => void,
) => void;

/** What is known of a URL, so that it is read once and not for each of its events. */
type Destination = {
  readonly why: string | null;
  readonly isPlain: boolean;
  readonly host: string;
  readonly options: Pick<RequestOptions, 'hostname' | 'port' | 'path'>;
};

/** More than there are endpoints, of almost anybody. */
const MOST_DESTINATIONS = 1_000;

/**
 * Calls endpoints from Node. A name is resolved once for a connection, every address it has is looked at, and
 * what was looked at is what is connected to: a name that means another machine a moment later changes nothing.
 *
 * A million events are as many calls: what Node does for each besides the call itself is most of what telling costs.
 * So URLs are read once, headers are handed over as they are sent, and a timer ends a call in place of two signals.
 */
export function nodePoster(reach: Reach, ask: Resolve = resolve): EventPoster {
  const kept = { keepAlive: true, timeout: KEPT_OPEN_MS };
  const agents = { http: new HttpAgent(kept), https: new HttpsAgent(kept) };
  const lookup = guardedLookup(reach, ask);
  const destinations = new Map<string, Destination>();
  const enderOf = endCallsTogether();

  const destinationOf = (url: string): Destination => {
    const known = destinations.get(url);
    if (known !== undefined) return known;
    if (destinations.size >= MOST_DESTINATIONS) destinations.clear();
    const read = readDestination(url, whyNotUrl(url, reach));
    destinations.set(url, read);
    return read;
  };

  const call = (
    event: EventCall,
    { isPlain, host, options }: Destination,
    mayBeStale: boolean,
  ): Promise<PostOutcome> =>
    new Promise((done) => {
      const { headers, body, stopped } = event;
      const sent = ['host', host, 'content-length', String(Buffer.byteLength(body))];
      for (const name in headers) sent.push(name, headers[name] as string);
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        request.destroy(new Error('late'));
      }, CALL_MS);
      const ender = stopped && enderOf(stopped);
      const finish = (outcome: PostOutcome | Promise<PostOutcome>) => {
        clearTimeout(timer);
        ender?.delete(request);
        done(outcome);
      };
      const request = (isPlain ? requestHttp : requestHttps)(
        {
          ...{ ...options, method: 'POST', headers: sent, setDefaultHeaders: false },
          ...{ agent: isPlain ? agents.http : agents.https, lookup },
        },
        (response) => readAnswer(response, finish),
      );
      request.on('error', (error: NodeJS.ErrnoException) => {
        // It closed a connection that was kept open, at the very moment: nothing is known of the endpoint yet.
        const isStale = mayBeStale && !isLate && request.reusedSocket && error.code === 'ECONNRESET';
        if (isStale) finish(call(event, { why: null, isPlain, host, options }, false));
        else finish({ error: isLate ? 'It did not answer in 10 seconds.' : error.message });
      });
      ender?.add(request);
      if (stopped?.aborted) request.destroy(new Error('stopped'));
      else request.end(body);
    });

  return {
    whyNot: (url) => whyNotUrl(url, reach),
    async post(event) {
      const to = destinationOf(event.url);
      return to.why === null ? call(event, to, true) : { error: `Not called: the URL ${to.why}.` };
    },
  };
}

function readDestination(text: string, why: string | null): Destination {
  const url = why === null ? URL.parse(text) : null;
  if (url === null) return { why, isPlain: false, host: '', options: {} };
  const { hostname, port, path } = urlToHttpOptions(url);
  return { why, isPlain: url.protocol === 'http:', host: url.host, options: { hostname, port, path } };
}

/** The calls that one signal ends, of which it hears once: to hear of it in each call would cost as much as the call. */
function endCallsTogether(): (signal: AbortSignal) => Set<ClientRequest> {
  const known = new WeakMap<AbortSignal, Set<ClientRequest>>();
  return (signal) => {
    const before = known.get(signal);
    if (before !== undefined) return before;
    const calls = new Set<ClientRequest>();
    known.set(signal, calls);
    const end = () => {
      for (const one of calls) one.destroy(new Error('stopped'));
    };
    signal.addEventListener('abort', end, { once: true });
    return calls;
  };
}

/** What finds the addresses of a name for a connection, and refuses all of them where one is not public. */
export function guardedLookup(reach: Reach, ask: Resolve): LookupFunction {
  return (name, options, done) => {
    ask(name, { all: true }, (error, addresses) => {
      if (error !== null) return done(error, '', 0);
      const why = addresses.map(({ address }) => whyNotAddress(address, reach)).find((one) => one !== null);
      const [first] = addresses;
      if (why !== undefined || first === undefined) {
        return done(new Error(`Not called: ${why ?? 'the name leads nowhere'}.`), '', 0);
      }
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}

/** Reads what is read of an answer. Its status counts also where the rest of it never comes. */
function readAnswer(response: IncomingMessage, done: (outcome: PostOutcome) => void): void {
  const read: Buffer[] = [];
  let bytes = 0;
  let isRead = false;
  const finish = () => {
    if (isRead) return;
    isRead = true;
    const retryAfterMs = readRetryAfter(response.headers['retry-after'], Date.now());
    const answer = bytes === 0 ? '' : beginningOf(Buffer.concat(read));
    done({ status: response.statusCode ?? 0, answer, retryAfterMs });
  };
  response.on('data', (chunk: Buffer) => {
    read.push(chunk);
    bytes += chunk.length;
    if (bytes <= ANSWER_BYTES) return;
    response.destroy();
    finish();
  });
  response.on('end', finish);
  response.on('error', finish);
  response.on('close', finish);
}
