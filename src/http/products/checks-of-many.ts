import { z } from 'zod';
import { readParties } from '../../actions/answers/read-facts.ts';
import { type Check, checkUser } from '../../domain/answers/check.ts';
import { ownFacts } from '../../domain/answers/own-facts.ts';
import { isRuled } from '../../domain/answers/own-outcome.ts';
import { versionsUnderWay } from '../../domain/answers/untold.ts';
import { type ListedUserOfPolicy, listUsersOfPolicy } from '../../storage/answers/user-of-policy.ts';
import { listNotReached } from '../../storage/notices/not-reached.ts';
import { listUsers } from '../../storage/people/users.ts';
import { checkAnswer } from '../api/checks.ts';
import { listOf } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import {
  askingOf,
  asksForRenewals,
  firstThatMatters,
  notTold,
  readChecks,
  readPolicyVersions,
} from '../wire/read-checks.ts';
import { policyName, userId } from '../wire/schemas.ts';

type Reading = Pick<HttpContext, 'store' | 'now'>;
const encoder = new TextEncoder();

type Standing = ListedUserOfPolicy['standing'];

const unknownAnswer = z.object({ user: z.string(), policy: z.string(), unknown: z.literal(true) });

/** The check of a whole list, which products ask of all whom they are about to serve. */
export function checksOfManyRoute(api: Api): void {
  const { context } = api;

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/checks',
      summary: 'Check up to 1,000 users against one policy, in the order asked.',
      role: ['app', 'legal'],
      body: z.strictObject({ policy: policyName, users: z.array(userId).max(1000) }),
      maxBytes: 4 * 1024 * 1024,
      statuses: [200],
      answer: listOf(z.union([checkAnswer, unknownAnswer])),
      refusals: ['invalid-request', 'unknown-policy', 'too-large'],
    },
    async ({ body: { policy, users } }) => {
      const rests = await writeListedChecks(context, policy, [...new Set(users)]);
      const unknown = encoder.encode(JSON.stringify({ policy, unknown: true as const }).slice(1));
      const written = writeList(users, (user) => rests.get(user) ?? unknown);
      return { status: 200, body: null, written, headers: { 'cache-control': 'no-store' } };
    },
  );
}

/**
 * Writes a list of what is said of users, of each an object of which `restOf` gives what follows their id. As bytes,
 * since putting so much text together takes several times as long.
 */
function writeList(users: readonly string[], restOf: (user: string) => Uint8Array): Uint8Array<ArrayBuffer> {
  const items = users.map((user, index) => {
    const head = `${index === 0 ? '' : ','}{"user":${JSON.stringify(user)},`;
    return { head, rest: restOf(user) };
  });
  const [begin, end] = ['{"items":[', '],"next":null}'];
  // A unit of text takes three bytes at most.
  const most = items.reduce((sum, { head, rest }) => sum + 3 * head.length + rest.length, 0);
  const bytes = new Uint8Array(most + begin.length + end.length);
  let at = 0;
  const put = (text: string) => {
    at += encoder.encodeInto(text, bytes.subarray(at)).written;
  };
  put(begin);
  for (const { head, rest } of items) {
    put(head);
    bytes.set(rest, at);
    at += rest.length;
  }
  put(end);
  return bytes.subarray(0, at);
}

/**
 * What is true right now of many users and one policy, by id, as what follows the id in its JSON: of those that there are, but of seats of
 * somebody who was erased. One look-up finds all of them but seats and whoever ever declined, and those who stand
 * alike are decided and written once: only their ids differ. Refuses with `unknown-policy`.
 */
async function writeListedChecks(
  context: Reading,
  name: string,
  users: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { db } = context.store;
  const { policy, versions } = await readPolicyVersions(context, name);
  const at = context.now();
  const needsMore = versions.some(asksForRenewals);
  const isWhole = ({ standing: { command, party, hasTerminations } }: ListedUserOfPolicy) =>
    !needsMore && command === policy.command && party === null && !hasTerminations;
  const from = firstThatMatters(versions, at);
  const found = await listUsersOfPolicy(db, users, name, from, versions.some(isRuled));
  const whole = found.filter(isWhole);
  const underWay = versionsUnderWay(versions, at);
  const untold = whole.filter(
    ({ standing }) => standing.hasAddress && notTold(standing.positions, underWay).length > 0,
  );
  const notReached = await listNotReached(
    db,
    untold.map(({ ref }) => ref),
    name,
    underWay,
  );
  const decide = ({ positions, hasAddress, reader }: Standing, notReached: readonly number[]) => {
    const facts = ownFacts({ versions, positions, terminations: [] }, reader);
    return checkUser('', name, facts, { hasAddress, notReached }, at, askingOf(policy, reader));
  };
  const rests = new Map<Standing, Uint8Array>();
  const checks = new Map<string, Uint8Array>();
  for (const { user, ref, standing } of whole) {
    const own = notReached.get(ref);
    const rest = (own === undefined && rests.get(standing)) || writeRest(decide(standing, own ?? []));
    if (own === undefined) rests.set(standing, rest);
    checks.set(user, rest);
  }
  const others = found.filter((one) => !isWhole(one)).map(({ user }) => user);
  const more = others.length === 0 ? [] : await readChecksAnew(context, name, others);
  for (const one of more) checks.set(one.user, writeRest(one));
  return checks;
}

/** Writes what follows the id of a user in their check. */
function writeRest({ user: _, ...rest }: Check): Uint8Array {
  return encoder.encode(JSON.stringify(rest).slice(1));
}

/** What is true of some users by all that is known of each. */
async function readChecksAnew(context: Reading, name: string, ids: readonly string[]): Promise<Check[]> {
  const { db } = context.store;
  const fresh = await readPolicyVersions(context, name);
  const users = await listUsers(db, ids);
  const partyOf = await readParties(db, users);
  return readChecks(
    context,
    fresh,
    users.filter((one) => partyOf(one) !== undefined),
  );
}
