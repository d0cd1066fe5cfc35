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
