import { lookup as resolve } from 'node:dns';
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
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

/**
 * Calls endpoints from Node. A name is resolved once for a connection, every address it has is looked at, and
 * what was looked at is what is connected to: a name that means another machine a moment later changes nothing.
 */
export function nodePoster(reach: Reach, ask: Resolve = resolve): EventPoster {
  const options = { keepAlive: true, timeout: KEPT_OPEN_MS };
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  const lookup = guardedLookup(reach, ask);

  const call = (event: EventCall, mayBeStale: boolean): Promise<PostOutcome> =>
    new Promise((done) => {
      const { url, headers, body, stopped } = event;
      const isPlain = url.startsWith('http:');
      const timeout = AbortSignal.timeout(CALL_MS);
      const signal = stopped === undefined ? timeout : AbortSignal.any([timeout, stopped]);
      const failed = (error: NodeJS.ErrnoException) => {
        // It closed a connection that was kept open, at the very moment: nothing is known of the endpoint yet.
        if (mayBeStale && request.reusedSocket && error.code === 'ECONNRESET') done(call(event, false));
        else done({ error: timeout.aborted ? 'It did not answer in 10 seconds.' : error.message });
      };
      const request = (isPlain ? requestHttp : requestHttps)(
        url,
        {
          method: 'POST',
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
          ...{ agent: isPlain ? agents.http : agents.https, lookup, signal },
        },
        (response) => readAnswer(response).then(done),
      );
      request.on('error', failed);
      request.end(body);
    });

  return {
    whyNot: (url) => whyNotUrl(url, reach),
    async post(event) {
      const why = whyNotUrl(event.url, reach);
      return why === null ? call(event, true) : { error: `Not called: the URL ${why}.` };
    },
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

/** What is read of an answer. Its status counts also where the rest of it never comes. */
function readAnswer(response: IncomingMessage): Promise<PostOutcome> {
  return new Promise((done) => {
    const read: Buffer[] = [];
    let bytes = 0;
    const finish = () => {
      const retryAfterMs = readRetryAfter(response.headers['retry-after'], Date.now());
      const answer = beginningOf(Buffer.concat(read));
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
  });
}
