/*
 * A relay that speaks SMTP, on Node alone. A batch goes out mail by mail over a few connections; what one of
 * them came to is known for certain until its words leave, and after that by the relay's answer alone.
 */

import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer/lib/errors';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailRate } from '../../domain/sending/mail-rate.ts';
import type { Mail, Mailer } from '../mailer.ts';
import { type Connections, type SmtpServer, smtpConnections } from './connections.ts';
import { type Attempt, errorToAttempt, policyToAttempt } from './smtp-answer.ts';
import { readSender, writeMail } from './write-mail.ts';

/** A relay may take its time over a mail: whoever gives up early cannot tell what became of it. */
const LONGEST_MS = 120_000;

/** What of a relay's last line is kept: it names the mail in the relay's own log. */
const LONGEST_LINE = 300;

/** Sends through an SMTP relay. `longestMs` is how long one mail may be under way. */
export function smtpMailer(options: {
  readonly server: SmtpServer;
  readonly rate?: MailRate | undefined;
  readonly longestMs?: number;
}): Mailer {
  const { server, rate, longestMs = LONGEST_MS } = options;
  const connections = smtpConnections(server, longestMs);
  const suspects = new Map<string, number>();
  let taken = 0;

  /** What is refused for policy's sake is about us while nothing else goes through, and else about the mail. */
  const judge = (mails: readonly Mail[], attempts: readonly Attempt[]): readonly Attempt[] => {
    const takenBefore = taken;
    taken += attempts.filter(({ outcome }) => outcome.kind === 'taken').length;
    return attempts.map((attempt, i) => {
      if (!attempt.isPolicy) return attempt;
      const { deliveryId } = mails[i] as Mail;
      const isAboutTheMail = taken > (suspects.get(deliveryId) ?? takenBefore);
      suspects.delete(deliveryId);
      if (isAboutTheMail) return attempt;
      suspects.set(deliveryId, taken);
      return policyToAttempt(attempt);
    });
  };

  return {
    name: 'smtp',
    callsPerSecond: null,
    rate,
    singly: { atOnce: server.connections, longestMs },
    async send({ mails }) {
      const made: Attempt[] = [];
      const waiting = [...mails.entries()];
      const line = async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const [index, mail] = next;
          made[index] = await attemptMail(connections, mail, longestMs);
        }
      };
      await Promise.all(Array.from({ length: Math.min(server.connections, mails.length) }, line));
      const attempts = judge(mails, made);
      const pauses = attempts.flatMap(({ pause }) => (pause === null ? [] : [pause]));
      return {
        kind: 'each',
        outcomes: attempts.map(({ outcome }) => outcome),
        pause: pauses.find((one) => one.kind === 'misconfigured') ?? pauses[0] ?? null,
      };
    },
  };
}

async function attemptMail(connections: Connections, mail: Mail, longestMs: number): Promise<Attempt> {
  const body: Body = { bytes: Buffer.alloc(0), wasRead: false };
  try {
    body.bytes = await writeMail(mail);
    const { connection, isUsed } = await connections.take();
    const first = sendOver(connections, connection, mail, body, longestMs);
    return await (isUsed ? first.catch((error: unknown) => sendAnew(error)) : first);
  } catch (error) {
    return errorToAttempt(error as NodemailerError, body.wasRead);
  }

  /** The relay may have ended a connection that waited, before it heard of this mail. */
  async function sendAnew(error: unknown): Promise<Attempt> {
    const { code = '', responseCode } = error as NodemailerError;
    const wasEnded = code === 'ECONNECTION' || code === 'ESOCKET';
    if (body.wasRead || !wasEnded || responseCode !== undefined) throw error;
    return sendOver(connections, await connections.open(), mail, body, longestMs);
  }
}

type Body = { bytes: Buffer; wasRead: boolean };

function sendOver(
  connections: Connections,
  connection: SMTPConnection,
  mail: Mail,
  body: Body,
  longestMs: number,
): Promise<Attempt> {
  // It is read once the relay has asked for it, which tells what broke before from what broke after.
  const message = new Readable({
    read() {
      body.wasRead = true;
      this.push(body.bytes);
      this.push(null);
    },
  });
  const envelope = {
    from: mail.bounceTo ?? readSender(mail.from).address,
    to: [mail.to],
    dsn: {
      ret: 'HDRS',
      envid: mail.token,
      // Reports of success would come to whom the mail is from, where reports have no address of their own.
      notify: mail.bounceTo === null ? ['FAILURE'] : ['SUCCESS', 'FAILURE'],
    },
  };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`the relay did not answer within ${longestMs / 1000} seconds`));
      connection.close();
    }, longestMs);
    connection.send(envelope, message, (error, info) => {
      clearTimeout(timer);
      if (error === null && info !== undefined) {
        connections.giveBack(connection);
        const providerId = lastLine(info.response, mail.to);
        return resolve({ outcome: { kind: 'taken', providerId }, pause: null, isPolicy: false });
      }
      reject(error ?? new Error('the relay said nothing'));
      const isUsable = error?.code === 'EENVELOPE' || error?.code === 'EMESSAGE';
      if (!isUsable || error?.responseCode === 421 || connection.destroyed) return connection.close();
      connection.reset((problem) => (problem ? connection.close() : connections.giveBack(connection)));
    });
  });
}

/** The relay's last line, in which a mail team searches; without the address, which must be forgotten in time. */
function lastLine(response: string, to: string): string {
  const line = response.split('\n').at(-1)?.replaceAll(to, '(address)').trim() ?? '';
  return line === '' ? '250' : line.slice(0, LONGEST_LINE);
}
