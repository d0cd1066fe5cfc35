import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

/** A mail that a relay took, as it came over the wire. */
export type RelayedMail = {
  /** Where reports about it go. */
  readonly from: string;
  readonly to: string;
  readonly raw: string;
  /** What it was asked to report: `NOTIFY`, `ENVID` and the like, as they were given. */
  readonly asked: Readonly<Record<string, unknown>>;
};

/** What goes wrong with the next mail to somebody. Those with `drop` end the connection. */
export type SmtpFault =
  /** The relay has no time for us, before it hears of the mail. */
  | 'busy-421'
  | 'mailbox-busy-450'
  | 'no-room-452'
  | 'nobody-550'
  | 'no-relaying-550'
  | 'later-after-data-451'
  | 'no-room-after-data-452'
  | 'closing-after-data-421'
  | 'spam-after-data-554'
  | 'drop-before-data'
  /** Its words arrived, and nobody took them. */
  | 'drop-after-data'
  /** It was taken, and nobody said so. */
  | 'drop-after-taking'
  | 'silence-before-data'
  | 'silence-after-taking'
  | { readonly slowMs: number };

/** A relay on loopback that speaks SMTP and fails in every way. */
export type SmtpFarEnd = {
  readonly host: string;
  readonly port: number;
  /** Every mail taken, in the order of taking. */
  readonly mails: readonly RelayedMail[];
  /** How many mails were about to come, each try of each. */
  readonly tries: readonly string[];
  /** What goes wrong with the coming tries of a mail, by the address that it is to, first in first out. */
  readonly faults: Map<string, SmtpFault[]>;
  /** Whether a mail is on its way this moment: it began to come, and nobody has said yet what became of it. */
  readonly isTaking: () => boolean;
  /** How many connections were open at once, at most. */
  readonly mostConnections: () => number;
  /** Ends all connections and takes no more, or takes them again. */
  readonly goAway: () => Promise<void>;
  readonly comeBack: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const answer = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

const BEFORE_DATA: Readonly<Record<string, Error>> = {
  'busy-421': answer(421, '4.3.2 Service not available, closing'),
  'mailbox-busy-450': answer(450, '4.2.1 Mailbox busy'),
  'no-room-452': answer(452, '4.2.2 Mailbox full'),
  'nobody-550': answer(550, '5.1.1 No such user'),
  'no-relaying-550': answer(550, '5.7.1 Relaying denied'),
};

const AFTER_DATA: Readonly<Record<string, Error>> = {
  'later-after-data-451': answer(451, '4.3.0 Try again later'),
  'no-room-after-data-452': answer(452, '4.3.1 Insufficient storage'),
  'closing-after-data-421': answer(421, '4.3.2 Closing'),
  'spam-after-data-554': answer(554, '5.6.0 Message refused'),
};

/** Starts a relay on a free port, or on `port`. With `user` it wants that name and the password `secret`. */
export async function startSmtpFarEnd(
  options: {
    readonly user?: string;
    readonly port?: number;
    readonly isPipelining?: boolean;
    readonly offersReports?: boolean;
    readonly tls?: { readonly key: string; readonly cert: string; readonly isImplicit?: boolean };
    readonly more?: SMTPServerOptions;
  } = {},
): Promise<SmtpFarEnd> {
  const { user, tls, isPipelining = true, offersReports = true } = options;
  const mails: RelayedMail[] = [];
  const tries: string[] = [];
  const faults = new Map<string, SmtpFault[]>();
  const current = new Map<string, SmtpFault | undefined>();
  let most = 0;
  const taking = new Set<string>();
  let server: SMTPServer;

  const drop = ({ id }: SMTPServerSession) => {
    for (const one of server.connections as unknown as Set<{
      readonly session: SMTPServerSession;
      readonly _socket: Socket;
    }>) {
      if (one.session.id === id) one._socket.destroy();
    }
  };

  const start = async (port: number): Promise<number> => {
    server = new SMTPServer({
      authOptional: user === undefined,
      allowInsecureAuth: tls === undefined,
      disabledCommands: [...(tls === undefined ? ['STARTTLS'] : []), ...(user === undefined ? ['AUTH'] : [])],
      hidePIPELINING: !isPipelining,
      hideDSN: !offersReports,
      disableReverseLookup: true,
      closeTimeout: 10,
      ...(tls === undefined ? {} : { key: tls.key, cert: tls.cert, secure: tls.isImplicit === true }),
      onConnect(_session, done) {
        most = Math.max(most, server.connections.size);
        done();
      },
      onAuth(auth, _session, done) {
        if (auth.username === user && auth.password === 'secret') return done(null, { user: auth.username });
        done(answer(535, '5.7.8 Authentication failed'));
      },
      onRcptTo({ address }, session, done) {
        tries.push(address);
        const fault = faults.get(address)?.shift();
        current.set(session.id, fault);
        if (fault === 'drop-before-data') return drop(session);
        if (fault === 'silence-before-data') return;
        done(typeof fault === 'string' ? BEFORE_DATA[fault] : undefined);
      },
      onClose({ id }) {
        taking.delete(id);
      },
      onData(stream, session, answered) {
        const fault = current.get(session.id);
        taking.add(session.id);
        const done: typeof answered = (...said) => {
          taking.delete(session.id);
          answered(...said);
        };
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', async () => {
          if (typeof fault === 'object') await sleep(fault.slowMs);
          const refusal = typeof fault === 'string' ? AFTER_DATA[fault] : undefined;
          if (refusal !== undefined) return done(refusal);
          if (fault === 'drop-after-data') return drop(session);
          const { mailFrom, rcptTo, dsn } = session.envelope as SMTPServerSession['envelope'] & {
            readonly dsn?: Record<string, unknown>;
          };
          const to = rcptTo[0];
          mails.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: to?.address ?? '',
            raw: Buffer.concat(parts).toString('utf8'),
            asked: { ...dsn, ...((to as { dsn?: Record<string, unknown> } | undefined)?.dsn ?? {}) },
          });
          if (fault === 'drop-after-taking') return drop(session);
          if (fault === 'silence-after-taking') return;
          (done as (error: null, message: string) => void)(null, `2.0.0 Ok: queued as Q${mails.length}`);
        });
      },
      ...options.more,
    });
    // Whoever goes away in the middle is none of the relay's troubles.
    server.on('error', () => {});
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return (server.server.address() as AddressInfo).port;
  };
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));

  const port = await start(options.port ?? 0);
  return {
    ...{ host: '127.0.0.1', port, mails, tries, faults },
    isTaking: () => taking.size > 0,
    mostConnections: () => most,
    goAway: stop,
    comeBack: async () => void (await start(port)),
    close: stop,
  };
}
