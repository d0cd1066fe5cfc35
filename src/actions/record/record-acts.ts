/*
 * Writes acts down and proves them: records in the write of the act itself, evidence and proofs for one
 * person or version, and the audit of a whole database.
 */

import type { Received } from '../../domain/answers/received.ts';
import type { Instant } from '../../domain/instant.ts';
import { randomBytes } from '../../domain/random.ts';
import { type Act, SALT_BYTES, type SealedRecord, sealAct } from '../../domain/record/act.ts';
import type { SaidBy } from '../../domain/record/said-by.ts';
import { insertPageTemplate, insertRecords } from '../../storage/record/records.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';

/** What a page showed for an act done on it: the button, and the words of the page around it. */
export type ActOnPage = {
  readonly action: string;
  readonly label: string;
  readonly language: string;
  readonly template: { readonly id: string; readonly html: string };
};

/** Writes acts down, each under a salt of its own. */
export function sealActs(acts: readonly Act[]): SealedRecord[] {
  return acts.map((act) => sealAct(act, () => randomBytes(SALT_BYTES)));
}

/** The statements that record acts, to be written together with them under the same condition. */
export function recordActs(db: Database, acts: readonly Act[], condition: Condition): Statement[] {
  return insertRecords(db, sealActs(acts), condition);
}

/** A page as records tell of it. */
export function pageToFacts(page: ActOnPage | null) {
  return (
    page && { action: page.action, label: page.label, language: page.language, template: page.template.id }
  );
}

/** How something was said: by another way than a page or a product, on which screen of the product, and by whom. */
export type HowSaid = {
  readonly received?: Received | undefined;
  /** Who said it for a user that is not one person. */
  readonly saidBy?: SaidBy | null | undefined;
  /** The `ref` of the seat that said it for its party. */
  readonly seat?: string | undefined;
  /** The id of a presentation. */
  readonly presentation?: string | null | undefined;
};

/** What records tell of how something was said; nothing where it was as usual. */
export function howSaid({ received, presentation, saidBy, seat }: HowSaid): {
  readonly [name: string]: string | boolean;
} {
  return {
    ...(received === undefined ? {} : { receivedAt: received.at }),
    ...(presentation == null ? {} : { presentation: `sha256:${presentation}` }),
    ...(seat === undefined ? {} : { seat }),
    ...(saidBy == null ? {} : { authority: saidBy.authority }),
  };
}

/** The statements that keep what a page said, beside an act done on it. */
export function keepPage(db: Database, page: ActOnPage | null, now: Instant): Statement[] {
  return page === null ? [] : [insertPageTemplate(db, page.template, now)];
}
