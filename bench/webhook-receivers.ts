import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** How an endpoint behaves: it takes each event, answers every third call with 500, or none at all while it hangs. */
export type Manner = 'quick' | 'shaky' | 'hanging';

/** An event with the same number is tried ten times and then given up: by then it is taken. */
const REFUSED_AT_MOST = 5;

/** A product's endpoint on this machine, and what it was told. */
export type Receiver = {
  readonly url: string;
  /** How many calls came, whatever became of them. */
  readonly calls: () => number;
  /** How many different events it took. */
  readonly taken: () => number;
  /** The versions of each user in the order in which they were first taken. */
  readonly versionsOf: ReadonlyMap<string, readonly number[]>;
  /** How many events it took that it had taken before. */
  readonly again: () => number;
  /** How many calls were not signed as Standard Webhooks' own library signs them. */
  readonly signedWrongly: () => number;
  /** Gives it the secret that its calls are signed with. */
  readonly expect: (secret: string) => void;
  /** Ends its hanging. */
  readonly recover: () => void;
  readonly close: () => Promise<void>;
};

type Told = { readonly data: { readonly user: string; readonly version: number; readonly position: number } };

/** Starts an endpoint. */
export async function startReceiver(manner: Manner): Promise<Receiver> {
  const versionsOf = new Map<string, number[]>();
  const taken = new Set<number>();
  const refused = new Map<number, number>();
  let [calls, again, signedWrongly, hangs] = [0, 0, 0, manner === 'hanging'];
  let library: Webhook | null = null;

  const isRefused = (position: number) => {
    const before = refused.get(position) ?? 0;
    if (manner !== 'shaky' || calls % 3 !== 0 || before === REFUSED_AT_MOST) return false;
    refused.set(position, before + 1);
    return true;
  };
  const take = ({ data: { user, version, position } }: Told) => {
    if (taken.has(position)) again++;
    else versionsOf.set(user, [...(versionsOf.get(user) ?? []), version]);
    taken.add(position);
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    calls++;
    // By the clock of the service, which is ahead, it is signed now.
    const at = new Date(Number(request.headers['webhook-timestamp']) * 1000);
    const signature = library?.sign(String(request.headers['webhook-id']), at, body);
    if (request.headers['webhook-signature'] !== signature) signedWrongly++;
    if (hangs) return;
    const event = JSON.parse(body) as Told;
    if (isRefused(event.data.position)) response.writeHead(500).end();
    else {
      take(event);
      response.writeHead(204).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    ...{ calls: () => calls, taken: () => taken.size, again: () => again, versionsOf },
    signedWrongly: () => signedWrongly,
    expect: (secret) => {
      library = new Webhook(secret);
    },
    recover: () => {
      hangs = false;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
