import type { Page as BrowserPage } from 'playwright-core';
import { expect } from 'vitest';
import { makeAdminLink, spendLinkForAdmin } from '../../src/actions/access/admin-link.ts';
import { inviteMember } from '../../src/actions/access/invite-member.ts';
import { beginSession } from '../../src/actions/access/sign-in.ts';
import type { Member } from '../../src/domain/access/member.ts';
import type { MemberRole } from '../../src/domain/access/roles.ts';
import { ALWAYS } from '../../src/storage/sql.ts';
import type { Store } from '../../src/storage/store.ts';
import type { TestApp } from './test-app.ts';

/** What a browser was answered: the page, or where it was sent on to. */
export type Page = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly location: string | null;
};

/** A browser without script: it keeps cookies, and fills in the forms of the page that it shows. */
export type Visitor = {
  readonly get: (path: string) => Promise<Page>;
  /** Sends a form with the token of the page shown last, and answers what comes at once. */
  readonly post: (
    path: string,
    fields?: Readonly<Record<string, string | readonly string[]>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Page>;
  /** The same with a file. */
  readonly upload: (
    path: string,
    fields: Readonly<Record<string, string>>,
    file: { readonly name: string; readonly bytes: Uint8Array },
  ) => Promise<Page>;
  readonly cookies: Map<string, string>;
};

/** Opens a browser on the service. */
export function openVisitor({
  app,
}: {
  readonly app: { readonly request: (path: string, init?: RequestInit) => Response | Promise<Response> };
}): Visitor {
  const cookies = new Map<string, string>();
  let shown = '';
  const ask = async (path: string, init: RequestInit = {}): Promise<Page> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await app.request(path, { ...init, headers: { ...init.headers, cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/max-age=0/i.test(set)) cookies.delete(name);
      else cookies.set(name, decodeURIComponent(value));
    }
    const body = await response.text();
    if (body !== '') shown = body;
    const { status, headers } = response;
    return { status, headers, body, location: headers.get('location') };
  };
  return {
    cookies,
    get: (path) => ask(path),
    post(path, fields = {}, headers = {}) {
      const entries = Object.entries({ csrf: tokenOn(shown), ...fields });
      const body = new URLSearchParams();
      for (const [name, values] of entries) for (const value of [values].flat()) body.append(name, value);
      return ask(path, { method: 'POST', body, headers: { ...headers } });
    },
    upload(path, fields, { name, bytes }) {
      const body = new FormData();
      for (const [field, value] of Object.entries({ csrf: tokenOn(shown), ...fields }))
        body.append(field, value);
      body.append('file', new Blob([new Uint8Array(bytes)]), name);
      return ask(path, { method: 'POST', body });
    },
  };
}

/** The token that the forms of a page carry. */
function tokenOn(page: string): string {
  return /name="csrf" value="([0-9a-f]+)"/.exec(page)?.[1] ?? '';
}

/** Makes the first admin by a link. */
export async function haveAdmin({ context }: Pick<TestApp, 'context'>, name = 'Robin'): Promise<Member> {
  const link = await makeAdminLink(context, 'command');
  const secret = link.slice(link.lastIndexOf('/') + 1);
  const words = { name, email: `${name.toLowerCase()}@lantern.example` };
  return (await spendLinkForAdmin(context, secret, words, null)).member;
}

/** Invites a member with some roles, as the first admin would. */
export async function haveMember(
  app: Pick<TestApp, 'context'>,
  name: string,
  ...roles: readonly MemberRole[]
): Promise<Member> {
  const email = `${name.toLowerCase()}@lantern.example`;
  return inviteMember(app.context, { name, email, roles }, 'member:tests');
}

/** Signs a member in, and answers what the cookie `proviso-session` holds then. */
export async function haveSession(
  { store, clock }: Pick<TestApp, 'store' | 'clock'>,
  member: Pick<Member, 'id'>,
): Promise<string> {
  const of = { member: member.id, at: clock.now, ends: null };
  const { session, statements } = beginSession(store.db, of, ALWAYS);
  await store.atomic(statements);
  return session;
}

/** Signs a member in by the forms, on the way to a screen. */
export async function signInByCode(
  { url, store }: Pick<TestApp, 'store'> & { readonly url: string },
  page: BrowserPage,
  email: string,
  screen: string,
): Promise<void> {
  await page.goto(`${url}/console/sign-in?next=${screen}`);
  await page.getByLabel('Your address').fill(email);
  await page.keyboard.press('Enter');
  await page.waitForURL(/sign-in\/code/);
  await page.getByLabel('Code').fill(await codeMailedTo({ store }, email));
  await page.keyboard.press('Enter');
  await page.waitForURL(url + screen);
}

/** Opens a browser in which a member is signed in, and which shows the first screen. */
export async function signedIn(app: TestApp, member: Pick<Member, 'id'>): Promise<Visitor> {
  const session = await haveSession(app, member);
  const visitor = openVisitor(app);
  visitor.cookies.set('proviso-session', session);
  expect((await visitor.get('/console')).status).toBe(200);
  return visitor;
}

/** The code in the newest mail to an address, once it is there: it leaves after the answer. */
export async function codeMailedTo(
  { store }: { readonly store: Pick<Store, 'db'> },
  email: string,
): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const mail = await store.db
      .selectFrom('local_mails')
      .select(['id', 'text'])
      .where('mail_to', '=', email)
      .where('text', 'like', '%Type this code%')
      .orderBy('id', 'desc')
      .executeTakeFirst();
    const code = /^[0-9A-Z]{8}$/m.exec(mail?.text ?? '')?.[0];
    if (code !== undefined) return code;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no code was mailed to ${email}`);
}
