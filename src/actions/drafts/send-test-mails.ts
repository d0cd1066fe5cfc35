import type { Mail, Mailer } from '../../delivery/mailer.ts';
import { addressOf, toPunycode } from '../../domain/email-address.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import { findMemberByAddress, listMembers } from '../../storage/access/members.ts';
import type { Database } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import { NO_MAILER, sendAtOnce } from '../sending/send-at-once.ts';
import { makePreviewLink } from './link-to-preview.ts';
import { readDraft } from './read-draft.ts';
import { writeMail } from './show-draft.ts';

/** What stands before the subject of a mail that tells nobody anything. */
const MARK = 'TEST: ';

/** What was sent to try a mail, and the link in it. */
export type TestMails = {
  readonly subject: string;
  readonly sentTo: readonly string[];
  readonly previewUrl: string;
};

/**
 * Sends the mail that a draft would come to, to colleagues: as a user would get it, but for `TEST` in its subject
 * and its link, which opens the preview. It tells nobody, and is in no count. Only members are written to; while there are
 * none, addresses in the domain that mails are from. Refuses with `no-mail` where there is none to try, and with `mail-not-taken`.
 */
export async function sendTestMails(
  context: Pick<
    Context,
    'store' | 'now' | 'newId' | 'mailer' | 'mailFrom' | 'mailReturn' | 'company' | 'publicUrl'
  >,
  id: string,
  { to, reader }: { readonly to: readonly string[]; readonly reader: string | null },
  by: string,
): Promise<TestMails> {
  const { store, now, newId, mailer, mailFrom } = context;
  if (mailer === null) throw new Refusal('mail-not-taken', NO_MAILER);
  for (const [place, address] of to.entries()) {
    await insistOnColleague({ db: store.db, mailFrom, mailer }, address, place);
  }
  const facts = await readDraft(store.db, id);
  // A link is made once there is a mail to put it in.
  if ((await writeMail(context, facts, { reader, url: context.publicUrl })) === null) {
    throw new Refusal('no-mail', 'Nobody would be told of this by mail, so there is none to try.');
  }
  const { url } = await makePreviewLink(context, id, null, by);
  const words = await writeMail(context, facts, { reader, url });
  if (words === null) throw new Error('a mail that was just written cannot be any more');
  const subject = MARK + words.subject;
  const mails = to.map((address): Mail => {
    const deliveryId = `test-${newId()}`;
    return {
      ...{ ...words, subject, deliveryId, to: address, from: mailFrom, token: deliveryId },
      ...{ replyTo: context.mailReturn?.replyTo ?? null, bounceTo: null, writtenAt: now() },
    };
  });
  await sendAtOnce({ ...context, mailer }, `proviso/test/${newId()}`, mails);
  return { subject, sentTo: to, previewUrl: url };
}

/** Refuses an address that is no member's; while there are no members, one in another domain than that of whoever mails are from. */
async function insistOnColleague(
  { db, mailFrom, mailer }: { readonly db: Database; readonly mailFrom: string; readonly mailer: Mailer },
  address: string,
  place: number,
): Promise<void> {
  if (await hasMembers(db)) {
    const member = await findMemberByAddress(db, address);
    if (member?.removedAt === null) return;
    throw invalid(`/to/${place}`, 'must be the address of a member: a test is for colleagues');
  }
  const domain = domainOf(addressOf(mailFrom));
  // Until it is set whom mails are from they leave this machine for nowhere, whomever they are to.
  const isNobodys = mailer.name === 'local' && !domain.includes('.');
  if (isNobodys || domainOf(address) === domain) return;
  throw invalid(
    `/to/${place}`,
    `must be an address in ${domain}, which mails are from: a test is for colleagues`,
  );
}

async function hasMembers(db: Database): Promise<boolean> {
  return (await listMembers(db, { after: undefined, limit: 1 })).length > 0;
}

function domainOf(address: string): string {
  const ascii = toPunycode(address);
  return ascii.slice(ascii.lastIndexOf('@') + 1).toLowerCase();
}
