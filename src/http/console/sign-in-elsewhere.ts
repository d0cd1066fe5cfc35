import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import { signInVerified } from '../../actions/access/sign-in-verified.ts';
import { elsewherePage } from '../../pages/console/sign-in.ts';
import { signInWords } from '../../pages/console/words/sign-in.ts';
import { answerPage, waitPage } from './wire/answer-page.ts';
import {
  dropBrowserCookie,
  readSessionCookie,
  setOnceCookie,
  setSessionCookie,
  takeOnceCookie,
} from './wire/cookies.ts';
import { waitForTry } from './wire/limits.ts';
import type { Console } from './wire/screens.ts';
import { freshState, safeNext } from './wire/visit.ts';

/** What a browser takes along to the provider and back, in a cookie that no script reads. */
const takenAlong = z.object({
  ...{ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() },
});

const words = signInWords.elsewhere;

/**
 * Signing in by the company's own identity provider, where one is set up. Going there is a link, since a form may lead
 * nowhere but here; coming back counts in the browser that went alone, and lets in nobody but members.
 */
export function signInElsewhereRoutes(console: Console): void {
  const { app, context, limits, declared } = console;
  const { oidc } = context;
  if (oidc === null) return;
  declared.push(
    { method: 'GET', path: '/console/sign-in/oidc', may: 'anybody' },
    { method: 'GET', path: '/console/sign-in/oidc/callback', may: 'anybody' },
  );
  const say = (c: HonoContext, body: string, status: 403 | 503) =>
    answerPage(context, c, { member: null, state: freshState('') }, elsewherePage(oidc.name, body), status);
  const wait = (c: HonoContext) => {
    const seconds = waitForTry(context, limits, c);
    if (seconds === 0) return null;
    c.header('retry-after', String(seconds));
    return answerPage(context, c, { member: null, state: freshState('') }, waitPage(seconds), 429);
  };

  app.get('/console/sign-in/oidc', async (c) => {
    const slowed = wait(c);
    if (slowed !== null) return slowed;
    const begun = await oidc.begin();
    if (begun === null) {
      context.log('error', 'the identity provider does not answer', { provider: oidc.name });
      return say(c, words.away, 503);
    }
    const next = safeNext(c.req.query('next'));
    setOnceCookie(context, c, JSON.stringify({ ...begun.visit, next }), { seconds: 10 * 60 });
    return c.redirect(begun.url, 303);
  });

  app.get('/console/sign-in/oidc/callback', async (c) => {
    const slowed = wait(c);
    if (slowed !== null) return slowed;
    const along = takenAlong.safeParse(parsed(takeOnceCookie(context, c)));
    if (!along.success) return say(c, words.lost, 403);
    const { next, ...visit } = along.data;
    const answer = await oidc.finish(c.req.url, visit);
    if (answer.kind === 'failed') {
      context.log('warn', 'signing in by the identity provider failed', { reason: answer.reason });
      return say(c, words.failed, 403);
    }
    const before = readSessionCookie(context, c);
    const session = answer.kind === 'verified' ? await signInVerified(context, answer.email, before) : null;
    if (session === null) return say(c, words.nobody, 403);
    setSessionCookie(context, c, session);
    dropBrowserCookie(context, c);
    return c.redirect(safeNext(next), 303);
  });
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
