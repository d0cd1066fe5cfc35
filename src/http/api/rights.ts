import { z } from 'zod';
import { eraseUser } from '../../actions/people/erase-user.ts';
import { type HoldResult, holdUser } from '../../actions/people/hold-user.ts';
import { standingAt } from '../../domain/answers/standing.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listTerminations } from '../../storage/answers/user-facts.ts';
import { type Erasure, findErasure } from '../../storage/people/erasures.ts';
import { listHeldValues } from '../../storage/people/held-values.ts';
import { findHold } from '../../storage/people/holds.ts';
import { listRecordsOf, type UserRecordFields } from '../../storage/people/user-records.ts';
import { findUser, findUserByRef } from '../../storage/people/users.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { instantOut, line, userId } from '../wire/schemas.ts';

const params = z.object({ user: userId });

/** What an erasure still waits for: a legal hold, or a mail under way. */
const waitsFor = z.enum(['hold', 'mail']);

const erasureAnswer = z
  .object({ user: z.string(), requestedAt: instantOut, waitsFor })
  .meta({ id: 'WaitingErasure' });

const holdAnswer = z
  .object({
    user: z.string(),
    held: z.boolean(),
    reason: z.string().nullable(),
    since: instantOut.nullable(),
    /** What was known of them since then, none of which is written over; in the order of time. */
    known: z
      .array(
        z.object({
          email: z.string().nullable(),
          locale: z.string().nullable(),
          name: z.string().nullable(),
          attributes: z.record(z.string(), z.string()),
          renewsAt: z.array(instantOut).readonly(),
          /** Of a seat: the pseudonym of its party. */
          party: z.string().optional(),
          mayAnswer: z.boolean().optional(),
          since: instantOut,
          key: z.string(),
        }),
      )
      .readonly(),
    /** Null while nobody asked to erase the user; `waitsFor` is null once nothing of theirs is left. */
    erasure: z.object({ requestedAt: instantOut, waitsFor: waitsFor.nullable() }).nullable(),
  })
  .meta({ id: 'Hold' });

/** The fields of a record, as `src/storage/user-records.ts` has them. */
const records = z.array(z.record(z.string(), z.unknown())).readonly();

const exportAnswer = z
  .object({
    exportedAt: instantOut,
    user: z.record(z.string(), z.unknown()),
    erasureRequestedAt: instantOut.nullable(),
    acceptances: records,
    earlierAgreements: records,
    terminations: records,
    versions: records,
    notices: records,
    showings: records,
    readerEvents: records,
    providerEvents: records,
    resolutions: records,
    holds: records,
    links: records,
    sittings: records,
    receiptLinks: records,
    contacts: records,
    seatActs: records,
    known: records,
    replies: records,
  })
  .meta({ id: 'UserExport' });

/** Whom an export is for: the person themselves, or whoever runs the service. */
const exportQuery = z.strictObject({ for: z.enum(['person', 'operator']).optional() });

/** What people have a right to: to see all that is kept of them, and to have it erased, unless law holds it. */
export function rightsRoutes(api: Api): void {
  const { context } = api;
  const { store, now } = context;
  const noStore = { 'cache-control': 'no-store' };

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/users/{user}/export',
      summary:
        'Read everything that is kept about a user: for them (which is all that a key without the role admin gets), or for the operator, with why a legal hold is on them.',
      role: ['app', 'legal'],
      params,
      query: exportQuery,
      statuses: [200],
      answer: exportAnswer,
      refusals: ['invalid-request', 'unknown-user'],
    },
    async ({ params, query, caller }) => {
      const reader = query.for ?? (caller.role === 'admin' ? 'operator' : 'person');
      if (reader === 'operator' && caller.role !== 'admin') {
        throw new Refusal('forbidden', 'What is for the operator needs a key with the role "admin".');
      }
      const user = await findUser(store.db, params.user);
      if (user === undefined) throw new Refusal('unknown-user', 'There is no such user.');
      const { command, addressedAt, party: partyRef, mayAnswer, ...known } = user;
      const party = partyRef === null ? null : await findUserByRef(store.db, partyRef);
      const terminations = (await listTerminations(store.db, [user.ref])).get(user.ref) ?? [];
      const erasure = await findErasure(store.db, user.ref);
      const exportedAt = now();
      const records = await listRecordsOf(store.db, user.ref, exportedAt);
      const body = {
        exportedAt,
        user: {
          ...known,
          ...(party !== null && { party: party?.user ?? null, mayAnswer }),
          ...standingAt(terminations, exportedAt),
        },
        erasureRequestedAt: erasure?.requestedAt ?? null,
        ...records,
        holds: reader === 'operator' ? records.holds : records.holds.map(withoutReasons),
      };
      const headers = {
        ...noStore,
        'content-disposition': 'attachment; filename="export.json"',
      };
      return { status: 200, body, headers };
    },
  );

  addEndpoint(
    api,
    {
      method: 'delete',
      path: '/v1/users/{user}',
      summary:
        'Erase a user; the records of what they did stay under a pseudonym. 202: the rest waits for a legal hold, or for a mail under way.',
      role: 'app',
      params,
      statuses: [202, 204],
      answer: erasureAnswer,
      refusals: ['invalid-request', 'unknown-user'],
    },
    async ({ params, caller }) => {
      const { requestedAt, waitsFor } = await eraseUser(context, params.user, caller.keyId);
      if (waitsFor === null) return { status: 204, body: null };
      return { status: 202, body: { ...params, requestedAt, waitsFor } };
    },
  );

  addEndpoint(
    api,
    {
      method: 'put',
      path: '/v1/users/{user}/hold',
      summary:
        'Put a legal hold on a user, which nothing of theirs is erased under, or lift it; an erasure that waited is carried out then.',
      role: 'legal',
      params,
      body: z.strictObject({ held: z.boolean(), reason: line(2000).optional() }),
      statuses: [200],
      answer: holdAnswer,
      refusals: ['invalid-request', 'unknown-user'],
    },
    async ({ params, body, caller }) => {
      const order = { held: body.held, reason: body.reason ?? null };
      const result = await holdUser(context, params.user, order, caller.keyId);
      return { status: 200, body: holdToAnswer(params.user, result), headers: noStore };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/users/{user}/hold',
      summary: 'Read whether a legal hold is on a user, and what waits for it.',
      role: 'legal',
      params,
      statuses: [200],
      answer: holdAnswer,
      refusals: ['invalid-request', 'unknown-user'],
    },
    async ({ params }) => {
      const user = await findUser(store.db, params.user);
      if (user === undefined) throw new Refusal('unknown-user', 'There is no such user.');
      const hold = (await findHold(store.db, user.ref)) ?? null;
      const known = await listHeldValues(store.db, user.ref);
      const erasure = (await findErasure(store.db, user.ref)) ?? null;
      return { status: 200, body: holdToAnswer(params.user, { hold, known, erasure }), headers: noStore };
    },
  );
}

/** Why a legal hold is on somebody is not for them: it may be the dispute with them. */
function withoutReasons({ reason: _, liftReason: __, ...hold }: UserRecordFields): UserRecordFields {
  return hold;
}

function holdToAnswer(user: string, { hold, known, erasure }: HoldResult): z.output<typeof holdAnswer> {
  return {
    user,
    held: hold !== null,
    reason: hold?.reason ?? null,
    since: hold?.since ?? null,
    known,
    erasure: erasure && erasureToAnswer(erasure),
  };
}

function erasureToAnswer({ requestedAt, waitsFor }: Erasure) {
  return { requestedAt, waitsFor };
}
