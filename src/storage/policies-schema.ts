import type { Instant } from '../domain/instant.ts';
import type { Period } from '../domain/period.ts';
import type { AcceptanceMode, Change } from '../domain/policies/policy.ts';

/** The tables of what is published. */
export type PoliciesSchema = {
  policies: {
    policy: string;
    title: string;
    /** JSON, by locale. */
    titles: string;
    locale: string;
    time_zone: string;
    acceptance: AcceptanceMode;
    notice_minor: Period;
    notice_substantial: Period;
    notice_late: Period | null;
    reminders: string;
    remind_at_effect: 0 | 1;
    /** A `notice-rules/1` document in JSON. */
    rules: string | null;
    applies_to: string | null;
    revocable: 0 | 1;
    required: 0 | 1;
    approvals: number;
    grace: Period;
    /** JSON, a list of names. */
    incorporates: string;
    /** JSON. */
    asking_pause: string | null;
    last_version: number;
    command: string;
    created_at: Instant;
    updated_at: Instant;
    key_id: string;
  };
  versions: {
    policy: string;
    version: number;
    change: Change;
    /** Null: as `change`. */
    class: string | null;
    acceptance: AcceptanceMode;
    posted_at: Instant;
    effective_at: Instant;
    rule: string;
    late_notice: Period;
    reminders: string;
    remind_at_effect: 0 | 1;
    time_zone: string;
    summary: string | null;
    reason: string | null;
    content_hash: string;
    recipients: number;
    previous: number | null;
    source: string | null;
    /** `FrozenRules` in JSON. */
    rules: string | null;
    key_id: string;
    command: string;
    withdrawn_at: Instant | null;
    withdrawal_reason: string | null;
    withdrawn_by: string | null;
    replaced_by: number | null;
    paused_at: Instant | null;
    paused_by: string | null;
    release: string;
    /** A `SendingPlan` in JSON. */
    sending: string | null;
    /** The language of the text that prevails. */
    locale: string;
    /** Numbers of editions by language, in JSON. */
    wording: string | null;
  };
  wordings: {
    locale: string;
    edition: number;
    /** `Sentences` in JSON. */
    sentences: string;
    written_at: Instant;
    key_id: string;
    command: string;
  };
  calendars: {
    name: string;
    weekend: string;
    holidays: string;
    edition: number;
    command: string;
    created_at: Instant;
    updated_at: Instant;
    key_id: string;
  };
  version_texts: { policy: string; version: number; locale: string; content: string };
  text_editions: {
    policy: string;
    version: number;
    locale: string;
    edition: number;
    /** Null where its words are as they were. */
    content: string | null;
    content_hash: string;
    summary: string | null;
    why: string;
    added_at: Instant;
    key_id: string;
  };
  text_layers: {
    policy: string;
    version: number;
    locale: string;
    /** A list of `Layer` in JSON. */
    layers: string;
  };
  translations: {
    policy: string;
    version: number;
    locale: string;
    content_hash: string;
    summary: string | null;
    reason: string | null;
    added_at: Instant;
    key_id: string;
  };
};
