import { decideHistory, type PastVersion } from '../../domain/policies/history.ts';
import type { Version } from '../../domain/policies/policy.ts';
import {
  type AgreementsOfVersion,
  countAgreementsByVersion,
} from '../../storage/answers/earlier-agreements.ts';
import { insertHistory } from '../../storage/policies/history.ts';
import { readPolicy } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { postedAct } from '../record/acts-of-versions.ts';
import { recordActs } from '../record/record-acts.ts';
import { type Remember, rememberStatements } from '../remember.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutPolicy } from '../write-marked.ts';

/** What a policy's history would make, and the version in force when people agreed of whom no text is known. */
export type HistoryPreview = {
  readonly versions: readonly Version[];
  readonly agreements: readonly AgreementsOfVersion[];
};

/**
 * Answers what a policy's history would make, and writes nothing. `agreements` counts the users whose
 * agreement was imported without a text, by the version in force when they agreed (null: none was, or nobody
 * knows when): imported again by that date, each is to that version.
 */
export async function previewHistory(
  { store, now }: Pick<Context, 'store' | 'now'>,
  name: string,
  history: readonly PastVersion[],
): Promise<HistoryPreview> {
  const { policy } = await readPolicy(store.db, name);
  const versions = decideHistory(policy, history, now());
  return { versions, agreements: await countAgreementsByVersion(store.db, name, versions) };
}

/**
 * Brings in the versions that a policy had before this record was kept, while it has none here. Nobody is
 * told of them. Refuses with `has-versions` and what is wrong with the history.
 */
export async function importHistory(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  name: string,
  history: readonly PastVersion[],
  keyId: string,
  remember: Remember<readonly Version[]> | null = null,
): Promise<readonly Version[]> {
  const { store, now, wake } = context;
  const { db } = store;
  const written = await untilWritten(async () => {
    const { policy } = await readPolicy(db, name);
    const at = now();
    const versions = decideHistory(policy, history, at);
    const texts = history.map(({ content }) => content);
    const acts = versions.map((one) => postedAct(one, keyId, at));
    const isWritten = await writeAboutPolicy(context, policy, versions.length, (isMarked, command) => [
      ...insertHistory(db, { versions, texts, locale: policy.locale }, { keyId, command }, isMarked),
      ...recordActs(db, acts, isMarked),
      ...rememberStatements(db, remember, versions, { ref: null, now: at }, isMarked),
    ]);
    return isWritten ? versions : undefined;
  });
  wake();
  return written;
}
