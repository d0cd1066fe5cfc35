import type { UserLink } from './acts.ts';
import type { Answer } from './answer.ts';
import type { Client } from './client.ts';
import { toProvisoError } from './error.ts';
import type { User } from './options.ts';
import { isBoundByUse } from './report-uses.ts';

/** What every framework's middleware takes; `R` is the framework's request. */
export type GateOptions<R> = {
  /** Who asks; null for whoever is not signed in, who is let on. */
  readonly user: (request: R) => User | null | undefined | Promise<User | null | undefined>;
  /** The signed answer that the request carries, in a cookie say. */
  readonly assertion?: (request: R) => string | null | undefined;
  /**
   * Paths that lead out, and those below them: reading the policies, declining, exporting, deleting, signing
   * out. Nobody is stopped there, and being there is no use.
   */
  readonly open?: readonly (string | RegExp)[];
  /** Whether requests are use, and are reported where that binds somebody. Never those to open paths. */
  readonly uses?: boolean;
  /** Whether the product itself restricts whoever is to be restricted; else they are asked. */
  readonly restricts?: boolean;
  /**
   * Where people come back to after they answered; the page they asked for unless said. Where the service does not
   * lead there (`RETURN_TO`), they find back by themselves.
   */
  readonly returnTo?: (request: R) => string | undefined;
};

/** What a gate reads of a request. */
export type Visit<R> = {
  readonly request: R;
  readonly method: string;
  readonly path: string;
  /** The whole URL as the user sees it. */
  readonly url: () => string;
  /** Whether it is a page that is asked for. */
  readonly wantsPage: () => boolean;
};

/** What becomes of a request. */
export type Passage =
  /** It goes on; `used` settles when the use is reported. */
  | { readonly kind: 'on'; readonly answer: Answer | null; readonly used: Promise<void> | null }
  | { readonly kind: 'redirect'; readonly url: string; readonly answer: Answer }
  | {
      readonly kind: 'refuse';
      readonly status: 403 | 503;
      readonly type: string;
      readonly body: string;
      readonly answer: Answer;
    };

/** Decides about one request what all frameworks do alike; never rejects, unless `user` does. */
export async function decidePassage<R>(
  client: Client,
  options: GateOptions<R>,
  visit: Visit<R>,
): Promise<Passage> {
  if (isOpen(options.open, visit.path)) return { kind: 'on', answer: null, used: null };
  const user = await options.user(visit.request);
  if (user === null || user === undefined) return { kind: 'on', answer: null, used: null };

  const answer = await client.check(user, { assertion: options.assertion?.(visit.request) });
  if (client.isLetOn(answer) || (answer.next === 'restrict' && options.restricts)) {
    return {
      kind: 'on',
      answer,
      used: options.uses && isBoundByUse(answer) ? client.reportUse(answer) : null,
    };
  }
  if (answer.error !== null) return unavailable(answer, visit, answer.error.code);
  if (answer.next === 'deny') {
    return refuse(answer, visit, 403, { title: 'You have left', code: 'has-left' });
  }
  const wanted =
    options.returnTo?.(visit.request) ?? (visit.method === 'GET' ? visit.url() : new URL(visit.url()).origin);
  try {
    const { url } = await linkTo(client, user, wanted);
    if (visit.wantsPage()) return { kind: 'redirect', url, answer };
    const title = 'You are to read and answer a policy before you go on';
    return refuse(answer, visit, 403, { title, code: 'answer-required', link: url });
  } catch (thrown) {
    return unavailable(answer, visit, toProvisoError(thrown).code);
  }
}

/** A link that leads back where the service lets it, else one that does not: nobody is to be locked out for that. */
async function linkTo(client: Client, user: User, returnTo: string): Promise<UserLink> {
  try {
    return await client.link(user, { returnTo });
  } catch (thrown) {
    const error = toProvisoError(thrown);
    if (error.code !== 'return-not-allowed') throw error;
    client.tell(error);
    return client.link(user);
  }
}

function isOpen(open: readonly (string | RegExp)[] | undefined, path: string): boolean {
  return (open ?? []).some((one) =>
    typeof one === 'string' ? path === one || path.startsWith(`${one.replace(/\/$/, '')}/`) : one.test(path),
  );
}

function unavailable<R>(answer: Answer, visit: Visit<R>, because: string): Passage {
  const title = 'Whether you may go on cannot be told right now';
  return refuse(answer, visit, 503, { title, code: 'cannot-tell', because });
}

function refuse<R>(
  answer: Answer,
  { wantsPage }: Visit<R>,
  status: 403 | 503,
  { title, ...facts }: { readonly title: string; readonly code: string } & Record<string, string>,
): Passage {
  if (wantsPage())
    return { kind: 'refuse', status, type: 'text/plain; charset=utf-8', body: `${title}.\n`, answer };
  const problem = { type: 'about:blank', title, status, ...facts };
  return { kind: 'refuse', status, type: 'application/problem+json', body: JSON.stringify(problem), answer };
}
