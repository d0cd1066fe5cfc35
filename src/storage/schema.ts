import type { ObjectionKind } from '../domain/answers/standing-objection.ts';
import type { Instant } from '../domain/instant.ts';
import type { DeliveryState } from '../domain/notices/delivery-state.ts';
import type { NoticeKind } from '../domain/notices/notice-kind.ts';
import type { Basis } from '../domain/policies/policy.ts';
import type { AccessSchema } from './access-schema.ts';
import type { DraftsSchema } from './drafts-schema.ts';
import type { LinksSchema } from './links-schema.ts';
import type { PartiesSchema } from './parties-schema.ts';
import type { PeopleSchema } from './people-schema.ts';
import type { PoliciesSchema } from './policies-schema.ts';
import type { RecordSchema } from './record-schema.ts';
import type { ReportsSchema } from './reports-schema.ts';
import type { SenderSchema } from './sender-schema.ts';
import type { WebhooksSchema } from './webhooks-schema.ts';

/** Where a chunk of deliveries stands; only `open` ones are ever claimed. */
export type ChunkState = 'open' | 'sent' | 'unknown' | 'failed' | 'cancelled';

/** The tables as they are, in the words of SQL; one mapper per table crosses to the domain's. */
export type Schema = {
  users: {
    ref: string;
    user_id: string | null;
    email: string | null;
    locale: string | null;
    name: string | null;
    /** A JSON object of strings; null: none. */
    attributes: string | null;
    /** A JSON list of instants; null: none. */
    renews_at: string | null;
    command: string;
    created_at: Instant;
    updated_at: Instant;
    touched_at: Instant;
    /** Since when they have had an address, of their own or of a contact, be it another by now; null for a seat. */
    addressed_at: Instant | null;
    erased_at: Instant | null;
    key_id: string;
    link_lost_at: Instant | null;
    /** The `ref` of the user whose seat they are. */
    party: string | null;
    may_answer: 0 | 1;
  };
  acceptances: {
    id: string;
    user_ref: string;
    policy: string;
    version: number;
    basis: Basis;
    accepted_at: Instant;
    recorded_at: Instant;
    content_hash: string;
    locale: string;
    method: string | null;
    source: string | null;
    ip: string | null;
    user_agent: string | null;
    actor: string;
    /** The screen on which it was done, where the product named one. */
    presentation: string | null;
  };
  terminations: {
    id: string;
    user_ref: string;
    policy: string;
    version: number;
    leaves_when: 'effect' | 'now';
    declared_by: 'user' | 'company';
    reason: string | null;
    declined_at: Instant;
    recorded_at: Instant;
    terminates_at: Instant;
    holds: number | null;
    revokes: string | null;
    actor: string;
    ended_at: Instant | null;
    ended_by: 'cancelled' | 'accepted' | 'returned' | 'voided' | null;
    /** The version whose acceptance ended it. */
    ended_over: number | null;
  };
  answers: {
    id: string;
    user_ref: string;
    policy: string;
    version: number;
    answer: ObjectionKind | 'withdraw';
    part: string | null;
    content_hash: string;
    answered_at: Instant;
    recorded_at: Instant;
    actor: string;
    ended_at: Instant | null;
    ended_by: 'cancelled' | 'accepted' | 'left' | 'answered' | 'voided' | null;
  };
  answer_voidings: {
    id: string;
    user_ref: string;
    policy: string;
    version: number;
    act_id: string;
    because: string | null;
    voided_at: Instant;
    actor: string;
  };
  user_versions: {
    user_ref: string;
    policy: string;
    version: number;
    told_at: Instant | null;
    binds_at: Instant | null;
    acceptance_id: string | null;
    basis: Basis | null;
    accepted_at: Instant | null;
    accepted_since: Instant | null;
    /** The delivery or showing that told them. */
    told_by: string | null;
    effective_at: Instant | null;
    closes_at: Instant | null;
    agrees_at: Instant | null;
    /** What else the rules come to, in JSON. */
    outcome: string | null;
    /** What silence came to, once that is written down. */
    silence: 'agreed' | 'none' | null;
    /** Their no to it that stands where they stay, in JSON. */
    objection: string | null;
    /** When they agreed to all but a part of it. */
    partly_at: Instant | null;
    consent_withdrawn_at: Instant | null;
  };
  fan_outs: {
    release: string;
    kind: NoticeKind;
    round: number;
    starts_at: Instant;
    /** The versions that it tells of, as one text (`domain/notices/says.ts`). */
    tells: string;
    cursor_touched_at: string;
    cursor_ref: string;
    rewound_at: Instant;
    finished_at: Instant | null;
    command: string;
  };
  comparisons: {
    policy: string;
    from_version: number;
    to_version: number;
    locale: string;
    made_by: number;
    part: number;
    parts: number;
    data: string;
  };
  renditions: {
    id: string;
    release: string;
    /** What a mail says, as one text (`domain/notices/says.ts`); so in chunks and deliveries. */
    says: string;
    /** Which editions of texts it shows (`domain/policies/editions.ts`). */
    editions: string;
    subject: string;
    html: string;
    text: string;
    created_at: Instant;
  };
  chunks: {
    id: string;
    release: string;
    kind: NoticeKind;
    says: string;
    state: ChunkState;
    due_at: Instant;
    lease_until: string;
    attempt: number;
    frozen_at: Instant | null;
    rendition_id: string | null;
    envelope: string | null;
    link_key: string | null;
    links_lost_at: Instant | null;
    ambiguous_since: Instant | null;
    problem: string | null;
    tries: number;
    forgotten_at: Instant | null;
    /** Null where a key lets it be sent again; see `storage/sending/in-flight.ts`. */
    in_flight: number | null;
  };
  deliveries: {
    release: string;
    kind: NoticeKind;
    user_ref: string;
    round: number;
    contact: number;
    chunk_id: string;
    says: string;
    state: DeliveryState;
    id: string | null;
    email: string | null;
    position: number | null;
    provider_id: string | null;
    sent_at: Instant | null;
    may_repeat: string | null;
    words: string | null;
  };
  ended_deliveries: {
    id: string;
    release: string;
    kind: NoticeKind;
    user_ref: string;
    round: number;
    contact: number;
    chunk_id: string;
    says: string;
    state: Exclude<DeliveryState, 'queued' | 'sending' | 'dropped' | 'cancelled'>;
    email: string | null;
    position: number | null;
    provider_id: string | null;
    sent_at: Instant | null;
    may_repeat: string | null;
    words: string | null;
    ended_at: Instant;
  };
  provider_events: {
    id: string;
    delivery_id: string;
    user_ref: string;
    type: string;
    occurred_at: Instant;
    received_at: Instant;
    payload: string | null;
  };
  voidings: { acceptance_id: string; event_id: string; voided_at: Instant };
  showings: {
    id: string;
    user_ref: string;
    policy: string;
    version: number;
    shown_at: Instant;
    key_id: string;
  };
  resolutions: {
    delivery_id: string;
    user_ref: string;
    resolved_as: 'sent' | 'resend';
    taken_at: Instant | null;
    reason: string | null;
    resolved_at: Instant;
    key_id: string;
  };
  holds: {
    id: string;
    user_ref: string;
    reason: string | null;
    held_at: Instant;
    held_by: string;
    lift_reason: string | null;
    lifted_at: Instant | null;
    lifted_by: string | null;
  };
  erasures: {
    user_ref: string;
    requested_at: Instant;
    key_id: string;
    completed_at: Instant | null;
  };
} & AccessSchema &
  RecordSchema &
  LinksSchema &
  PartiesSchema &
  ReportsSchema &
  WebhooksSchema &
  DraftsSchema &
  PoliciesSchema &
  PeopleSchema &
  SenderSchema;
