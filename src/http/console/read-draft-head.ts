import { type DraftFacts, readDraft } from '../../actions/drafts/read-draft.ts';
import { languageName } from '../../domain/policies/version-text.ts';
import type { DraftHead } from '../../pages/console/draft.ts';
import { findRelease } from '../../storage/drafts/releases.ts';
import type { PolicyVersions } from '../../storage/policies/policy-versions.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';

/** A draft, its policy, and what stands above each of its sides. */
export type ReadDraft = PolicyVersions & { readonly facts: DraftFacts; readonly head: DraftHead };

/** Reads a draft for one of its sides; refuses with `unknown-draft`. */
export async function readDraftHead(context: HttpContext, id: string): Promise<ReadDraft> {
  const facts = await readDraft(context.store.db, id);
  const { draft } = facts;
  const found = await readPolicyVersions(context, draft.policy);
  const { policy } = found;
  const isScheduled = draft.state === 'scheduled' && draft.release !== null;
  const release = isScheduled ? await findRelease(context.store.db, draft.release as string) : undefined;
  return {
    ...found,
    facts,
    head: {
      ...{ id, policy: policy.policy, title: policy.title, timeZone: policy.timeZone },
      ...{ version: draft.version ?? policy.lastVersion + 1, revision: draft.revision, state: draft.state },
      attention: draft.state === 'needs-attention' ? (draft.attention?.detail ?? null) : null,
      dueAt: release?.dueAt ?? null,
    },
  };
}

/** The languages of a draft, that of its policy first, and which of them is asked for. */
export function localesOfDraft(
  { facts, policy }: ReadDraft,
  asked: string | undefined,
): { readonly locales: readonly string[]; readonly locale: string } {
  const own = Object.keys(facts.said.texts);
  const isSame = (one: string, other: string) => languageName(one) === languageName(other);
  const prevails = own.find((one) => isSame(one, policy.locale)) ?? policy.locale;
  const locales = [prevails, ...own.filter((one) => one !== prevails)];
  if (asked === undefined) return { locales, locale: prevails };
  const known = locales.find((one) => isSame(one, asked));
  return known === undefined ? { locales: [...locales, asked], locale: asked } : { locales, locale: known };
}
