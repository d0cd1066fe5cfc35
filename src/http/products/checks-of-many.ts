import { z } from 'zod';
import { readParties } from '../../actions/answers/read-facts.ts';
import type { Check } from '../../domain/answers/check.ts';
import { isRuled } from '../../domain/answers/own-outcome.ts';
import { listSaidOfUsers } from '../../storage/answers/user-of-policy.ts';
import { listUsers } from '../../storage/people/users.ts';
import { checkAnswer } from '../api/checks.ts';
import { listOf } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { firstThatMatters, readChecks, readPolicyVersions } from '../wire/read-checks.ts';
import { policyName, userId } from '../wire/schemas.ts';
import { keptCheck } from './kept-checks.ts';

type Reading = Pick<HttpContext, 'store' | 'now'>;
const encoder = new TextEncoder();

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
 * What is true right now of many users and one policy, by id, as what follows the id in its JSON: of those that there
 * are, but of seats of somebody who was erased. One look-up finds all that is said of most of them, and those who
 * stand alike are decided and written once: only their ids differ. Refuses with `unknown-policy`.
 */
async function writeListedChecks(
  context: Reading,
  name: string,
  users: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { db } = context.store;
  const known = await readPolicyVersions(context, name);
  const at = context.now();
  const from = firstThatMatters(known.versions, at);
  const found = await listSaidOfUsers(db, users, name, from, known.versions.some(isRuled));
  const rests = new Map<string, Uint8Array>();
  const checks = new Map<string, Uint8Array>();
  const others: string[] = [];
  for (const one of found) {
    const rest = rests.get(one.said) ?? encoded(keptCheck(known, one, at)?.rest);
    if (rest === undefined) others.push(one.user);
    else {
      rests.set(one.said, rest);
      checks.set(one.user, rest);
    }
  }
  const more = others.length === 0 ? [] : await readChecksAnew(context, name, others);
  for (const { user, ...rest } of more) checks.set(user, encoder.encode(JSON.stringify(rest).slice(1)));
  return checks;
}

function encoded(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : encoder.encode(text);
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
