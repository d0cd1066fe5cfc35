import {
  bindsAt,
  checkFake,
  type FakeState,
  type FakeUser,
  type FakeVersion,
  heldAt,
  inForce,
  isOf,
  iso,
  tell,
  useBinds,
} from './fake-rules.ts';
import { API } from './service.ts';

/** A refusal of the fake, with the code and the status that the service has for it. */
export class FakeRefusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, detail: string) {
    super(detail);
    this.code = code;
    this.status = status;
  }
}

type Answered = { readonly status: number; readonly answer: unknown };
// biome-ignore lint/suspicious/noExplicitAny: what the client sends is what the client writes
type Body = any;
type Asked = {
  readonly state: FakeState;
  readonly now: number;
  readonly ids: readonly string[];
  readonly body: Body;
};

/** The routes that the client calls, and what each does. */
const ROUTES: readonly (readonly [string, RegExp, (asked: Asked) => unknown])[] = [
  ['GET', /^\/v1\/whoami$/, () => ({ api: API, key: 'fake', name: 'fake', role: 'app' })],
  [
    'GET',
    /^\/v1\/policies\/([^/]+)$/,
    ({ state, ids: [policy = ''] }) => ({ policy: insistOnPolicy(state, policy) }),
  ],
  ['GET', /^\/policies\/([^/]+)\/current\.json$/, readCurrent],
  [
    'GET',
    /^\/v1\/users\/([^/]+)\/policies$/,
    ({ state, now, ids: [id] }) => checkAll(state, findUser(state, id), now),
  ],
  [
    'GET',
    /^\/v1\/users\/([^/]+)\/policies\/([^/]+)$/,
    ({ state, now, ids: [id, policy = ''] }) =>
      checkFake(state, findUser(state, id), insistOnPolicy(state, policy), now),
  ],
  ['PUT', /^\/v1\/users\/([^/]+)$/, putUser],
  ['POST', /^\/v1\/users$/, signUp],
  [
    'POST',
    /^\/v1\/users\/([^/]+)\/links$/,
    ({ now, ids: [id] }) => ({ url: `http://proviso.invalid/review/${id}`, expiresAt: iso(now + 900_000) }),
  ],
  ['POST', /^\/v1\/acceptances$/, ({ state, now, body }) => accept(state, now, body)],
  ['POST', /^\/v1\/terminations$/, decline],
  ['DELETE', /^\/v1\/terminations\/([^/]+)$/, cancelLeaving],
  ['POST', /^\/v1\/notices\/shown$/, show],
  ['POST', /^\/v1\/uses$/, use],
];

/** Answers a request as the service would; throws a FakeRefusal. */
export function answerFake(
  state: FakeState,
  now: number,
  method: string,
  path: string,
  body: Body,
): Answered {
  for (const [verb, pattern, answer] of ROUTES) {
    const match = verb === method ? pattern.exec(path) : null;
    if (match === null) continue;
    const ids = match.slice(1).map(decodeURIComponent);
    return { status: 200, answer: answer({ state, now, ids, body }) };
  }
  throw new FakeRefusal('not-found', 404, `the fake has nothing at ${method} ${path}`);
}

function findUser({ users }: FakeState, id: string | undefined): FakeUser {
  const user = users.get(id ?? '');
  if (user === undefined) throw new FakeRefusal('unknown-user', 404, 'There is no such user.');
  return user;
}

function insistOnPolicy({ versions }: FakeState, policy: string): string {
  if (versions.some((one) => one.policy === policy)) return policy;
  throw new FakeRefusal('unknown-policy', 404, 'There is no such policy.');
}

/** A version that people may answer: the one in force, or one that is announced. */
function openVersion(state: FakeState, now: number, of: { policy: string; version: number }): FakeVersion {
  insistOnPolicy(state, of.policy);
  const version = state.versions.find((one) => isOf(one, of));
  if (version === undefined) throw new FakeRefusal('unknown-version', 404, 'There is no such version.');
  const isSuperseded = version.version < (inForce(state, of.policy, now)?.version ?? 0);
  if (version.withdrawnAt !== null || isSuperseded) {
    throw new FakeRefusal('version-not-open', 409, 'The version is not open.');
  }
  return version;
}

function checkAll(state: FakeState, user: FakeUser, now: number) {
  const names = [...new Set(state.versions.map(({ policy }) => policy))].toSorted();
  return { items: names.map((policy) => checkFake(state, user, policy, now)), next: null };
}

function readCurrent({ state, now, ids: [policy = ''] }: Asked) {
  const version = inForce(state, insistOnPolicy(state, policy), now);
  if (version === undefined) throw new FakeRefusal('unknown-version', 404, 'No version is in force yet.');
  const url = `http://proviso.invalid/policies/${policy}/versions/${version.version}`;
  const { version: number, effectiveAt } = version;
  return {
    policy,
    title: policy,
    version: number,
    contentHash: hashOf(version),
    locale: 'en',
    effectiveAt: iso(effectiveAt),
    url,
  };
}

/** As long as a hash, and another one for each version. */
function hashOf({ policy, version }: { readonly policy: string; readonly version: number }): string {
  const hex = [...`${policy}@${version}`].map((one) => one.charCodeAt(0).toString(16)).join('');
  return `sha256:${hex.padEnd(64, '0').slice(0, 64)}`;
}

function putUser({ state, now, ids: [id = ''], body }: Asked) {
  const user = state.users.get(id) ?? { id, email: body.email, accepted: [], told: [], leavings: [] };
  user.email = body.email;
  state.users.set(id, user);
  tell(state, now);
  return { user: id };
}

function signUp(asked: Asked) {
  const { state, now, body } = asked;
  putUser({ ...asked, ids: [body.user] });
  const acceptances = body.accepts.map((one: Body) => accept(state, now, { user: body.user, ...one }));
  return { user: body.user, acceptances };
}

function accept(state: FakeState, now: number, body: Body) {
  const user = findUser(state, body.user);
  // Repeating a clear yes answers as the first time, also once another version is in force.
  const said = user.accepted.find((one) => isOf(one, body) && one.basis === 'explicit');
  const { policy, version } = said ?? openVersion(state, now, body);
  if (user.leavings.some(({ terminatesAt }) => terminatesAt <= now)) {
    const isCurrent = inForce(state, policy, now)?.version === version;
    if (!body.returning || !isCurrent)
      throw new FakeRefusal('already-terminated', 409, 'This user has left.');
    user.leavings.length = 0;
  }
  if (body.contentHash !== undefined && body.contentHash !== hashOf(body)) {
    throw new FakeRefusal('content-mismatch', 409, 'Another text was shown.');
  }
  const kept = user.leavings.filter((one) => one.policy !== policy || one.version > version);
  user.leavings.splice(0, Number.POSITIVE_INFINITY, ...kept);
  if (said === undefined) user.accepted.push({ policy, version, basis: 'explicit', at: now });
  return {
    id: `${user.id}-${policy}-${version}`,
    user: user.id,
    policy,
    version,
    basis: 'explicit',
    at: iso(said?.at ?? now),
  };
}

function decline({ state, now, body }: Asked) {
  const user = findUser(state, body.user);
  const version = openVersion(state, now, body);
  const holds = (heldAt(state, user, body.policy, now)?.version ?? 0) >= body.version;
  const closes = bindsAt(user, version) ?? version.effectiveAt;
  if (now >= closes && (version.acceptance === 'deemed' || holds)) {
    throw new FakeRefusal('decline-window-closed', 409, 'It is too late to decline.');
  }
  const terminatesAt = body.when === 'now' ? now : Math.max(now, closes);
  const id = `${user.id}-leaves-${body.policy}-${body.version}`;
  user.leavings.push({ id, policy: body.policy, version: body.version, declinedAt: now, terminatesAt });
  return { id, user: user.id, policy: body.policy, version: body.version, terminatesAt: iso(terminatesAt) };
}

function cancelLeaving({ state, now, ids: [id] }: Asked) {
  for (const user of state.users.values()) {
    const leaving = user.leavings.find((one) => one.id === id);
    if (leaving === undefined) continue;
    if (leaving.terminatesAt <= now) throw new FakeRefusal('already-terminated', 409, 'This user has left.');
    user.leavings.splice(user.leavings.indexOf(leaving), 1);
    return { id, user: user.id, policy: leaving.policy, version: leaving.version };
  }
  throw new FakeRefusal('unknown-termination', 404, 'There is no such termination.');
}

function show({ state, now, body }: Asked) {
  const user = findUser(state, body.user);
  const version = openVersion(state, now, body);
  const { policy } = version;
  if (!user.told.some((one) => isOf(one, version)))
    user.told.push({ policy, version: version.version, at: now });
  return { toldAt: iso(now), bindsAt: iso(bindsAt(user, version) ?? version.effectiveAt) };
}

function use({ state, now, body }: Asked) {
  const user = findUser(state, body.user);
  for (const policy of new Set(state.versions.map((one) => one.policy))) {
    const current = inForce(state, policy, now);
    if (current === undefined || !useBinds(state, user, policy, now)) continue;
    user.accepted.push({ policy, version: current.version, basis: 'deemed', at: now });
  }
  return checkAll(state, user, now);
}
