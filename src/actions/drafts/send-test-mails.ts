import type { Mail, Mailer, Receipt } from '../../delivery/mailer.ts';
import { addressOf, toPunycode } from '../../domain/email-address.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import { insertTestMail } from '../../storage/drafts/test-mails.ts';
import type { Context } from '../context.ts';
import { drawCall } from '../sending/draw-call.ts';
import { makePreviewLink } from './link-to-preview.ts';
import { readDraft } from './read-draft.ts';
import { writeMail } from './show-draft.ts';

/** How often to ask for a call, and for how long at most to wait for one in between, in milliseconds. */
const TRIES = 5;
const LONGEST_WAIT_MS = 1_000;

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
 * and its link, which opens the preview. It tells nobody, and is in no count. Only addresses in the domain that
 * mails are from are written to. Refuses with `no-mail` where there is none to try, and with `mail-not-taken`.
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
  if (mailer === null) {
    throw new Refusal(
      'mail-not-taken',
      'No mail can be sent: no provider is set up (RESEND_API_KEY, MAIL_URL).',
    );
  }
  for (const [place, address] of to.entries()) insistOnColleague({ mailFrom, mailer }, address, place);
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
  await waitForTurn({ ...context, mailer }, mails.length);
  insistOnTaken(await mailer.send({ key: `proviso/test/${newId()}`, mails }));
  if (mailer.name === 'local') {
    await store.atomic(
      mails.map(({ deliveryId, from, to: address, html, text, writtenAt: sentAt }) =>
        insertTestMail(store.db, {
          id: deliveryId,
          draft: id,
          from,
          to: address,
          subject,
          html,
          text,
          sentAt,
        }),
      ),
    );
  }
  return { subject, sentTo: to, previewUrl: url };
}

/** Refuses an address in another domain than that of whoever mails are from. */
function insistOnColleague(
  { mailFrom, mailer }: { readonly mailFrom: string; readonly mailer: Mailer },
  address: string,
  place: number,
): void {
  const domain = domainOf(addressOf(mailFrom));
  // Until it is set whom mails are from they leave this machine for nowhere, whomever they are to.
  const isNobodys = mailer.name === 'local' && !domain.includes('.');
  if (isNobodys || domainOf(address) === domain) return;
  throw invalid(
    `/to/${place}`,
    `must be an address in ${domain}, which mails are from: a test is for colleagues`,
  );
}

function domainOf(address: string): string {
  const ascii = toPunycode(address);
  return ascii.slice(ascii.lastIndexOf('@') + 1).toLowerCase();
}

async function waitForTurn(
  context: Pick<Context, 'store' | 'now'> & { readonly mailer: Mailer },
  mails: number,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const waitMs = await drawCall(context, mails);
    if (waitMs === 0) return;
    if (tries === TRIES || waitMs > LONGEST_WAIT_MS) {
      const retryAfter = Math.ceil(waitMs / 1000);
      throw new Refusal('too-many-requests', 'The provider is busy with notices: try again in a moment.', {
        retryAfter,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

function insistOnTaken(receipt: Receipt): void {
  const outcomes = receipt.kind === 'each' ? receipt.outcomes : [receipt];
  for (const outcome of outcomes) {
    if (outcome.kind === 'taken') continue;
    throw new Refusal('mail-not-taken', `The provider did not take it: ${outcome.problem}`);
  }
}
