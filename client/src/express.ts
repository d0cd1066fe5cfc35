import type { Answer } from './answer.ts';
import type { Client } from './client.ts';
import { decidePassage, type GateOptions } from './gate.ts';

export type { GateOptions } from './gate.ts';

/** What is read of a request of Express, or of any framework that has the same. */
export type ExpressRequest = {
  readonly method: string;
  readonly originalUrl: string;
  readonly protocol: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What is known of the user; not set where nobody is signed in, and on open paths. */
  policyAnswer?: Answer;
};

/** What is written of a response of Express. */
export type ExpressResponse = {
  redirect(status: number, url: string): unknown;
  status(code: number): { type(type: string): { send(body: string): unknown } };
};

/**
 * Middleware for Express: whoever owes an answer is sent to the page where they give it, or told where it
 * is. Everybody else goes on with `req.policyAnswer`. What `user` throws goes to `next`.
 */
export function requireAcceptance<R extends ExpressRequest>(
  client: Client,
  options: GateOptions<R>,
): (request: R, response: ExpressResponse, next: (error?: unknown) => void) => Promise<void> {
  return async (request, response, next) => {
    try {
      const { originalUrl, method, headers } = request;
      const visit = {
        ...{ request, method, path: originalUrl.split('?', 1)[0] ?? '/' },
        url: () => new URL(originalUrl, `${request.protocol}://${headers.host ?? 'localhost'}`).href,
        wantsPage: () => String(headers.accept ?? '').includes('text/html'),
      };
      const passage = await decidePassage(client, options, visit);
      if (passage.answer !== null) request.policyAnswer = passage.answer;
      if (passage.kind === 'redirect') response.redirect(303, passage.url);
      else if (passage.kind === 'refuse')
        response.status(passage.status).type(passage.type).send(passage.body);
      else next();
    } catch (error) {
      next(error);
    }
  };
}
