import { isRuled, type ReachingEvent } from '../../domain/answers/own-outcome.ts';
import type { Instant } from '../../domain/instant.ts';
import { insistItHappened, type ReaderEvent, readerEventId } from '../../domain/notices/reader-event.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Act } from '../../domain/record/act.ts';
import {
  findReaderEvent,
  insertReaderEvent,
  type StoredReaderEvent,
} from '../../storage/notices/reader-events.ts';
import type { User } from '../../storage/people/users.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { readActing, readAnswering, readPolicy, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { type HowSaid, howSaid, recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { datedWith, followRenewals, readDated } from './follow-renewals.ts';
import { recordShowing } from './record-showing.ts';
import { tellingBy } from './tell-readers.ts';

/** A fact about a reader under its id, and whether it was reported for the first time. */
export type ReaderEventResult = {
  readonly id: string;
  readonly event: ReaderEvent;
  readonly first: boolean;
};

/**
 * Records what a product reports of a reader, each fact once. What was shown in their account is a showing,
 * which tells them; of those of one version the first that was reported is kept, and answered again.
 */
export async function recordReaderEvent(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  user: string,
  event: ReaderEvent,
  keyId: string,
  { presentation }: Pick<HowSaid, 'presentation'> = {},
): Promise<ReaderEventResult> {
  if (event.kind === 'shown' && event.channel === 'account' && event.of !== null) {
    const shown = { user, ...event.of, at: event.at, presentation };
    const { id, shownAt, first } = await recordShowing(context, shown, keyId);
    return { id, event: { ...event, at: shownAt }, first };
  }
  const { db } = context.store;
  const result = await untilWritten<ReaderEventResult>(async () => {
    const read = event.kind === 'renewal' ? readActing : readAnswering;
    const { user: reader, seat } = await read(db, user);
    const version = await readVersionOf(db, event);
    const now = context.now();
    insistItHappened(event.at, version, now);
    const id = readerEventId(reader.ref, event);
    if ((await findReaderEvent(db, id)) !== undefined) return { id, event, first: false };
    const stored: StoredReaderEvent = { ...event, id, ref: reader.ref, recordedAt: now, keyId };
    const also = await whatFollows(db, reader, stored, version, now);
    const isWritten = await writeAboutUser(context, reader, (isMarked) => [
      insertReaderEvent(db, stored, isMarked),
      ...recordActs(db, [reportedAct(stored, version, { presentation, seat })], isMarked),
      ...also.flatMap((statements) => statements(isMarked)),
    ]);
    return isWritten ? { id, event, first: true } : undefined;
  });
  if (event.kind === 'renewal') await followRenewals(context, [(await readActing(db, user)).user.ref]);
  return result;
}

/** What a fact means for its reader: that it tells them of its version, or dates what waits for their renewal. */
async function whatFollows(
  db: Database,
  reader: User,
  { id, kind, channel, at, states }: StoredReaderEvent,
  version: Version | null,
  now: Instant,
): Promise<readonly ((isMarked: Condition) => readonly Statement[])[]> {
  if (kind === 'renewal') {
    const dated = datedWith(db, await readDated(db, [{ ...reader, renewsAt: [at] }], now));
    return [dated];
  }
  if (version === null || channel === null || !isRuled(version)) return [];
  const event: ReachingEvent = { kind, channel, at, delivery: id, states: states ?? [] };
  const tell = await tellingBy(db, version, { ref: reader.ref, events: [event] }, now);
  return [(condition) => [tell(condition)]];
}

async function readVersionOf(db: Database, { of }: ReaderEvent): Promise<Version | null> {
  if (of === null) return null;
  const { versions } = await readPolicy(db, of.policy);
  return versionOf(versions, of.policy, of.version);
}

function reportedAct(
  { id, ref, kind: what, channel, of, at, states, recordedAt, keyId }: StoredReaderEvent,
  version: Version | null,
  how: Pick<HowSaid, 'presentation' | 'seat'>,
): Act {
  return {
    ...{ kind: 'reported', about: id, at, recordedAt, actor: keyId, ref },
    ...{ policy: of?.policy ?? null, version: of?.version ?? null },
    facts: {
      ...{ event: id, what, channel, states: states && [...states] },
      contentHash: version?.contentHash ?? null,
      ...howSaid(how),
    },
  };
}
