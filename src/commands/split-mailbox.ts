/**
 * The mails of a mailbox (mbox), as programs that fetch mail hand it over, each to the byte; what does not
 * begin as one is a single mail.
 */
export function splitMailbox(bytes: Buffer): readonly Buffer[] {
  // One character a byte, whatever the mails are written in.
  const text = bytes.toString('latin1');
  if (!text.startsWith('From ')) return text.trim() === '' ? [] : [bytes];
  const mails = text.split(/^From .*\r?\n/m).filter((mail) => mail.trim() !== '');
  return mails.map((mail) => Buffer.from(mail.replace(/^>(>*From )/gm, '$1'), 'latin1'));
}
