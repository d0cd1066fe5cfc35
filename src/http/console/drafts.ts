import { z } from 'zod';
import { readContent } from '../../actions/drafts/read-draft.ts';
import { discardDraft, editDraft, makeDraft } from '../../actions/drafts/write-draft.ts';
import { actorOf } from '../../domain/access/member.ts';
import { may } from '../../domain/access/roles.ts';
import type { DraftContent } from '../../domain/drafts/draft.ts';
import { parseInZone } from '../../domain/period.ts';
import { announcedVersions } from '../../domain/policies/timeline.ts';
import { Refusal } from '../../domain/refusal.ts';
import { draftDiscardPage, draftTextPage } from '../../pages/console/draft-text.ts';
import type { FieldError } from '../../pages/console/parts/form-state.ts';
import { draftWords } from '../../pages/console/words/drafts.ts';
import { className } from '../api/rules-schema.ts';
import { bodyToContent, MAX_DRAFT_BYTES } from '../drafts/draft-answer.ts';
import type { SentFile } from '../wire/parse.ts';
import { insistOnLength, LONGEST_CONTENT } from '../wire/policy-content.ts';
import { line, locale as localeSchema, madeId } from '../wire/schemas.ts';
import type { policyScreens } from './policies.ts';
import { localesOfDraft, type ReadDraft, readDraftHead } from './read-draft-head.ts';
import { ticked, typedLine, typedOrNot } from './wire/read-fields.ts';
import { addForm, addScreen, ComesBack, type Console } from './wire/screens.ts';

const words = draftWords.text;

/** A draft by its id. */
export const ofDraft = z.object({ id: madeId });

/** Which of a draft's languages. */
export const inLanguage = z.object({ locale: localeSchema.optional() });

/** The revision that a form was made of. */
export const revisionField = z.coerce.number().int().min(1).max(1_000_000);

const textFields = z.object({
  revision: revisionField,
  locale: localeSchema,
  content: z.string().default(''),
  tracked: z.literal('accept').optional(),
  summary: typedOrNot(typedLine(line(2000))),
  change: typedOrNot(className),
  reason: typedOrNot(typedLine(line(2000))),
  effectiveAt: typedOrNot(z.string().max(64)),
  pending: z.literal('withdraw').optional(),
  upToDate: ticked(localeSchema),
});
type TextFields = z.output<typeof textFields>;

/** Making a draft, writing it language by language, by typing or from a file, and giving it up. */
export function draftScreens(console: Console, policyPage: ReturnType<typeof policyScreens>): void {
  const { context } = console;

  addForm(console, {
    path: '/console/policies/{policy}/drafts',
    on: policyPage,
    may: 'write-drafts',
    fields: z.object({}),
    act: async ({ params, member }) => {
      const id = await makeDraft(context, params.policy, bodyToContent({}), actorOf(member));
      return `/console/drafts/${id}?done=made#done`;
    },
  });

  const text = addScreen(console, {
    path: '/console/drafts/{id}',
    may: 'see-drafts',
    params: ofDraft,
    query: inLanguage,
    show: async ({ params, query, member, state }) => {
      const read = await readDraftHead(context, params.id);
      const { facts, policy, versions, head } = read;
      const typed = state.posted === null ? undefined : localeSchema.safeParse(state.typed.locale).data;
      const { locales, locale } = localesOfDraft(read, typed ?? query.locale);
      return draftTextPage({
        ...{ head, locale, locales, state, prevails: locales[0] ?? policy.locale },
        content: await readContent(context.store.db, facts.said),
        classes: classesOf(read),
        isAnnounced: announcedVersions(versions, context.now()).length > 0,
        asksAboutTracked: state.errors.some(({ field }) => field === 'file'),
        mayWrite: may(member, 'write-drafts'),
      });
    },
  });

  addForm(console, {
    path: '/console/drafts/{id}',
    on: text,
    may: 'write-drafts',
    fields: textFields,
    maxBytes: MAX_DRAFT_BYTES,
    act: async ({ params, fields, files, member }) => {
      const read = await readDraftHead(context, params.id);
      const imported = await importedText(files.file, fields);
      const content = await contentOf(console, read, fields, imported);
      try {
        await editDraft(context, params.id, { revision: fields.revision, content }, actorOf(member));
      } catch (error) {
        throw changedMeanwhile(error, imported);
      }
      const done = imported === null ? 'saved' : 'imported';
      return `/console/drafts/${params.id}?locale=${encodeURIComponent(fields.locale)}&done=${done}#done`;
    },
  });

  const discarding = addScreen(console, {
    path: '/console/drafts/{id}/discard',
    may: 'write-drafts',
    params: ofDraft,
    show: async ({ params, state }) =>
      draftDiscardPage({ head: (await readDraftHead(context, params.id)).head, state }),
  });

  addForm(console, {
    path: '/console/drafts/{id}/discard',
    on: discarding,
    may: 'write-drafts',
    fields: z.object({}),
    act: async ({ params, member }) => {
      const { policy } = await readDraftHead(context, params.id);
      await discardDraft(context, params.id, actorOf(member));
      return `/console/policies/${policy.policy}?done=discarded#done`;
    },
  });
}

/** The kinds of change that legal may call it; none for a first version. */
function classesOf({ policy, versions }: ReadDraft) {
  if (versions.length === 0) return [];
  const { rules } = policy;
  if (rules === null) {
    return ['minor', 'substantial', 'legal'].map((name) => ({
      name,
      label: draftWords.classes[name] ?? name,
    }));
  }
  return rules.classes.map(({ class: name, label }) => ({ name, label }));
}

/** What the draft says once the fields of one language are in it; all else stays. */
async function contentOf(
  { context }: Console,
  { facts, policy }: ReadDraft,
  fields: TextFields,
  imported: string | null,
): Promise<DraftContent> {
  const before = await readContent(context.store.db, facts.said);
  const { locale, summary, effectiveAt } = fields;
  const date = effectiveAt === undefined ? null : parseInZone(effectiveAt, policy.timeZone);
  if (effectiveAt !== undefined && date === null) {
    throw new ComesBack([{ field: 'effectiveAt', detail: words.wrongDate }]);
  }
  const text = imported ?? fields.content;
  insistOnLength(text);
  const texts = withOne(before.texts, locale, text.trim() === '' ? undefined : text);
  return {
    ...before,
    texts,
    summary: withOne(before.summary, locale, summary),
    layers: Object.fromEntries(Object.entries(before.layers).filter(([name]) => texts[name] !== undefined)),
    upToDate: fields.upToDate.filter((one) => texts[one] !== undefined),
    change: fields.change ?? null,
    reason: fields.reason ?? null,
    effectiveAt: date,
    pending: fields.pending ?? null,
  };
}

function withOne(
  map: Readonly<Record<string, string>>,
  name: string,
  value: string | undefined,
): Readonly<Record<string, string>> {
  const { [name]: _, ...others } = map;
  return value === undefined ? others : { ...others, [name]: value };
}

/**
 * The text in a file; null where none came. A file of which something cannot be taken along comes back as text to be
 * looked over, and so does one with changes that nobody has accepted, until somebody says that all of them are.
 */
async function importedText(file: SentFile | undefined, { tracked }: TextFields): Promise<string | null> {
  if (file === undefined) return null;
  // A start is not to wait for what few requests need.
  const { importDocument } = await import('../../imports/import-document.ts');
  try {
    const { content, warnings } = await importDocument(file, {
      acceptsTracked: tracked === 'accept',
      longest: LONGEST_CONTENT,
    });
    // What was taken as accepted is lost to nobody who said so.
    const left = warnings.filter(({ kind }) => kind !== 'tracked');
    if (left.length === 0) return content;
    const lost = left.map(({ detail, near }) => ({ field: null, detail: words.near(detail, near) }));
    throw new ComesBack([{ field: 'content', detail: words.lost(left.length) }, ...lost], { content });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message, facts } = error;
    const changes = (facts.changes ?? []).map(({ detail, near }) => ({
      ...{ field: null, detail: words.near(detail, near) },
    }));
    throw new ComesBack([{ field: 'file', detail: message }, ...changes]);
  }
}

/** Where somebody else changed the draft, what was typed comes back, and can be saved over theirs. */
function changedMeanwhile(error: unknown, imported: string | null): unknown {
  if (!(error instanceof Refusal) || error.code !== 'draft-changed') return error;
  const { revision = 1 } = error.facts;
  const errors: readonly FieldError[] = [{ field: null, detail: words.changed(revision) }];
  return new ComesBack(errors, {
    revision: String(revision),
    ...(imported === null ? {} : { content: imported }),
  });
}
