import type { Context as HonoContext } from 'hono';
import { type Entry, findEntry } from '../../../actions/access/find-entry.ts';
import { formTokenOf } from '../../../domain/access/code.ts';
import { equalInConstantTime } from '../../../domain/hash.ts';
import type { FormState } from '../../../pages/console/parts/form-state.ts';
import type { HttpContext } from '../../wire/http-context.ts';
import { readSessionCookie } from './cookies.ts';

/** Somebody who is signed in, and the id of the session that they come by. */
export type Visitor = Entry & { readonly secret: string };

/** Who asks, if they are signed in. */
export async function findVisitor(context: HttpContext, c: HonoContext): Promise<Visitor | null> {
  const secret = readSessionCookie(context, c);
  if (secret === null) return null;
  const entry = await findEntry(context, secret);
  return entry && { ...entry, secret };
}

/** Forms as they are before anything was typed, for whoever has a secret in a cookie. */
export function freshState(secret: string): FormState {
  return { csrf: formTokenOf(secret), posted: null, typed: {}, errors: [] };
}

/** Whether a form carries the token of whoever has a secret in a cookie. */
export function hasToken(secret: string, { csrf }: Readonly<Record<string, unknown>>): boolean {
  return typeof csrf === 'string' && equalInConstantTime(csrf, formTokenOf(secret));
}

/** Where somebody goes on to after having signed in: a path of the console, whatever they were told. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !/^\/console(?:[/?][\x21-\x7e]*)?$/.test(next)) return '/console';
  const { pathname, search } = new URL(next, 'https://console.invalid');
  // What a browser reads otherwise than it is written leads elsewhere.
  return pathname + search === next && !next.startsWith('/console/sign-') ? next : '/console';
}
