import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Log } from '../actions/context.ts';
import { type BareProblem, type Unreadable, unreadableProblem } from '../http/wire/problem.ts';

/** Answers a request that can be read. */
export type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => unknown;

/** So many answers of one connection may be on their way; then no more of it is looked at until one was taken. */
const MOST_UNREAD = 16;
/** So many more may have come in the same piece, of all connections together: whoever sends more is cut off. */
const MOST_WAITING = 20_000;
/** How long a connection may be silent, in both directions, while something is under way. */
const LONGEST_SILENCE_MS = 120_000;
/** How long a connection that is over is read on, so that its last answer is not lost. */
const LAST_READING_MS = 2_000;

type Request = { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse };

type Connection = {
  /** Requests whose answers have not all been taken. */
  readonly open: Set<Request>;
  /** Requests that came in one piece with others before them. */
  readonly waiting: Request[];
  /** Nothing that still comes is answered. */
  isOver: boolean;
};

/**
 * Lets `answer` answer the requests of a server's connections, and nobody keep more of it busy than they
 * read. What is no request, or names nothing, is answered as a problem; and where an answer goes out before
 * all of its request came in, it says that the connection ends with it.
 */
export function serveConnections(server: Server, answer: Answer, log: Log): void {
  const connections = new WeakMap<Socket, Connection>();
  let waiting = 0;
  const connectionOf = (socket: Socket): Connection => {
    const known = connections.get(socket);
    if (known !== undefined) return known;
    const made: Connection = { open: new Set(), waiting: [], isOver: false };
    connections.set(socket, made);
    // Whatever else lets a connection go on, it is read no further than it may be.
    socket.on('resume', () => {
      if (made.waiting.length > 0) socket.pause();
    });
    socket.once('close', () => {
      waiting -= made.waiting.splice(0).length;
    });
    return made;
  };

  const end = (connection: Connection, request: Request) => {
    connection.open.delete(request);
    const next = connection.waiting.shift();
    if (next !== undefined) {
      waiting--;
      begin(connection, next);
    }
    if (connection.waiting.length === 0) request.incoming.socket.resume();
  };

  const begin = (connection: Connection, request: Request) => {
    const { incoming, outgoing } = request;
    connection.open.add(request);
    outgoing.once('close', () => {
      // Whoever sends many at once gets one turn, and not one for each.
      if (connection.waiting.length > 0) setImmediate(end, connection, request);
      else connection.open.delete(request);
    });
    if (hasBody(incoming)) endWithAnswer(connection, request);
    const flaw = findFlaw(incoming);
    if (flaw === null) answer(incoming, outgoing);
    else writeProblem(outgoing, refuseUnreadable(log, flaw, incoming.method));
  };

  const take = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const connection = connectionOf(incoming.socket);
    if (connection.isOver) return;
    if (connection.open.size < MOST_UNREAD) return begin(connection, { incoming, outgoing });
    if (waiting >= MOST_WAITING) return incoming.socket.destroy();
    waiting++;
    connection.waiting.push({ incoming, outgoing });
    incoming.socket.pause();
  };
  server.on('request', take);
  // What is expected of us besides an answer is not ours to know.
  server.on('checkExpectation', take);

  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const connection = connectionOf(socket);
    if (connection.isOver) return;
    connection.isOver = true;
    const requests = [...connection.open];
    // Whoever hung up hears no answer; and into one that has begun none can be put.
    const isLost = requests.some(({ incoming, outgoing }) => outgoing.headersSent || !incoming.complete);
    if (HUNG_UP.has(error.code ?? '') || !socket.writable || (requests.length > 1 && isLost)) {
      socket.destroy();
      return;
    }
    const last = requests.at(-1);
    const end = () =>
      endConnection(socket, refuseUnreadable(log, UNREADABLE[error.code ?? ''] ?? 'malformed'));
    if (last === undefined || isLost) end();
    else last.outgoing.once('close', end);
  });
  server.setTimeout(LONGEST_SILENCE_MS);
}

/** The problem of a request that no route can be looked for, under an id of its own, which the log names. */
export function refuseUnreadable(log: Log, what: Unreadable, method: string | null = null): BareProblem {
  const requestId = crypto.randomUUID();
  const problem = unreadableProblem(requestId, what);
  log('info', 'request', { requestId, method, route: null, status: problem.status });
  return problem;
}

/** What Node calls it when a connection ends in the middle of a request. */
const HUNG_UP: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'HPE_INVALID_EOF_STATE']);

/** What Node calls what is wrong; anything else is no HTTP. */
const UNREADABLE: Readonly<Record<string, Unreadable>> = {
  HPE_HEADER_OVERFLOW: 'headers',
  ERR_HTTP_REQUEST_TIMEOUT: 'slow',
};

const PLAIN_HOST = /^[a-z\d.-]{1,255}(?::\d{1,5})?$/i;
/** A path with a step that whatever reads URLs takes as one, and asks for something else. */
const STEP = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;

/** What keeps a request from naming anything; null where nothing does. */
function findFlaw({ url = '', headers: { host }, httpVersion }: IncomingMessage): Unreadable | null {
  const path = url.split('?', 1)[0] ?? '';
  if (path.includes('\\') || STEP.test(path)) return 'target';
  if (host === undefined) return httpVersion === '1.0' ? null : 'host';
  if (PLAIN_HOST.test(host)) return null;
  const read = URL.parse(`http://${host}`)?.host;
  return read === host.toLowerCase().replace(/:(80)?$/, '') ? null : 'host';
}

function hasBody({ headers }: IncomingMessage): boolean {
  return (headers['content-length'] ?? '0') !== '0' || headers['transfer-encoding'] !== undefined;
}

/** Where an answer begins before its request is all there, it says that the connection ends with it. */
function endWithAnswer(connection: Connection, { incoming, outgoing }: Request): void {
  const writeHead = outgoing.writeHead;
  outgoing.writeHead = function (this: ServerResponse, ...head: Parameters<typeof writeHead>) {
    if (!incoming.complete) {
      connection.isOver = true;
      this.setHeader('connection', 'close');
      readOn(incoming);
    }
    return writeHead.apply(this, head);
  } as typeof writeHead;
}

/**
 * Lets a connection that ends while somebody still sends be read on for a while: whoever closes at once
 * has the answer, which is on its way, thrown away with what was sent.
 */
function readOn(incoming: IncomingMessage): void {
  const { socket } = incoming;
  const close = socket.destroy.bind(socket, undefined);
  socket.destroySoon = () => {
    socket.end();
    const timer = setTimeout(close, LAST_READING_MS);
    socket.once('close', () => clearTimeout(timer));
    incoming.once('end', close);
    incoming.removeAllListeners('data');
    incoming.resume();
  };
}

function writeProblem(outgoing: ServerResponse, { status, headers, body }: BareProblem): void {
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
}

/** Answers what is no request, past everything that reads and writes requests. */
function endConnection(socket: Socket, { status, headers, body }: BareProblem): void {
  const fields = { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
  const timer = setTimeout(() => socket.destroy(), LAST_READING_MS);
  socket.once('close', () => clearTimeout(timer));
}
