import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import { openAdminLink, spendLinkForAdmin } from '../../actions/access/admin-link.ts';
import { askForCode } from '../../actions/access/ask-for-code.ts';
import { signIn } from '../../actions/access/sign-in.ts';
import { signOut } from '../../actions/access/sign-out.ts';
import { isSecret } from '../../domain/access/code.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { FieldError, FormState, Typed } from '../../pages/console/parts/form-state.ts';
import { closedLinkPage, codePage, firstAdminPage, signInPage } from '../../pages/console/sign-in.ts';
import { signInWords as words } from '../../pages/console/words/sign-in.ts';
import { isOurOrigin } from '../wire/page-headers.ts';
import { email as emailSchema, line } from '../wire/schemas.ts';
import { afterAnswer } from './wire/after-answer.ts';
import { answerPage, elsewherePage, waitPage } from './wire/answer-page.ts';
import {
  type Browser,
  dropBrowserCookie,
  dropSessionCookie,
  knowBrowser,
  readBrowserCookie,
  readSessionCookie,
  setBrowserCookie,
  setSessionCookie,
} from './wire/cookies.ts';
import { waitForCode, waitForTry } from './wire/limits.ts';
import { errorsOf, readFields, typedLine } from './wire/read-fields.ts';
import type { Console } from './wire/screens.ts';
import { findVisitor, freshState, hasToken, safeNext } from './wire/visit.ts';

const MAX_BYTES = 8 * 1024;

const addressForm = z.object({ email: typedLine(emailSchema) });
const adminForm = z.object({ name: typedLine(line(200)), email: typedLine(emailSchema) });

/** The ways in and out: a code by mail, the link that makes an admin, and signing out. Nothing happens on opening a page. */
export function signInRoutes(console: Console): void {
  askingRoutes(console);
  codeRoutes(console);
  firstAdminRoutes(console);
  signOutRoute(console);
}

/** A form on the way in, which is somebody's whom a cookie alone tells from others. */
type WayIn = {
  readonly typed: Typed;
  readonly browser: Browser;
  /** What is wrong with it before its fields are looked at. */
  readonly problem: string | null;
};

/** Reads a form on the way in; null where it was not sent from here. */
async function readWayIn({ context }: Console, c: HonoContext): Promise<WayIn | null> {
  if (!isOurOrigin(c.req.header('origin'), context.publicUrl, c.req.header('host'))) return null;
  const { typed } = await readFields(c, MAX_BYTES);
  const known = readBrowserCookie(context, c);
  if (known !== null && hasToken(known.secret, typed)) return { typed, browser: known, problem: null };
  // A token that came without its cookie is of a browser that keeps none.
  const keepsNone = known === null && typed.csrf !== undefined;
  return { typed, browser: knowBrowser(context, c), problem: keepsNone ? words.noCookie : words.stale };
}

function askingRoutes(console: Console): void {
  const { app, context, limits, declared } = console;
  declared.push(
    { method: 'GET', path: '/console/sign-in', may: 'anybody' },
    { method: 'POST', path: '/console/sign-in', may: 'anybody' },
  );
  const page = (c: HonoContext, state: FormState, next: string, email: string, status: 200 | 422) =>
    answerPage(
      context,
      c,
      { member: null, state },
      signInPage({
        ...{ company: context.company, state, next, email, provider: context.oidc?.name ?? null },
      }),
      status,
    );

  app.get('/console/sign-in', async (c) => {
    const next = safeNext(c.req.query('next'));
    if ((await findVisitor(context, c)) !== null) return c.redirect(next, 303);
    const browser = knowBrowser(context, c);
    return page(c, freshState(browser.secret), next, browser.email ?? '', 200);
  });

  app.post('/console/sign-in', async (c) => {
    const sent = await readWayIn(console, c);
    if (sent === null) return wrongOrigin(console, c);
    const { typed, browser, problem } = sent;
    const next = safeNext(typed.next);
    const back = (errors: readonly FieldError[]) =>
      page(c, { ...freshState(browser.secret), posted: c.req.path, typed, errors }, next, '', 422);
    if (problem !== null) return back([{ field: null, detail: problem }]);
    const form = addressForm.safeParse(typed);
    if (!form.success) return back(errorsOf(form.error, { email: words.noAddress }));
    const { email } = form.data;
    const seconds = waitForCode(context, limits, c, email);
    if (seconds > 0) return wait(console, c, browser, seconds);
    afterAnswer(c, await askForCode(context, { browser: browser.secret, email }));
    setBrowserCookie(context, c, { ...browser, email });
    return c.redirect(`/console/sign-in/code?next=${encodeURIComponent(next)}`, 303);
  });
}

function codeRoutes(console: Console): void {
  const { app, context, limits, declared } = console;
  declared.push(
    { method: 'GET', path: '/console/sign-in/code', may: 'anybody' },
    { method: 'POST', path: '/console/sign-in/code', may: 'anybody' },
  );

  app.get('/console/sign-in/code', async (c) => {
    const next = safeNext(c.req.query('next'));
    if ((await findVisitor(context, c)) !== null) return c.redirect(next, 303);
    const browser = readBrowserCookie(context, c);
    if (browser === null || browser.email === null) return c.redirect('/console/sign-in', 303);
    const state = freshState(browser.secret);
    return answerPage(context, c, { member: null, state }, codePage({ state, next, email: browser.email }));
  });

  app.post('/console/sign-in/code', async (c) => {
    const sent = await readWayIn(console, c);
    if (sent === null) return wrongOrigin(console, c);
    const { typed, browser, problem } = sent;
    const next = safeNext(typed.next);
    const address = addressForm.safeParse(typed);
    if (!address.success) return c.redirect('/console/sign-in', 303);
    const { email } = address.data;
    const back = (errors: readonly FieldError[]) => {
      const state = { ...freshState(browser.secret), posted: c.req.path, typed: {}, errors };
      return answerPage(context, c, { member: null, state }, codePage({ state, next, email }), 422);
    };
    // Whoever sends the code again, by the button or by going back, is in already.
    if ((await findVisitor(context, c)) !== null) return c.redirect(next, 303);
    if (problem !== null) return back([{ field: null, detail: problem }]);
    const code = typeof typed.code === 'string' ? typed.code : '';
    if (code.trim() === '') return back([{ field: 'code', detail: words.code.none }]);
    const seconds = waitForTry(context, limits, c, email);
    if (seconds > 0) return wait(console, c, browser, seconds);
    const before = readSessionCookie(context, c);
    const came = await signIn(context, { browser: browser.secret, email, code }, before);
    if (came.kind !== 'in') {
      const { over, wrong } = words.code;
      return back([{ field: 'code', detail: came.kind === 'wrong' ? wrong(came.triesLeft) : over }]);
    }
    setSessionCookie(context, c, came.session);
    dropBrowserCookie(context, c);
    return c.redirect(next, 303);
  });
}

function firstAdminRoutes(console: Console): void {
  const { app, context, limits, declared } = console;
  declared.push(
    { method: 'GET', path: '/console/first/{token}', may: 'anybody' },
    { method: 'POST', path: '/console/first/{token}', may: 'anybody' },
  );
  const insistOnLink = (token: string) => {
    if (!isSecret(token)) throw new Refusal('unknown-link', 'This never was a link of ours.');
    return openAdminLink(context, token);
  };
  const closed = (c: HonoContext, browser: Browser) =>
    answerPage(context, c, { member: null, state: freshState(browser.secret) }, closedLinkPage(), 404);

  app.get('/console/first/:token', async (c) => {
    const browser = knowBrowser(context, c);
    const seconds = waitForTry(context, limits, c);
    if (seconds > 0) return wait(console, c, browser, seconds);
    const token = c.req.param('token');
    if ((await orUnknownLink(insistOnLink(token))) === null) return closed(c, browser);
    const state = freshState(browser.secret);
    // Whoever made the link may say for whom, which the form then holds.
    const [name = '', email = ''] = [c.req.query('name'), c.req.query('email')];
    const shown = firstAdminPage({ state, to: c.req.path, name, email });
    return answerPage(context, c, { member: null, state }, shown);
  });

  app.post('/console/first/:token', async (c) => {
    const sent = await readWayIn(console, c);
    if (sent === null) return wrongOrigin(console, c);
    const { typed, browser, problem } = sent;
    const seconds = waitForTry(context, limits, c);
    if (seconds > 0) return wait(console, c, browser, seconds);
    const token = c.req.param('token');
    if ((await orUnknownLink(insistOnLink(token))) === null) return closed(c, browser);
    const back = (errors: readonly FieldError[]) => {
      const state = { ...freshState(browser.secret), posted: c.req.path, typed, errors };
      const shown = firstAdminPage({ state, to: c.req.path, name: '', email: '' });
      return answerPage(context, c, { member: null, state }, shown, 422);
    };
    if (problem !== null) return back([{ field: null, detail: problem }]);
    const form = adminForm.safeParse(typed);
    if (!form.success) {
      return back(errorsOf(form.error, { name: words.first.noName, email: words.noAddress }));
    }
    const before = readSessionCookie(context, c);
    const came = await orUnknownLink(spendLinkForAdmin(context, token, form.data, before));
    if (came === null) return closed(c, browser);
    setSessionCookie(context, c, came.session);
    dropBrowserCookie(context, c);
    return c.redirect('/console?done=first#done', 303);
  });
}

function signOutRoute(console: Console): void {
  const { app, context, declared } = console;
  declared.push({ method: 'POST', path: '/console/sign-out', may: 'anybody' });
  app.post('/console/sign-out', async (c) => {
    const { typed } = await readFields(c, MAX_BYTES);
    const visitor = await findVisitor(context, c);
    if (visitor !== null) {
      const isOurs = isOurOrigin(c.req.header('origin'), context.publicUrl, c.req.header('host'));
      if (!isOurs) return wrongOrigin(console, c);
      // A page of before somebody signed in again can still sign them out by its button.
      if (!hasToken(visitor.secret, typed)) return c.redirect('/console', 303);
      await signOut(context, visitor.session, { everywhere: typed.everywhere !== undefined });
    }
    dropSessionCookie(context, c);
    return c.redirect(`/console/sign-in?done=${typed.everywhere === undefined ? 'out' : 'everywhere'}`, 303);
  });
}

async function orUnknownLink<T>(opening: Promise<T>): Promise<T | null> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unknown-link') return null;
    throw error;
  }
}

function wait({ context }: Console, c: HonoContext, { secret }: Browser, seconds: number): Promise<Response> {
  c.header('retry-after', String(seconds));
  return answerPage(context, c, { member: null, state: freshState(secret) }, waitPage(seconds), 429);
}

function wrongOrigin({ context }: Console, c: HonoContext): Promise<Response> {
  return answerPage(context, c, { member: null, state: freshState('') }, elsewherePage(), 403);
}
