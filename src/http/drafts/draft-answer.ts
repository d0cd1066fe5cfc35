import { z } from 'zod';
import { foreseeDraft, type Outlook } from '../../actions/drafts/foresee-draft.ts';
import { type DraftFacts, readContent, readDraft } from '../../actions/drafts/read-draft.ts';
import { readTranslations } from '../../actions/drafts/read-translations.ts';
import { authorsOf } from '../../domain/drafts/approvals.ts';
import { ATTENTION_ABOUT, type DraftContent, type Opinion } from '../../domain/drafts/draft.ts';
import { insistOnRoom, type Layer } from '../../domain/policies/layers.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import { findRelease, type StoredRelease } from '../../storage/drafts/releases.ts';
import { className } from '../api/rules-schema.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { insistOnLength, policyContent } from '../wire/policy-content.ts';
import { acceptanceMode, instant, instantOut, layers, line, locale, madeId } from '../wire/schemas.ts';

/** The most bytes of a request that holds texts. */
export const MAX_DRAFT_BYTES = 8 * 1024 * 1024;

/** More languages than one text is written in. */
export const MOST_LOCALES = 100;

/** A draft by its id. */
export const draftParams = z.object({ id: madeId });

/** The revision that a caller goes by. */
export const revisionNumber = z.int().min(1).max(1_000_000);

/** By language; the names are made canonical. */
const byLocale = <T extends z.ZodType>(value: T) =>
  z.record(z.string().max(64), value).refine((map) => Object.keys(map).length <= MOST_LOCALES, {
    error: `must have at most ${MOST_LOCALES} languages`,
  });

/** What a draft says; anything may be missing. */
export const draftBody = {
  texts: byLocale(policyContent).optional(),
  change: className.nullable().optional(),
  acceptance: acceptanceMode.nullable().optional(),
  summary: byLocale(line(2000)).optional(),
  /** Sections of the texts in short. */
  layers: byLocale(layers).optional(),
  /** Texts that are as they were, and still translate the one that prevails. */
  upToDate: z.array(locale).max(MOST_LOCALES).optional(),
  reason: line(2000).nullable().optional(),
  effectiveAt: instant.nullable().optional(),
  proposedAt: instant.nullable().optional(),
  documentDate: instant.nullable().optional(),
  pending: z.literal('withdraw').nullable().optional(),
};

/** What a caller wrote of a draft, with nothing where they wrote nothing. */
export function bodyToContent(body: z.output<z.ZodObject<typeof draftBody>>): DraftContent {
  const texts = canonical('/texts', body.texts ?? {});
  for (const content of Object.values(texts)) insistOnLength(content);
  return {
    texts,
    change: body.change ?? null,
    acceptance: body.acceptance ?? null,
    summary: canonical('/summary', body.summary ?? {}),
    layers: bodyToLayers(body.layers ?? {}),
    upToDate: bodyToUpToDate(body.upToDate ?? [], texts),
    reason: body.reason ?? null,
    effectiveAt: body.effectiveAt ?? null,
    proposedAt: body.proposedAt ?? null,
    documentDate: body.documentDate ?? null,
    pending: body.pending ?? null,
  };
}

function bodyToUpToDate(
  locales: readonly string[],
  texts: Readonly<Record<string, string>>,
): DraftContent['upToDate'] {
  const place = locales.findIndex((one) => texts[one] === undefined);
  if (place >= 0) throw invalid(`/upToDate/${place}`, 'is the language of no text of this draft');
  return [...new Set(locales)].toSorted();
}

function bodyToLayers(asked: Readonly<Record<string, readonly Layer[]>>): DraftContent['layers'] {
  insistOnRoom(asked);
  return canonical('/layers', asked);
}

function canonical<T>(pointer: string, map: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  const entries = Object.entries(map).map(([name, value]) => {
    const { data, error } = locale.safeParse(name);
    if (data === undefined)
      throw invalid(`${pointer}/${name}`, error?.issues[0]?.message ?? 'is no language');
    return [data, value] as const;
  });
  const names = new Set(entries.map(([name]) => name));
  if (names.size < entries.length) throw invalid(pointer, 'names a language twice');
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const opinionAnswer = z.object({
  by: z.string(),
  at: instantOut,
  revision: z.int(),
  note: z.string().nullable(),
});

const draftSummary = {
  id: z.string(),
  policy: z.string(),
  revision: z.int(),
  state: z.enum(['open', 'scheduled', 'needs-attention', 'posted', 'discarded']),
  change: z.string().nullable(),
  acceptance: acceptanceMode.nullable(),
  summary: z.record(z.string(), z.string()),
  layers: z.record(z.string(), layers.readonly()),
  reason: z.string().nullable(),
  effectiveAt: instantOut.nullable(),
  proposedAt: instantOut.nullable(),
  documentDate: instantOut.nullable(),
  pending: z.literal('withdraw').nullable(),
  /** Who wrote a word of it. */
  authors: z.array(z.string()).readonly(),
  /** What approvers say of this revision. */
  approvals: z.array(opinionAnswer).readonly(),
  objections: z.array(opinionAnswer).readonly(),
  /** The release that it is in, and when that is posted. */
  posting: z.object({ release: z.string(), at: instantOut, by: z.string() }).nullable(),
  /** The number it was posted under. */
  version: z.int().nullable(),
  /** Why it was not posted when its time came. */
  attention: z.object({ about: z.enum(ATTENTION_ABOUT), detail: z.string(), at: instantOut }).nullable(),
  createdAt: instantOut,
  updatedAt: instantOut,
};

/** A draft in a list: without its texts, and with their hashes. */
export const draftListed = z
  .object({ ...draftSummary, texts: z.record(z.string(), z.string()) })
  .meta({ id: 'DraftListed' });

const translationAnswer = z.object({
  locale: z.string(),
  contentHash: z.string(),
  /** Since which revision it says what it says. */
  revision: z.int(),
  /** The text that prevails which it translates: that of a revision, or of the version that the draft follows. */
  translates: z
    .object({ contentHash: z.string(), revision: z.int().nullable(), version: z.int().nullable() })
    .nullable(),
  /** How far it lies behind the text that prevails, in a sentence; null: it does not. */
  stale: z.string().nullable(),
});

/** A draft as it is answered everywhere else. */
export const draftAnswer = z
  .object({
    ...draftSummary,
    texts: z.record(z.string(), z.string()),
    /** The texts that do not prevail, with what each of them translates. */
    translations: z.array(translationAnswer).readonly(),
    outlook: z.custom<Outlook>().meta({ id: 'Outlook', type: 'object' }),
  })
  .meta({ id: 'Draft' });

/** A draft as it stands in a list of those of its policy. */
export async function draftToListed(
  { store }: Pick<HttpContext, 'store'>,
  id: string,
): Promise<z.output<typeof draftListed>> {
  const facts = await readDraft(store.db, id);
  const release = facts.draft.release === null ? undefined : await findRelease(store.db, facts.draft.release);
  return factsToSummary(facts, release, facts.said.texts);
}

/** A draft with its texts and what posting it would come to. */
export async function draftToAnswer(
  context: Pick<HttpContext, 'store' | 'now'>,
  id: string,
): Promise<z.output<typeof draftAnswer>> {
  const { db } = context.store;
  const facts = await readDraft(db, id);
  const release = facts.draft.release === null ? undefined : await findRelease(db, facts.draft.release);
  const { texts } = await readContent(db, facts.said);
  const translations = (await readTranslations(db, facts)).map(({ locale, hash, words, ...one }) => ({
    ...{ locale, contentHash: hash, revision: one.revision },
    translates: one.translates && {
      contentHash: one.translates.hash,
      ...{ revision: one.translates.revision, version: one.translates.version },
    },
    stale: one.isStale ? words : null,
  }));
  return {
    ...factsToSummary(facts, release, texts),
    ...{ translations, outlook: await foreseeDraft(context, facts) },
  };
}

function factsToSummary(
  { draft, revisions, said, standing }: DraftFacts,
  release: StoredRelease | undefined,
  texts: Readonly<Record<string, string>>,
): z.output<typeof draftListed> {
  const { id, policy, revision, state, version, attention, createdAt } = draft;
  const { change, acceptance, summary, layers, reason, effectiveAt, proposedAt, documentDate, pending } =
    said;
  return {
    ...{ id, policy, revision, state, texts, change, acceptance, summary, layers, reason },
    ...{ effectiveAt, proposedAt, documentDate, pending, authors: authorsOf(revisions) },
    approvals: standing.approvals.map(opinionToAnswer),
    objections: standing.objections.map(opinionToAnswer),
    posting: release === undefined ? null : { release: release.id, at: release.dueAt, by: release.createdBy },
    ...{ version, attention, createdAt, updatedAt: said.writtenAt },
  };
}

function opinionToAnswer({ by, at, revision, note }: Opinion): z.output<typeof opinionAnswer> {
  return { by, at, revision, note };
}

/** The release of a draft that is to be taken back; refuses with `draft-not-scheduled` where it is in none. */
export function releaseOfDraft({ draft }: DraftFacts): string {
  if (draft.release === null || draft.state === 'discarded') {
    throw new Refusal('draft-not-scheduled', 'This draft is not scheduled: there is nothing to take back.');
  }
  return draft.release;
}
