import type { Context as HonoContext } from 'hono';
import { askForCode } from '../../../actions/access/ask-for-code.ts';
import { signIn } from '../../../actions/access/sign-in.ts';
import { isCodeFresh } from '../../../domain/access/session.ts';
import type { FieldError, Typed } from '../../../pages/console/parts/form-state.ts';
import { codeAgainPage } from '../../../pages/console/sign-in.ts';
import { signInWords } from '../../../pages/console/words/sign-in.ts';
import type { HttpContext } from '../../wire/http-context.ts';
import { afterAnswer } from './after-answer.ts';
import { answerPage, waitPage } from './answer-page.ts';
import { dropBrowserCookie, knowBrowser, setSessionCookie } from './cookies.ts';
import { type Limits, waitForCode, waitForTry } from './limits.ts';
import { freshState, type Visitor } from './visit.ts';

/**
 * Asks for a new code before what cannot be undone, where the last one was typed in more than an hour ago: a page that
 * takes along what was typed. Where it may be done, it answers the secret of the session by which it is: the one that
 * there was, or, where a code came with the form just now as `code`, the new one that forms carry from then on.
 */
export async function askForFreshCode(
  { context, limits }: { readonly context: HttpContext; readonly limits: Limits },
  c: HonoContext,
  { member, session, secret }: Visitor,
  typed: Typed,
): Promise<Response | string> {
  if (isCodeFresh(session, context.now())) return secret;
  const audience = { member, state: freshState(secret) };
  const { email } = member;
  const ask = (errors: readonly FieldError[]) => {
    const state = { ...audience.state, posted: c.req.path, errors };
    const page = codeAgainPage({ state, to: c.req.path, email, typed });
    return answerPage(context, c, { member, state }, page, 422);
  };
  const wait = (seconds: number) => {
    c.header('retry-after', String(seconds));
    return answerPage(context, c, audience, waitPage(seconds), 429);
  };
  const browser = knowBrowser(context, c);
  const mailCode = async () => afterAnswer(c, await askForCode(context, { browser: browser.secret, email }));
  const code = typeof typed.code === 'string' ? typed.code.trim() : '';
  if (code === '') {
    const seconds = waitForCode(context, limits, c, email);
    if (seconds > 0) return wait(seconds);
    await mailCode();
    return ask([]);
  }
  const seconds = waitForTry(context, limits, c);
  if (seconds > 0) return wait(seconds);
  const came = await signIn(context, { browser: browser.secret, email, code }, secret);
  if (came.kind === 'in') {
    setSessionCookie(context, c, came.session);
    dropBrowserCookie(context, c);
    return came.session;
  }
  const { over, wrong } = signInWords.code;
  return ask([{ field: 'code', detail: came.kind === 'wrong' ? wrong(came.triesLeft) : over }]);
}
