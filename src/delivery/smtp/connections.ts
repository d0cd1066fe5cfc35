import { lookup } from 'node:dns/promises';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { isLocalIp, parseIpAddress } from '../../domain/ip-address.ts';
import { withoutAddresses } from '../without-addresses.ts';
import { loadNodemailer } from './load-nodemailer.ts';

/** A relay, and how to be let in. */
export type SmtpServer = {
  readonly host: string;
  readonly port: number;
  /**
   * `implicit` from the first byte (smtps), `required` by STARTTLS before anything else, `none` as it is:
   * then the relay must be at a private address.
   */
  readonly tls: 'implicit' | 'required' | 'none';
  readonly user: string | null;
  readonly password: string | null;
  /** The certificates, as PEM, that vouch for the relay besides those that everybody trusts. */
  readonly ca: string | null;
  /** How many connections there may be at once. */
  readonly connections: number;
};

const CONNECT_MS = 10_000;

/** Shorter than relays wait for the next mail. */
const IDLE_MS = 20_000;

/** Connections to a relay, each let in and ready, kept a while for the next mail. */
export type Connections = {
  /** One that waits, and whether it was used before; else a new one. Throws a NodemailerError. */
  readonly take: () => Promise<{ readonly connection: SMTPConnection; readonly isUsed: boolean }>;
  /** A new one, whatever waits. Throws a NodemailerError. */
  readonly open: () => Promise<SMTPConnection>;
  /** Takes one back that is ready for the next mail. */
  readonly giveBack: (connection: SMTPConnection) => void;
};

/** Keeps connections to a relay. `longestMs` is how long nothing may happen on one. */
export function smtpConnections(server: SmtpServer, longestMs: number): Connections {
  const waiting: { readonly connection: SMTPConnection; readonly timer: NodeJS.Timeout }[] = [];
  const open = () => openConnection(server, longestMs);
  return {
    open,
    async take() {
      for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
        clearTimeout(one.timer);
        if (!one.connection.destroyed) return { connection: one.connection, isUsed: true };
      }
      return { connection: await open(), isUsed: false };
    },
    giveBack(connection) {
      const timer = setTimeout(() => {
        waiting.splice(
          waiting.findIndex((one) => one.connection === connection),
          1,
        );
        connection.quit();
      }, IDLE_MS);
      timer.unref();
      waiting.push({ connection, timer });
    },
  };
}

/** Why a relay does not let us in; null where it does. Nothing is sent. */
export async function knockAt(server: SmtpServer): Promise<string | null> {
  try {
    const connection = await openConnection(server, CONNECT_MS);
    connection.quit();
    return null;
  } catch (error) {
    return withoutAddresses(error instanceof Error ? error.message : String(error));
  }
}

async function openConnection(server: SmtpServer, longestMs: number): Promise<SMTPConnection> {
  const host = server.tls === 'none' ? await privateAddressOf(server.host) : server.host;
  const { SMTPConnection } = await loadNodemailer();
  const connection = new SMTPConnection({
    host,
    port: server.port,
    secure: server.tls === 'implicit',
    requireTLS: server.tls === 'required',
    ignoreTLS: server.tls === 'none',
    tls: { minVersion: 'TLSv1.2', ...(server.ca === null ? {} : { ca: await trustedWith(server.ca) }) },
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: longestMs,
  });
  return new Promise((resolve, reject) => {
    // Whoever uses it later hears of the end from its mail.
    connection.on('error', reject);
    connection.once('end', () => reject(new Error('the relay ended the connection at once')));
    connection.connect((problem) => {
      if (problem) return reject(problem);
      const { user, password } = server;
      if (user === null) return resolve(connection);
      connection.login({ user, pass: password ?? '' }, (refusal) => {
        if (refusal === null) return resolve(connection);
        reject(refusal);
        connection.close();
      });
    });
  });
}

/** A company's own certificates, beside those that everybody trusts. */
async function trustedWith(ca: string): Promise<string[]> {
  const { rootCertificates } = await import('node:tls');
  return [...rootCertificates, ca];
}

/** The address of a host that everything may be said to unencrypted. Throws where it is elsewhere. */
async function privateAddressOf(host: string): Promise<string> {
  const found = await lookup(host, { all: true });
  const isPrivate = found.every(({ address }) => {
    const parsed = parseIpAddress(address);
    return parsed !== null && isLocalIp(parsed);
  });
  const [first] = found;
  if (!isPrivate || first === undefined) {
    throw Object.assign(new Error(`${host} is not at a private address: without TLS nothing is sent there`), {
      code: 'ECONFIG',
    });
  }
  return first.address;
}
