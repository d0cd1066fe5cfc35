import { type Acts, makeActs } from './acts.ts';
import { type Answer, letsIn } from './answer.ts';
import { ProvisoError, toProvisoError } from './error.ts';
import { makeLookUp } from './look-up.ts';
import { makeMemory } from './memory.ts';
import { type ClientOptions, idOf, type Observation, type User } from './options.ts';
import { itemsOf, readChecks } from './read-checks.ts';
import { reportUses } from './report-uses.ts';
import { API, type Asking, callService, notProviso } from './service.ts';
import { readSignedAnswers } from './signed-answers.ts';
import { keepStatus, type Status } from './status.ts';

/** What else is known when somebody is asked about. */
export type CheckOptions = {
  /** The signed answer that they carry, as `assertion` gave it. */
  readonly assertion?: string | null | undefined;
};

/** Asks the service on behalf of a product, and stays right while the service is slow or away. */
export type Client = Acts & {
  /** Answers for all policies at once, from the nearest that knows. Never throws and never rejects. */
  readonly check: (user: User, how?: CheckOptions) => Promise<Answer>;
  /**
   * Whether somebody goes on, which an observing client always says; what it would have done is counted and
   * told. For those who write a middleware of their own.
   */
  readonly isLetOn: (answer: Answer) => boolean;
  /** Reports that a user used the product, where that would bind them. Settles when it is done; never rejects. */
  readonly reportUse: (answer: Answer) => Promise<void>;
  /**
   * Settles when the service has said that key, policies and versions fit, and rejects where they do not.
   * Where it does not answer within five seconds it settles as well, `status()` says so, and it is asked on.
   */
  readonly ready: () => Promise<void>;
  readonly status: () => Status;
  /** Has `onError` hear of an error, once a minute. For those who write a middleware of their own. */
  readonly tell: (error: ProvisoError) => void;
  /** Forgets what is known of one user, or of all: they are asked about anew. */
  readonly forget: (user?: string) => void;
};

const READY_TIMEOUT_MS = 5_000;
const READY_AGAIN_MS = 5_000;
const MOST_USERS = 50_000;
const ACTS_WITH_ROLES = ['app', 'admin'];

/** Makes a client. Throws a TypeError where it cannot work as it is configured. */
export function createClient(options: ClientOptions): Client {
  insistOnOptions(options);
  const { policies, key, mode = 'enforce', enforce = () => true } = options;
  const asking: Asking = {
    url: options.url.replace(/\/+$/, ''),
    key: typeof key === 'function' ? key : () => key,
    fetch: options.fetch ?? ((...request) => fetch(...request)),
  };
  const mostUsers = options.mostUsers ?? MOST_USERS;
  const memory = makeMemory(mostUsers);
  const keeper = keepStatus(options.onError);
  const lookUp = makeLookUp(asking, options, memory, keeper);

  const uses = reportUses(async (user) => {
    const timeoutMs = READY_TIMEOUT_MS;
    const { body, saidAt } = await callService(asking, {
      method: 'POST',
      path: '/v1/uses',
      body: { user },
      timeoutMs,
    });
    const said = readChecks(itemsOf(body), policies, user);
    lookUp.take(user, { ...said, etag: null, saidAt: saidAt ?? Date.now() });
  }, keeper.failed);

  const issuer = (options.issuer ?? options.url).replace(/\/+$/, '');
  const signed = readSignedAnswers(asking, { policies, issuer, mostUsers }, options.assertionKeys ?? null);
  const forget = (user?: string) => {
    signed.forget(user);
    if (user === undefined) memory.forgetAll();
    else lookUp.forget(user);
  };

  const counted = (answer: Answer): Answer => {
    keeper.count(answer.source);
    return answer;
  };
  const insistThatItFits = async () => {
    const call = { method: 'GET', timeoutMs: READY_TIMEOUT_MS } as const;
    const { body } = await callService(asking, { ...call, path: '/v1/whoami' });
    const { api, role } = (body ?? {}) as { api?: unknown; role?: unknown };
    if (typeof api !== 'number') throw notProviso(200, JSON.stringify(body) ?? '');
    if (api !== API) {
      throw new ProvisoError(
        'does-not-fit',
        `this client speaks version ${API} of the API, and the service ${String(api)}`,
      );
    }
    if (!ACTS_WITH_ROLES.includes(String(role))) {
      throw new ProvisoError(
        'forbidden',
        `the key must have the role "app"; this one has "${String(role)}"`,
        { status: 403 },
      );
    }
    for (const policy of policies) await callService(asking, { ...call, path: `/v1/policies/${policy}` });
    keeper.heard();
  };
  const askOn = () => {
    const timer = setTimeout(() => {
      insistThatItFits().catch((thrown) => {
        const error = toProvisoError(thrown);
        keeper.failed(error);
        if (error.isServiceDown) askOn();
      });
    }, READY_AGAIN_MS);
    if (typeof timer === 'object') timer.unref();
  };

  return {
    ...makeActs(asking, policies, forget),
    async check(user, { assertion } = {}) {
      const id = idOf(user);
      if (assertion) {
        const said = signed.find(assertion, id);
        const answer = said instanceof Promise ? await said : said;
        if (answer !== null) return counted(answer);
      }
      return counted(lookUp.findFresh(id) ?? (await lookUp.ask(user)));
    },
    isLetOn(answer) {
      if (letsIn(answer)) return true;
      if (mode === 'enforce' && enforce(answer.user)) return false;
      const { user, next, reason } = answer;
      const observation: Observation = { user, next, reason };
      keeper.countObserved();
      options.onObserved?.(observation);
      return true;
    },
    reportUse: uses.report,
    async ready() {
      try {
        await insistThatItFits();
      } catch (thrown) {
        const error = toProvisoError(thrown);
        keeper.failed(error);
        if (!error.isServiceDown || error.code === 'not-proviso') throw error;
        askOn();
      }
    },
    tell: keeper.failed,
    status: () => ({ ...keeper.read(), remembered: memory.size() }),
    forget,
  };
}

function insistOnOptions({ url, key, policies, fallback }: ClientOptions): void {
  if (!URL.canParse(url))
    throw new TypeError('`url` must say where the service is, such as https://policies.example.com');
  if (key === undefined || key === '')
    throw new TypeError('`key` is not set: it must be a key with the role "app"');
  if (!Array.isArray(policies) || policies.length === 0)
    throw new TypeError('`policies` must name at least one policy');
  if (fallback !== 'let-in' && fallback !== 'keep-out') {
    throw new TypeError(
      '`fallback` must say what happens to people of whom nothing is known while the service is away: "let-in" or "keep-out"',
    );
  }
}
