/*
 * What legal does to policies: create and change them, publish, preview and withdraw versions. It starts the
 * telling in the same write, and leaves the telling itself to notices.
 */

import { sectionAnchors } from '../../domain/diff/section-anchors.ts';
import { contentHashOf } from '../../domain/hash.ts';
import type { Instant } from '../../domain/instant.ts';
import { insistOnOneEach } from '../../domain/policies/asked-texts.ts';
import { settleLayers, type TextLayers } from '../../domain/policies/layers.ts';
import { releaseOfOne, type Version } from '../../domain/policies/policy.ts';
import { type Publication, predecessor } from '../../domain/policies/publication.ts';
import { decideVersion } from '../../domain/policies/ruled-publication.ts';
import { invalid } from '../../domain/refusal.ts';
import type { SendingPlan } from '../../domain/sending/sending-plan.ts';
import { insertMemberMails } from '../../storage/access/member-mails.ts';
import { countReachableUsers } from '../../storage/people/reachable-users.ts';
import type { StoredPolicy } from '../../storage/policies/policies.ts';
import { insertLayers, type TranslatedText } from '../../storage/policies/texts.ts';
import { insertVersion } from '../../storage/policies/versions.ts';
import { listWordings } from '../../storage/policies/wordings.ts';
import { insertSending } from '../../storage/sending/sendings.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { readPolicy } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { startTelling, startTellingOfWithdrawal } from '../notices/start-fan-outs.ts';
import { type PostedFrom, postedAct } from '../record/acts-of-versions.ts';
import { recordActs } from '../record/record-acts.ts';
import { type Remember, rememberStatements } from '../remember.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutPolicy } from '../write-marked.ts';
import { changedTranslations, holdToClass, readTextChange, type TextChange } from './compare-texts.ts';
import { fillCalendar } from './fill-calendar.ts';
import { wordingPostedWith } from './put-wording.ts';
import { withdrawalStatements } from './withdraw-version.ts';

/** A version as it is, or would be, posted, and the announced ones that it takes the place of. */
export type PreparedVersion = {
  readonly policy: StoredPolicy;
  readonly version: Version;
  readonly change: TextChange;
  /** Sections of its texts in short. */
  readonly layers: readonly TextLayers[];
  /** Whether people are told of it by mail. */
  readonly isMailed: boolean;
  readonly withdraws: readonly Version[];
  /** Those that stand besides, in the order of their numbers. */
  readonly versions: readonly Version[];
};

/** All that decides a publication, read once; `decide` says what it comes to where it is posted at an instant, or refuses. */
export async function readDecision(db: Database, name: string, publication: Publication, at: Instant) {
  const { policy, versions } = await readPolicy(db, name);
  const { locale } = policy;
  if (publication.locale !== undefined && publication.locale !== locale) {
    throw invalid(
      '/texts',
      `were read while the policy was in ${publication.locale}; it is in ${locale} now`,
    );
  }
  insistOnOneEach(publication.translations ?? [], locale);
  const rules = policy.rules && (await fillCalendar(db, policy.rules));
  const before = predecessor(versions, publication.withdrawPending, at);
  const change = await readTextChange(db, policy, before, publication);
  // Where translations say something else there is something to post, though what prevails says the same.
  const follows = changedTranslations(change).length > 0 ? null : change.prevailing.before;
  const filled = { ...policy, rules };
  const decide = (postedAt: Instant) => decideVersion(filled, versions, publication, follows, postedAt);
  return { policy: filled, versions, change, decide };
}

/** Decides a publication without writing anything: what `publishVersion` would post right now. */
export async function prepareVersion(
  { store, now }: Pick<Context, 'now'> & { readonly store: Pick<Context['store'], 'db'> },
  name: string,
  publication: Publication,
): Promise<PreparedVersion> {
  const postedAt = now();
  const { policy, versions, change, decide } = await readDecision(store.db, name, publication, postedAt);
  const decision = decide(postedAt);
  holdToClass(decision, change);
  const { isMailed, withdraws, ...terms } = decision;
  const number = policy.lastVersion + 1;
  const wording = wordingPostedWith(await listWordings(store.db));
  return {
    policy,
    change,
    layers: settledLayers(publication, policy.locale),
    isMailed,
    withdraws: versions.filter((one) => withdraws.includes(one.version)),
    versions: versions.filter((one) => one.withdrawal === null && !withdraws.includes(one.version)),
    version: {
      ...terms,
      policy: name,
      version: number,
      release: releaseOfOne({ policy: name, version: number }),
      postedAt,
      locale: policy.locale,
      translations: (publication.translations ?? []).map(({ content, ...text }) => ({
        ...{ ...text, contentHash: contentHashOf(content), addedAt: postedAt },
      })),
      summary: publication.summary,
      reason: publication.reason,
      contentHash: contentHashOf(publication.content),
      recipients: isMailed
        ? await countReachableUsers(store.db, { policy: name, versions: withdraws, at: postedAt })
        : 0,
      source: null,
      sending: sendingOf(publication, isMailed),
      ...(wording !== null && { wording }),
      withdrawal: null,
      pausedAt: null,
    },
  };
}

/** The sections in short of what is to be posted, under the anchors that its texts have. */
function settledLayers(
  { content, translations = [], layers = [] }: Publication,
  prevails: string,
): readonly TextLayers[] {
  return settleLayers(layers, (locale) => {
    const own = translations.find((one) => one.locale === locale);
    return sectionAnchors(own === undefined && locale === prevails ? content : (own?.content ?? ''));
  });
}

/** How it is let out; refused where nobody is told by mail. */
function sendingOf(publication: Publication, isMailed: boolean): SendingPlan | null {
  const sending = publication.sending ?? null;
  if (sending !== null && !isMailed) throw invalid('/sending', 'is of no use: nobody is told of it by mail');
  return sending;
}

/**
 * Posts a version: freezes its text and its effective date, withdraws pending ones where that was
 * asked for, and leaves the telling to the fan-out that it starts. No work per user.
 */
export async function publishVersion(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  name: string,
  publication: Publication,
  keyId: string,
  remember: Remember<Version> | null = null,
): Promise<Version> {
  const { store, wake } = context;
  const version = await untilWritten(async () => {
    const prepared = await prepareVersion(context, name, publication);
    const { policy, version } = prepared;
    const isWritten = await writeAboutPolicy(context, policy, version.version, (isMarked, command) => [
      ...publishStatements(store.db, prepared, { publication, keyId, command, remember }, isMarked),
      ...tellingStatements(store.db, [prepared], { command, now: version.postedAt }, isMarked),
    ]);
    return isWritten ? version : undefined;
  });
  wake();
  return version;
}

/**
 * What posting a version writes, with the withdrawal of what it replaces. People are told of all that is posted in a
 * write, `tellingStatements`, and of all that it withdraws.
 */
export function publishStatements(
  db: Database,
  { policy, version, layers, withdraws, isMailed }: PreparedVersion,
  write: {
    readonly publication: Publication;
    readonly keyId: string;
    readonly command: string;
    readonly remember: Remember<Version> | null;
    /** What it was posted from, where that was a draft. */
    readonly from?: PostedFrom;
  },
  isMarked: Condition,
): Statement[] {
  const { publication, keyId, command } = write;
  const now = version.postedAt;
  const statements: Statement[] = [];
  if (withdraws.length > 0) {
    const { version: replacedBy } = version;
    const withdrawal = { at: now, reason: `Replaced by version ${replacedBy}.`, replacedBy };
    const replaced = { policy: policy.policy, versions: withdraws };
    statements.push(...withdrawalStatements(db, replaced, withdrawal, { keyId }, isMarked));
  }
  const { content, translations = [] } = publication;
  const texts = { content, translations: withContent(version, translations) };
  statements.push(
    ...insertVersion(db, version, texts, { keyId, command }, isMarked),
    ...insertLayers(db, version, layers, isMarked),
    ...recordActs(db, [postedAct(version, keyId, now, { layers, from: write.from })], isMarked),
  );
  if (isMailed) {
    const posted = { kind: 'posted', policy: policy.policy, version: version.version } as const;
    statements.push(insertMemberMails(db, posted, { roles: ['support'] }, now, isMarked));
  }
  return [...statements, ...rememberStatements(db, write.remember, version, { ref: null, now }, isMarked)];
}

/** Starts telling people of the versions that one write posts as a release, and of those that it withdraws. */
export function tellingStatements(
  db: Database,
  released: readonly PreparedVersion[],
  write: { readonly command: string; readonly now: Instant },
  isMarked: Condition,
): Statement[] {
  const mailed = released.flatMap(({ isMailed, version }) => (isMailed ? [version] : []));
  const withdrawn = released.flatMap(({ withdraws }) => withdraws);
  const statements = startTellingOfWithdrawal(db, withdrawn, write, isMarked);
  const [first] = mailed;
  if (first === undefined) return statements;
  const { release } = first;
  const isPlanned = mailed.some(({ sending }) => sending !== null);
  return [
    ...statements,
    ...startTelling(db, release, mailed, write, isMarked),
    ...(isPlanned ? [insertSending(db, release, isMarked)] : []),
  ];
}

function withContent(
  version: Version,
  translations: NonNullable<Publication['translations']>,
): readonly TranslatedText[] {
  return version.translations.map((text, at) => ({ ...text, content: translations[at]?.content ?? '' }));
}
