import type { Company } from '../domain/company.ts';
import { escapeHtml } from './compose.ts';

/** A mail to somebody who uses the console, in English as the console is: what stands above it, and both parts. */
export type MemberMail = { readonly subject: string; readonly html: string; readonly text: string };

/** The mail with the code by which a member signs in. */
export function codeMail(
  { company }: { readonly company: Company },
  { name, code, minutes }: { readonly name: string; readonly code: string; readonly minutes: number },
): MemberMail {
  return memberMail(company, 'Your code to sign in', [
    `Hello ${name},`,
    'Type this code into the page on which you asked for it:',
    { code },
    `It works once, for ${minutes} minutes, and only in that browser. Nobody of us ever asks you for it.`,
    'If it was not you who asked, somebody typed in your address. They cannot get in without this code, and you need do nothing.',
  ]);
}

/** The mail that tells somebody that they may use the console. */
export function invitationMail(
  { company, publicUrl }: { readonly company: Company; readonly publicUrl: string },
  { name, by, roles }: { readonly name: string; readonly by: string | null; readonly roles: string },
): MemberMail {
  return memberMail(company, `You can sign in to the policies of ${company.name}`, [
    `Hello ${name},`,
    by === null
      ? `You can now sign in where ${company.name} looks after its policies, as ${roles}.`
      : `${by} lets you in where ${company.name} looks after its policies, as ${roles}.`,
    { url: `${publicUrl}/console/sign-in` },
    'There is no password: type in this address, and a code is mailed to it.',
  ]);
}

/** What a mail to members says of a version that is to go out, or goes out. */
export type NewsOfVersion = {
  readonly title: string;
  readonly version: number | null;
  /** When it takes effect, in words; null where that is not known yet. */
  readonly effective: string | null;
  readonly recipients: number;
  readonly summary: string | null;
};

/** The mail that tells support what goes out now, and to how many. */
export function postedMail(
  { company }: { readonly company: Company },
  { news, posted, url }: { readonly news: NewsOfVersion; readonly posted: string; readonly url: string },
): MemberMail {
  const { title, version, recipients, effective, summary } = news;
  return memberMail(company, `Goes out: “${title}”, version ${version}, to ${peopleIn(recipients)}`, [
    `Version ${version} of “${title}” was posted on ${posted}. ${peopleIn(recipients)} ${recipients === 1 ? 'is' : 'are'} mailed from now on, and some will write to you.`,
    ...(effective === null ? [] : [`It takes effect on ${effective}.`]),
    ...(summary === null ? [] : [`What they are told in short: ${summary}`]),
    'How far it has come, and who was told:',
    { url },
  ]);
}

/** The mail that tells support what is going to go out, when, and to how many. */
export function scheduledMail(
  { company }: { readonly company: Company },
  { news, due, url }: { readonly news: readonly NewsOfVersion[]; readonly due: string; readonly url: string },
): MemberMail {
  const titles = news.map(({ title }) => `“${title}”`).join(', ');
  return memberMail(company, `Scheduled: ${titles}, for ${due}`, [
    `${titles} ${news.length === 1 ? 'is' : 'are'} posted anew on ${due}, unless somebody takes that back before.`,
    ...news.map(
      ({ title, recipients, summary }) =>
        `“${title}” goes out to about ${peopleIn(recipients)}.${summary === null ? '' : ` What they are told in short: ${summary}`}`,
    ),
    { url },
  ]);
}

/** The mail that tells support that what they heard of does not go out. */
export function calledOffMail(
  { company }: { readonly company: Company },
  {
    titles,
    due,
    wasTakenBack,
  }: { readonly titles: readonly string[]; readonly due: string; readonly wasTakenBack: boolean },
): MemberMail {
  const named = titles.map((title) => `“${title}”`).join(', ');
  return memberMail(company, `Does not go out: ${named}, which was scheduled for ${due}`, [
    wasTakenBack
      ? `${named} was to be posted anew on ${due}. Somebody took that back, and nobody was mailed.`
      : `${named} was to be posted anew on ${due}. It was not, since what was approved does not hold any more, and nobody was mailed.`,
    'You hear of it if it is scheduled again.',
  ]);
}

/** The mail that tells authors and approvers that a schedule did not hold. */
export function attentionMail(
  { company }: { readonly company: Company },
  {
    drafts,
    url,
  }: { readonly drafts: readonly { readonly title: string; readonly why: string }[]; readonly url: string },
): MemberMail {
  const titles = drafts.map(({ title }) => `“${title}”`).join(', ');
  return memberMail(company, `Not posted: ${titles} needs somebody`, [
    'What was scheduled was not posted, since what was approved does not hold any more. Nobody was mailed.',
    ...drafts.map(({ title, why }) => `“${title}”: ${why}`),
    'Look at it, and schedule it anew:',
    { url },
  ]);
}

/** The mail that tells whoever looks after webhooks that one is told nothing more. */
export function webhookMail(
  { company }: { readonly company: Company },
  {
    name,
    since,
    url,
  }: {
    /** Where it is, without what stands behind a question mark: that may be a secret. */
    readonly name: string;
    /** Since when all calls failed, in words; null where it answered that it is gone. */
    readonly since: string | null;
    readonly url: string;
  },
): MemberMail {
  return memberMail(company, `Told nothing more: the webhook to ${name}`, [
    since === null
      ? `${name} answered 410, which says that it is gone. So it was disabled, and is told nothing more.`
      : `Every call to ${name} has failed since ${since}. So it was disabled, and is told nothing more.`,
    'What happens meanwhile is kept. Once it answers, enable it, and it goes on where it was; or delete it.',
    'What became of its last calls, and the button that enables it:',
    { url },
  ]);
}

function peopleIn(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'person' : 'people'}`;
}

type Part = string | { readonly code: string } | { readonly url: string };

function memberMail(company: Company, subject: string, parts: readonly Part[]): MemberMail {
  const text = parts.map((part) => (typeof part === 'string' ? part : 'code' in part ? part.code : part.url));
  const html = parts.map((part) => {
    if (typeof part === 'string') return `<p style="margin:0 0 16px">${escapeHtml(part)}</p>`;
    if ('code' in part) {
      return `<p style="margin:0 0 16px;font:600 28px/36px ui-monospace,Menlo,Consolas,monospace;letter-spacing:3px">${escapeHtml(part.code)}</p>`;
    }
    const url = escapeHtml(part.url);
    return `<p style="margin:0 0 16px"><a href="${url}" style="color:${company.color}">${url}</a></p>`;
  });
  return {
    subject,
    text: `${[...text, company.name].join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head><body style="margin:0;padding:24px 16px;font:16px/24px -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Arial,sans-serif"><div style="max-width:560px;margin:0 auto">${html.join('')}<p style="margin:24px 0 0;color:#6b7280">${escapeHtml(company.name)}</p></div></body></html>`,
  };
}
