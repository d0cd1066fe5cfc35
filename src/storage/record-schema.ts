import type { Instant } from '../domain/instant.ts';
import type { ActKind } from '../domain/record/act.ts';

/** The tables of what can be proved: records, their log, what screens looked like, and what is told of restores. */
export type RecordSchema = {
  records: { id: string; kind: ActKind; user_ref: string | null; body: string; commitment: string };
  record_secrets: { record_id: string; user_ref: string | null; salt: string; personal: string | null };
  waiting_records: { record_id: string; turn: number };
  log_entries: { position: number; record_id: string; leaf: string };
  log_nodes: { height: number; idx: number; hash: string };
  log_checkpoints: { size: number; root: string; note: string; signed_at: Instant };
  log_head: {
    id: string;
    size: number;
    turn: number;
    frontier: string;
    root: string;
    command: string;
    lease_by: string;
    lease_until: string;
    sealed_size: number;
    /** The sweep over terminations: the last instant and id it has met, as JSON; empty before the first. */
    terminated_to: string;
    /** The sweep over versions that took effect: the last it has met, as JSON; empty before it first ran. */
    in_force_to: string;
  };
  checkpoint_stamps: { size: number; token: string; stamped_at: Instant };
  checkpoint_places: { place: string; size: number; sent_at: Instant };
  restores: { lost_size: number; lost_root: string; size: number; root: string; accepted_at: Instant };
  presentations: {
    id: string;
    name: string;
    edition: number;
    label: string;
    words: string;
    locale: string;
    /** A PNG in base64. */
    image: string | null;
    image_hash: string | null;
    created_at: Instant;
    key_id: string;
  };
  auditor_links: {
    id: string;
    secret_hash: string;
    policy: string;
    version: number | null;
    /** A JSON list of pseudonyms. */
    people: string;
    seed: string | null;
    made_at: Instant;
    made_by: string;
    expires_at: Instant;
    ended_at: Instant | null;
    ended_by: string | null;
  };
  page_templates: { id: string; html: string; created_at: Instant };
};
