/*
 * What every screen of the console shares: cookies, who comes by one, and how a screen and a form are declared. A
 * screen gets a member who may see it and input that is true; a form that was refused comes back as it was typed.
 */

import type { Hono, Context as HonoContext } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import type { Member } from '../../../domain/access/member.ts';
import { may, type Right } from '../../../domain/access/roles.ts';
import { Refusal } from '../../../domain/refusal.ts';
import type { FieldError, FormState, Typed } from '../../../pages/console/parts/form-state.ts';
import type { Shown } from '../../../pages/console/parts/shell.ts';
import { shellWords } from '../../../pages/console/words/shell.ts';
import type { HttpContext } from '../../wire/http-context.ts';
import { isOurOrigin } from '../../wire/page-headers.ts';
import { parseWith, type SentFile } from '../../wire/parse.ts';
import { PROBLEMS } from '../../wire/problem.ts';
import { answerPage, elsewherePage, forbiddenPage, refusedPage } from './answer-page.ts';
import { setOnceCookie, takeOnceCookie } from './cookies.ts';
import { askForFreshCode } from './fresh-code.ts';
import type { Limits } from './limits.ts';
import { errorsOf, readFields } from './read-fields.ts';
import { leaveUpload, openUpload, type Upload } from './read-upload.ts';
import { findVisitor, freshState, hasToken, safeNext, type Visitor } from './visit.ts';

/** Where screens are declared: the routes, the machinery, and all that was declared. */
export type Console = {
  readonly app: Hono;
  readonly context: HttpContext;
  readonly limits: Limits;
  readonly declared: Declared[];
};

/** A route of the console and who may take it; `anybody` for those by which one comes in and goes. */
export type Declared = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly may: Right | 'anybody';
};

/** A member who looks at a screen: input that was parsed is true. */
export type Visit<P, Q> = {
  readonly params: P;
  readonly query: Q;
  readonly member: Member;
  /** How the forms of the screen stand: hand it to each. */
  readonly state: FormState;
  /** What a form that led here hands over to be shown this once, such as the secret of a link; null otherwise. */
  readonly once: string | null;
  readonly c: HonoContext;
};

/** A screen: where it is, who may see it, and how it is drawn from what is read for it. */
export type Screen<P extends z.ZodType, Q extends z.ZodType> = {
  /** As in `/console/members/{id}`. */
  readonly path: string;
  readonly may: Right;
  readonly params?: P;
  readonly query?: Q;
  readonly show: (visit: Visit<z.output<P>, z.output<Q>>) => Promise<Shown>;
};

/** A form that was sent by a member who may: what is in its fields is true. */
export type Sending<P, F> = {
  readonly params: P;
  readonly fields: F;
  readonly files: Readonly<Record<string, SentFile>>;
  /** The file of a form that has `mostBytesOfUpload`; null where nobody chose one. */
  readonly upload: Upload['file'];
  readonly member: Member;
  readonly c: HonoContext;
};

/** A form: where it posts to, on which screen it stands, who may send it, and what it does. */
export type ScreenForm<P extends z.ZodType, F extends z.ZodType> = {
  readonly path: string;
  readonly on: Screen<P, z.ZodType>;
  readonly may: Right;
  readonly fields: F;
  /** What to say of a field that is wrong, in place of what its schema says. */
  readonly says?: Readonly<Record<string, string>>;
  /** Whether it does what cannot be undone, for which a code must have been typed in within the hour. */
  readonly isIrreversible?: boolean | ((sending: Sending<z.output<P>, z.output<F>>) => Promise<boolean>);
  /** The most bytes that it may have; 256 KB unless said. */
  readonly maxBytes?: number;
  /** For a form whose last field is a file that is read as it comes, however large: the most bytes it may have. */
  readonly mostBytesOfUpload?: number;
  /**
   * Does it, and answers where to go; `?done=name#done` says there what was done, and `once` is shown there this
   * once. What is refused comes back on the screen, and so does `ComesBack`.
   */
  readonly act: (
    sending: Sending<z.output<P>, z.output<F>>,
  ) => Promise<string | { readonly to: string; readonly once: string }>;
};

/** Has a form come back: with what its fields are to hold now, where that is not what was typed, and what to look at. */
export class ComesBack extends Error {
  readonly errors: readonly FieldError[];
  readonly typed: Typed;

  constructor(errors: readonly FieldError[], typed: Typed = {}) {
    super('the form comes back');
    this.name = 'ComesBack';
    this.errors = errors;
    this.typed = typed;
  }
}

const DEFAULT_MAX_BYTES = 256 * 1024;

/** Adds a screen, and hands it on for its forms. */
export function addScreen<P extends z.ZodType, Q extends z.ZodType>(
  console: Console,
  screen: Screen<P, Q>,
): Screen<P, Q> {
  const { app, context, declared } = console;
  declared.push({ method: 'GET', path: screen.path, may: screen.may });
  app.get(routeOf(screen.path), async (c) => {
    const visitor = await findVisitor(context, c);
    if (visitor === null) return toSignIn(c);
    const state = freshState(visitor.secret);
    const audience = { member: visitor.member, state };
    if (!may(visitor.member, screen.may)) {
      return answerPage(context, c, audience, forbiddenPage(visitor.member, screen.may), 403);
    }
    return orRefused(context, c, audience, () => show(context, c, screen, visitor, state));
  });
  return screen;
}

/** Adds what is no page of its own, but stands in one or is downloaded: a mail in a frame, a list as CSV. */
export function addAnswer<P extends z.ZodType, Q extends z.ZodType>(
  { app, context, declared }: Console,
  {
    path,
    may: right,
    params,
    query,
    answer,
  }: Omit<Screen<P, Q>, 'show'> & {
    readonly answer: (
      visit: Omit<Visit<z.output<P>, z.output<Q>>, 'state' | 'once'>,
    ) => Response | Promise<Response>;
  },
): void {
  declared.push({ method: 'GET', path, may: right });
  app.get(routeOf(path), async (c) => {
    const visitor = await findVisitor(context, c);
    if (visitor === null) return toSignIn(c);
    const { member } = visitor;
    const audience = { member, state: freshState(visitor.secret) };
    if (!may(member, right)) return answerPage(context, c, audience, forbiddenPage(member, right), 403);
    return orRefused(context, c, audience, async () => {
      const asked = {
        params: parseWith(params, c.req.param(), 'path') as z.output<P>,
        query: parseWith(query, c.req.query(), 'query') as z.output<Q>,
      };
      return answer({ ...asked, member, c });
    });
  });
}

/** Adds a form to a screen. */
export function addForm<P extends z.ZodType, F extends z.ZodType>(
  console: Console,
  form: ScreenForm<P, F>,
): void {
  const { app, context, declared } = console;
  declared.push({ method: 'POST', path: form.path, may: form.may });
  app.post(routeOf(form.path), async (c) => {
    const visitor = await findVisitor(context, c);
    if (visitor === null) return toSignIn(c, screenPath(form.on.path, c));
    const fresh = freshState(visitor.secret);
    const audience = { member: visitor.member, state: fresh };
    if (!may(visitor.member, form.may)) {
      return answerPage(context, c, audience, forbiddenPage(visitor.member, form.may), 403);
    }
    if (!isOurOrigin(c.req.header('origin'), context.publicUrl, c.req.header('host'))) {
      return answerPage(context, c, audience, elsewherePage(), 403);
    }
    return orRefused(context, c, audience, () => take(console, c, form, visitor));
  });
}

async function take<P extends z.ZodType, F extends z.ZodType>(
  console: Console,
  c: HonoContext,
  form: ScreenForm<P, F>,
  visitor: Visitor,
): Promise<Response> {
  const { context } = console;
  const { mostBytesOfUpload, maxBytes = DEFAULT_MAX_BYTES } = form;
  const upload = mostBytesOfUpload === undefined ? null : await openUpload(c, mostBytesOfUpload);
  const { typed, files } = upload === null ? await readFields(c, maxBytes) : { ...upload, files: {} };
  let { secret } = visitor;
  const back = async (errors: readonly FieldError[], instead: Typed = {}) => {
    if (upload !== null) await leaveUpload(upload);
    const state = {
      ...freshState(secret),
      posted: new URL(c.req.url).pathname,
      typed: { ...typed, ...instead },
      errors,
    };
    return show(context, c, form.on, visitor, state, 422);
  };
  if (!hasToken(visitor.secret, typed)) return back([{ field: null, detail: shellWords.oldForm }]);
  const params = parseWith(form.on.params, c.req.param(), 'path') as z.output<P>;
  const parsed = form.fields.safeParse(typed);
  if (!parsed.success) return back(errorsOf(parsed.error, form.says ?? {}));
  const about = { params, fields: parsed.data, files, upload: upload?.file ?? null };
  const sending = { ...about, member: visitor.member, c };
  try {
    const { isIrreversible = false } = form;
    if (typeof isIrreversible === 'function' ? await isIrreversible(sending) : isIrreversible) {
      const asked = await askForFreshCode(console, c, visitor, typed);
      if (typeof asked !== 'string') return asked;
      secret = asked;
    }
    const done = await form.act(sending);
    if (typeof done === 'string') return c.redirect(done, 303);
    setOnceCookie(context, c, done.once);
    return c.redirect(done.to, 303);
  } catch (error) {
    if (error instanceof ComesBack) return back(error.errors, error.typed);
    if (!(error instanceof Refusal)) throw error;
    return back(refusalErrors(error, form.says ?? {}));
  }
}

/** What is refused, at the fields that it is about. */
function refusalErrors({ message, facts }: Refusal, says: Readonly<Record<string, string>>) {
  if (facts.errors === undefined) return [{ field: null, detail: message }];
  return facts.errors.map(({ pointer, detail }) => {
    const field = /^\/([^/]+)/.exec(pointer)?.[1] ?? null;
    // What is a sentence already says what it is about.
    const said = /^\p{Lu}/u.test(detail) ? detail : `${field ?? ''} ${detail}`.trim();
    return { field, detail: (field === null ? undefined : says[field]) ?? said };
  });
}

async function show<P extends z.ZodType, Q extends z.ZodType>(
  context: HttpContext,
  c: HonoContext,
  screen: Screen<P, Q>,
  { member }: Visitor,
  state: FormState,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const params = parseWith(screen.params, c.req.param(), 'path') as z.output<P>;
  const { done: _, ...asked } = state.posted === null ? c.req.query() : {};
  const query = parseWith(screen.query, asked, 'query') as z.output<Q>;
  const once = state.posted === null ? takeOnceCookie(context, c) : null;
  const shown = await screen.show({ params, query, member, state, once, c });
  return answerPage(context, c, { member, state }, shown, status);
}

/** Answers what is refused as a page. */
export async function orRefused(
  context: HttpContext,
  c: HonoContext,
  audience: Parameters<typeof answerPage>[2],
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return answerPage(context, c, audience, refusedPage(error), PROBLEMS[error.code].status);
  }
}

/** Leads whoever is not signed in to where they can, and afterwards back. */
export function toSignIn(c: HonoContext, next = pathOf(c)): Response {
  const safe = safeNext(next);
  return c.redirect(`/console/sign-in${safe === '/console' ? '' : `?next=${encodeURIComponent(safe)}`}`, 303);
}

function pathOf(c: HonoContext): string {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
}

/** The path of the screen that a form stands on, with what the form's own path names. */
function screenPath(path: string, c: HonoContext): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(c.req.param(name) ?? ''));
}

/** A path as routes have it. */
export function routeOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
