import { fillRendition } from '../../delivery/compose.ts';
import { ownFacts } from '../../domain/answers/own-facts.ts';
import { decidingAttributes } from '../../domain/answers/own-outcome.ts';
import { heldVersion } from '../../domain/answers/position.ts';
import { standingAt } from '../../domain/answers/standing.ts';
import { diffPolicies } from '../../domain/diff/diff-policies.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import { graceEndsAt, insistOnOnePlan } from '../../domain/drafts/release.ts';
import type { Instant } from '../../domain/instant.ts';
import { noticeFor, type ToldReader } from '../../domain/notices/notice-for.ts';
import { type Says, saysToText, type Tell } from '../../domain/notices/says.ts';
import type { Publication } from '../../domain/policies/publication.ts';
import { comparedTexts, textLocaleFor } from '../../domain/policies/version-text.ts';
import { negotiateLanguage } from '../../language/languages.ts';
import { listReleaseReaders, type ReleaseReaders } from '../../storage/people/reader-kinds.ts';
import { listRelated } from '../../storage/policies/related.ts';
import { findContent } from '../../storage/policies/texts.ts';
import { findSentences } from '../../storage/policies/wordings.ts';
import type { Database } from '../../storage/store.ts';
import { readPolicy, readUser, readUserFacts } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { type Writing, writeNotice } from '../notices/render-notice.ts';
import { type PreparedVersion, prepareVersion } from '../policies/publish-version.ts';
import { reviewUrl } from '../sending/send-due-notices.ts';

/** A mail as its readers would get it. */
type PreviewedMail = { readonly subject: string; readonly html: string; readonly text: string };

/** What is to be posted together, one a policy. */
export type ReleasedPublication = { readonly policy: string; readonly publication: Publication };

/** What a release would come to. */
export type ReleasePreview = {
  /** When it would be posted, if it were asked for now. */
  readonly at: Instant;
  /** In the order in which they were asked for. */
  readonly posted: readonly Posted[];
  /** The different mails there would be, and how many would get each, the most first. */
  readonly notices: readonly { readonly readers: number; readonly says: Says }[];
  /** The one that most would get; null where nobody is mailed. */
  readonly notice: PreviewedMail | null;
  /** The one that the reader who was named would get; null where they would get none, undefined where none was. */
  readonly like: PreviewedMail | null | undefined;
};

/** More kinds of readers than anybody counts mails of. */
const MOST_KINDS = 20_000;

/**
 * Answers what posting some versions together would come to, and writes nothing: each version, and how many different
 * mails would tell whom of what. Refuses what posting would refuse, and with `unknown-user` whom nobody knows.
 */
export async function previewRelease(
  context: Pick<Context, 'store'> & Writing,
  {
    released,
    summary,
  }: { readonly released: readonly ReleasedPublication[]; readonly summary: string | null },
  like: string | null,
): Promise<ReleasePreview> {
  const { store, now } = context;
  const { db } = store;
  insistOnOnePlan(
    released.map(({ publication }) => publication.sending),
    'versions',
  );
  const policies = await Promise.all(
    released.map(async ({ policy }) => (await readPolicy(db, policy)).policy),
  );
  const at = graceEndsAt(policies, now());
  const posted: Posted[] = [];
  for (const { policy, publication } of released) {
    const prepared = await prepareVersion({ store, now: () => at }, policy, publication);
    posted.push({ prepared, publication });
  }
  const mailed = posted
    .filter(({ prepared }) => prepared.isMailed)
    .toSorted((a, b) => (a.prepared.version.policy < b.prepared.version.policy ? -1 : 1));
  const names = mailed.map(({ prepared }) => prepared.version.policy);
  const attributes = [
    ...new Set(mailed.flatMap(({ prepared: { version } }) => decidingAttributes(version.rules?.rules ?? {}))),
  ];
  const kinds =
    names.length === 0
      ? []
      : await listReleaseReaders(db, { policies: names, attributes, now: at }, MOST_KINDS);
  const said = kinds.flatMap((kind) => {
    const says = saysTo(mailed, kind, at);
    return says === null ? [] : [{ says, readers: kind.readers }];
  });
  const notices = [...Map.groupBy(said, ({ says }) => saysToText(says)).values()]
    .map((same) => ({
      says: (same[0] as (typeof said)[number]).says,
      readers: same.reduce((sum, one) => sum + one.readers, 0),
    }))
    .toSorted((a, b) => b.readers - a.readers);
  const writing = { ...context, now: () => at };
  const write = async (says: Says | undefined | null) =>
    says ? writeMail(writing, mailed, says, summary) : null;
  return {
    at,
    posted,
    notices,
    notice: await write(notices[0]?.says),
    like: like === null ? undefined : await write(await saysToUser(db, mailed, like, at)),
  };
}

/** A version as it would be posted, and from what. */
export type Posted = { readonly prepared: PreparedVersion; readonly publication: Publication };

/**
 * What readers of a kind would be told; null where it is nothing. It is decided as for a reader who is mailed, of whom
 * nothing else is known.
 */
function saysTo(
  mailed: readonly Posted[],
  { locale, held, attributes }: Pick<ReleaseReaders, 'locale' | 'held' | 'attributes'>,
  at: Instant,
): Says | null {
  const [first] = mailed;
  if (first === undefined) return null;
  const reader = { attributes, joinedAt: null, renewsAt: [] };
  const told = mailed.map(({ prepared }, i): ToldReader => {
    const { version } = prepared;
    const versions = [...prepared.versions, version];
    const holds = held[i] ?? null;
    const accepted = { id: '', basis: 'explicit', at, since: at } as const;
    const position = { toldAt: null, toldBy: null, bindsAt: null, accepted };
    const positions = holds === null ? [] : [{ version: holds, ...position }];
    const facts = ownFacts({ versions, positions, terminations: [] }, reader);
    return { version, versions, remindedAt: null, facts };
  });
  const tells = told.map(({ version }): Tell => {
    const { policy, version: number } = version;
    const textLocale = textLocaleFor(version, locale);
    return { ...{ policy, version: number, base: 0, textLocale }, outcome: 'undecided' };
  });
  const language = negotiateLanguage(locale, first.prepared.policy.locale);
  return noticeFor({ kind: 'announcement', round: 0, language, tells }, told, at);
}

/** The same for one user, whom the products know. */
async function saysToUser(
  db: Database,
  mailed: readonly Posted[],
  id: string,
  at: Instant,
): Promise<Says | null> {
  const user = await readUser(db, id);
  const facts = await Promise.all(
    mailed.map(async ({ prepared: { version } }) => {
      const { versions } = await readPolicy(db, version.policy);
      return readUserFacts(db, user.ref, version.policy, versions);
    }),
  );
  if (facts.some(({ terminations }) => standingAt(terminations, at).standing !== 'active')) return null;
  const held = facts.map((one) => heldVersion(one, at)?.version ?? null);
  return saysTo(mailed, { locale: user.locale, held, attributes: user.attributes }, at);
}

async function writeMail(
  context: Pick<Context, 'store'> & Writing,
  mailed: readonly Posted[],
  says: Says,
  summary: string | null,
): Promise<PreviewedMail> {
  const { db } = context.store;
  const language = negotiateLanguage(says.language);
  const about = await Promise.all(
    says.tells.map(async (tell) => {
      const posted = mailed.find(({ prepared }) => prepared.version.policy === tell.policy);
      if (posted === undefined) throw new Error('a mail tells of a version that is not posted');
      const { policy, version, versions } = posted.prepared;
      return {
        ...{ policy, version, versions: [...versions, version], related: await listRelated(db, policy) },
        diff: await diffFrom(db, posted, tell),
        wording: await findSentences(db, language, version.wording?.[language]),
      };
    }),
  );
  const releaseSummary = says.tells.length > 1 ? summary : null;
  return fillRendition(writeNotice(context, about, says, releaseSummary), {
    url: reviewUrl(context.publicUrl, 'preview'),
  });
}

/** What changes for whoever is told of a version that is not posted yet. */
async function diffFrom(
  db: Database,
  { prepared: { version, versions }, publication: { content, translations = [] } }: Posted,
  { policy, base, textLocale }: Tell,
): Promise<PolicyDiff> {
  const { fromLocale, locale } = comparedTexts([...versions, version], base, version, textLocale);
  const before = base === 0 ? '' : await findContent(db, { policy, version: base }, fromLocale);
  const after = translations.find((one) => one.locale === locale)?.content ?? content;
  return diffPolicies(before ?? '', after, { locale });
}
