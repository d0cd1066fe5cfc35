import type { Context, Env, MiddlewareHandler } from 'hono';
import type { Answer } from './answer.ts';
import type { Client } from './client.ts';
import { decidePassage, type GateOptions } from './gate.ts';

export type { GateOptions } from './gate.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** What is known of the user; not set where nobody is signed in, and on open paths. */
    policyAnswer: Answer;
  }
}

/**
 * Middleware for Hono: whoever owes an answer is sent to the page where they give it, or told where it is.
 * Everybody else goes on with `c.get('policyAnswer')`.
 */
// biome-ignore lint/suspicious/noExplicitAny: as Hono has it, an app that says nothing of its variables has any
export function requireAcceptance<E extends Env = any>(
  client: Client,
  options: GateOptions<Context<E>>,
): MiddlewareHandler<E> {
  return async (c, next) => {
    const { method, path } = c.req;
    // What whoever goes on does not need is read where it is: it takes longer than all the rest.
    const passage = await decidePassage(client, options, {
      ...{ request: c, method, path },
      url: () => c.req.url,
      wantsPage: () => c.req.header('accept')?.includes('text/html') ?? false,
    });
    if (passage.answer !== null) (c as Context).set('policyAnswer', passage.answer);
    if (passage.kind === 'redirect') return c.redirect(passage.url, 303);
    if (passage.kind === 'refuse') {
      return c.body(passage.body, passage.status, {
        'content-type': passage.type,
        'cache-control': 'no-store',
      });
    }
    if (passage.used !== null) keepAlive(c, passage.used);
    return next();
  };
}

/** A Worker ends with its answer, unless it is told what still goes on. */
function keepAlive(c: Context, work: Promise<void>): void {
  try {
    c.executionCtx.waitUntil(work);
  } catch {
    // On other runtimes nothing ends with the answer, and Hono throws.
  }
}
