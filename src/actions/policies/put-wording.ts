import { insistOnPlaceholders, type Sentences, type Wording } from '../../domain/policies/wording.ts';
import type { Act } from '../../domain/record/act.ts';
import { canonicalJson, type Json } from '../../domain/record/canonical-json.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listPolicies } from '../../storage/policies/policies.ts';
import {
  insertWording,
  listWordings,
  type StoredWording,
  wordingIsWritten,
} from '../../storage/policies/wordings.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';

/**
 * Writes the company's own wording in a language down: what is posted from then on is told in it, and what was posted
 * before in the words that it was posted with. Saying the same again changes nothing. Refuses what leaves out what
 * must be said, and with `approval-required` anybody but an admin where versions must be approved.
 */
export async function putWording(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  locale: string,
  sentences: Sentences,
  by: { readonly keyId: string; readonly role: string },
): Promise<StoredWording> {
  const { db } = store;
  insistOnPlaceholders(sentences);
  if (by.role !== 'admin' && (await listPolicies(db)).some(({ approvals }) => approvals > 0)) {
    throw new Refusal(
      'approval-required',
      'Versions are approved before they are posted, and their notices are told in this wording: an admin has to put it.',
    );
  }
  return untilWritten(async () => {
    const known = await findLatest(db, locale);
    if (canonicalJson(known?.sentences ?? {}) === canonicalJson(sentences) && known !== undefined)
      return known;
    const wording: StoredWording = {
      ...{ locale, sentences, edition: (known?.edition ?? 0) + 1 },
      ...{ writtenAt: now(), keyId: by.keyId, command: newId() },
    };
    const isWritten = wordingIsWritten(wording);
    const [written] = await store.atomic([
      insertWording(db, wording),
      ...recordActs(db, [wordedAct(wording)], isWritten),
    ]);
    // D1 may take a write, report an error, and count nothing when it is asked again.
    const stands = written === 1 || (await findLatest(db, locale))?.command === wording.command;
    return stands ? wording : undefined;
  });
}

async function findLatest(db: Context['store']['db'], locale: string): Promise<StoredWording | undefined> {
  return (await listWordings(db)).find((one) => one.locale === locale);
}

/** The editions of the company's wording that a version is posted with, by language; null where there is none. */
export function wordingPostedWith(wordings: readonly Wording[]): Readonly<Record<string, number>> | null {
  const worded = wordings.filter(({ sentences }) => Object.keys(sentences).length > 0);
  return worded.length === 0
    ? null
    : Object.fromEntries(worded.map(({ locale, edition }) => [locale, edition] as const));
}

/** What is recorded of the company's wording being written down. */
function wordedAct({ locale, edition, sentences, writtenAt: at, keyId: actor }: StoredWording): Act {
  return {
    ...{ kind: 'worded', about: `${locale}/${edition}`, at, recordedAt: at, actor },
    ...{ ref: null, policy: null, version: null },
    facts: { locale, edition, sentences: sentences as unknown as Json },
  };
}
