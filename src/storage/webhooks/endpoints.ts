/*
 * The rows of what products are told: endpoints and how far along the log each is, events that were set aside, and
 * what became of attempts.
 */

import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { DisabledBy, Endpoint } from '../../domain/webhooks/endpoint.ts';
import type { Subscription } from '../../domain/webhooks/event.ts';
import type { Schema } from '../schema.ts';
import { anyBeginsWith, type Condition } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** An endpoint with what its row says of writing to it. */
export type StoredEndpoint = Endpoint & {
  readonly lease: { readonly by: string; readonly until: string };
  /** The write that last changed its settings or moved it on. */
  readonly command: string;
};

/** The endpoint of that id, if there is one. */
export async function findEndpoint(db: Database, id: string): Promise<StoredEndpoint | undefined> {
  const row = await db.selectFrom('webhook_endpoints').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToEndpoint(row);
}

const NAMES = [
  sql<string>`lower(url)`,
  sql<string>`replace(lower(url), 'https://', '')`,
  sql<string>`lower(description)`,
];

/** Endpoints in the order in which they were made, after one. */
export async function listEndpoints(
  db: Database,
  page: {
    readonly after: string;
    readonly limit: number;
    /** How the URL, what follows its scheme, or the description begins. */
    readonly beginning?: string | undefined;
  },
): Promise<StoredEndpoint[]> {
  const { beginning } = page;
  const rows = await db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('id', '>', page.after)
    .$if(beginning !== undefined, (query) => query.where(anyBeginsWith(db, NAMES, beginning as string)))
    .orderBy('id')
    .limit(page.limit)
    .execute();
  return rows.map(rowToEndpoint);
}

/** The endpoints that have something to be told at `now`, and that no other than `runner` is telling. */
export async function listEndpointsWithWork(
  db: Database,
  { runner, now }: { readonly runner: string; readonly now: Instant },
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM webhook_endpoints AS own
    WHERE disabled_at IS NULL AND (lease_by = ${runner} OR lease_until <= ${now})
      AND (position < (SELECT size FROM log_head) OR EXISTS (SELECT 1 FROM webhook_events_aside
        WHERE endpoint = own.id AND due_at <= ${now}))
    ORDER BY id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Inserts an endpoint, at the end of the log as it is; nothing happens where its id exists. */
export function insertEndpoint(
  db: Database,
  endpoint: Omit<Endpoint, 'position' | 'failingSince' | 'earlier'>,
  { keyId, command }: { readonly keyId: string; readonly command: string },
): Statement {
  const { id, url, events, description, secret, disabled, createdAt } = endpoint;
  return db
    .insertInto('webhook_endpoints')
    .values({
      ...{ id, url, events: JSON.stringify(events), description },
      ...{ secret_id: secret.id, secret_number: secret.number },
      ...{ disabled_at: disabled?.at ?? null, disabled_by: disabled?.by ?? null },
      position: sql<number>`(SELECT size FROM log_head)`,
      ...{ lease_by: '', lease_until: '', command },
      ...{ created_at: createdAt, updated_at: createdAt, key_id: keyId },
    })
    .onConflict((conflict) => conflict.doNothing());
}

/** What of an endpoint can be changed. */
export type EndpointChange = Partial<
  Pick<Endpoint, 'url' | 'events' | 'description' | 'disabled' | 'secret' | 'earlier' | 'position'>
>;

/**
 * Changes an endpoint; whoever is telling it things meanwhile goes on, and sends again what it sent in between
 * where it is set to another place of the log. Enabling forgets that it was failing.
 */
export function updateEndpoint(
  db: Database,
  id: string,
  change: EndpointChange,
  write: { readonly now: Instant; readonly keyId: string; readonly command: string },
): Statement {
  const { url, events, description, disabled, secret, earlier, position } = change;
  return db
    .updateTable('webhook_endpoints')
    .set({
      ...(url !== undefined && { url }),
      ...(events !== undefined && { events: JSON.stringify(events) }),
      ...(description !== undefined && { description }),
      ...(secret !== undefined && { secret_id: secret.id, secret_number: secret.number }),
      ...(earlier !== undefined && {
        ...{ earlier_id: earlier?.id ?? null, earlier_number: earlier?.number ?? null },
        earlier_until: earlier?.until ?? null,
      }),
      ...(disabled !== undefined && {
        ...{ disabled_at: disabled?.at ?? null, disabled_by: disabled?.by ?? null },
        failing_since: null,
      }),
      ...(position !== undefined && { position }),
      ...{ command: write.command, updated_at: write.now, key_id: write.keyId },
    })
    .where('id', '=', id);
}

/** Takes the lease on telling an endpoint, or keeps it, unless another has it. */
export function leaseEndpoint(
  db: Database,
  id: string,
  lease: { readonly by: string; readonly now: Instant; readonly until: Instant },
): Statement {
  return db
    .updateTable('webhook_endpoints')
    .set({ lease_by: lease.by, lease_until: lease.until })
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('lease_by', '=', lease.by),
        eb('lease_until', '<=', lease.now),
        // Nobody leases for so long: the clock was ahead and went back.
        eb('lease_until', '>', lease.until),
      ]),
    );
}

/** Lets all leases of a runner go, so that another need not wait until they end. */
export function releaseEndpoints(db: Database, runner: string): Statement {
  return db
    .updateTable('webhook_endpoints')
    .set({ lease_by: '', lease_until: '' })
    .where('lease_by', '=', runner);
}

/** Where an endpoint stands after a round of telling it things. */
export type EndpointProgress = {
  readonly command: string;
  readonly position: number;
  readonly failingSince: Instant | null;
  readonly disabled: { readonly at: Instant; readonly by: DisabledBy } | null;
  readonly leaseUntil: Instant;
};

/** Moves an endpoint on, where it still stands as it was read and its lease was kept. */
export function moveEndpoint(
  db: Database,
  { id, lease, position }: StoredEndpoint,
  to: EndpointProgress,
): Statement {
  return db
    .updateTable('webhook_endpoints')
    .set({
      ...{ position: to.position, command: to.command, failing_since: to.failingSince },
      lease_until: to.leaseUntil,
      ...(to.disabled !== null && { disabled_at: to.disabled.at, disabled_by: to.disabled.by }),
    })
    .where('id', '=', id)
    .where('lease_by', '=', lease.by)
    .where('position', '=', position);
}

/** Holds in a write once its first statement, marked with `command`, has changed this endpoint's row. */
export function endpointIsMarked(id: string, command: string): Condition {
  return sql<boolean>`EXISTS (SELECT 1 FROM webhook_endpoints WHERE id = ${id} AND command = ${command})`;
}

/** Deletes an endpoint with all that was kept of it. */
export function deleteEndpoint(db: Database, id: string): Statement[] {
  return [
    db.deleteFrom('webhook_endpoints').where('id', '=', id),
    db.deleteFrom('webhook_events_aside').where('endpoint', '=', id),
    db.deleteFrom('webhook_attempts').where('endpoint', '=', id),
  ];
}

function rowToEndpoint(row: Selectable<Schema['webhook_endpoints']>): StoredEndpoint {
  const { earlier_id, earlier_number, earlier_until } = row;
  return {
    ...{ id: row.id, url: row.url, events: JSON.parse(row.events) as Subscription[] },
    description: row.description,
    secret: { id: row.secret_id, number: row.secret_number },
    earlier:
      earlier_id === null || earlier_number === null || earlier_until === null
        ? null
        : { id: earlier_id, number: earlier_number, until: earlier_until },
    disabled:
      row.disabled_at === null || row.disabled_by === null
        ? null
        : { at: row.disabled_at, by: row.disabled_by },
    ...{ failingSince: row.failing_since, position: row.position, createdAt: row.created_at },
    ...{ lease: { by: row.lease_by, until: row.lease_until }, command: row.command },
  };
}
