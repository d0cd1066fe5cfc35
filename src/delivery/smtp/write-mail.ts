import { sha256Hex } from '../../domain/hash.ts';
import { instantToMs } from '../../domain/instant.ts';
import type { Mail } from '../mailer.ts';
import { loadNodemailer } from './load-nodemailer.ts';

/**
 * A mail as it goes over the wire, the same bytes whenever it is written: its date is that of its words,
 * and its Message-ID and boundaries come from its delivery.
 */
export async function writeMail(mail: Mail): Promise<Buffer> {
  const from = readSender(mail.from);
  const { MailComposer } = await loadNodemailer();
  const composer = new MailComposer({
    // Apart, since a name may hold what separates addresses.
    from,
    to: { name: '', address: mail.to },
    ...(mail.replyTo === null ? {} : { replyTo: { name: '', address: mail.replyTo } }),
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    messageId: messageIdOf(mail.token, from.address),
    date: new Date(instantToMs(mail.writtenAt)),
    headers: { 'Auto-Submitted': 'auto-generated' },
    baseBoundary: sha256Hex(mail.deliveryId).slice(0, 32),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** What a mail is known by wherever it comes: its delivery's id first, so that whoever has it finds that. */
export function messageIdOf(token: string, fromAddress: string): string {
  return `<${token}@${fromAddress.slice(fromAddress.lastIndexOf('@') + 1)}>`;
}

/** The name and the address of `Name <address>`, or of an address alone. */
export function readSender(from: string): { readonly name: string; readonly address: string } {
  const [, name = '', address = from] = /^(.*?)\s*<([^<>]+)>$/.exec(from) ?? [];
  return { name: name.replace(/^"(.*)"$/, '$1').trim(), address };
}
