import { contentHashOf } from '../hash.ts';
import type { Instant } from '../instant.ts';
import { type InvalidField, Refusal } from '../refusal.ts';
import { type Policy, releaseOfOne, type Version } from './policy.ts';
import { isSameText } from './publication.ts';
import { versionInForce } from './timeline.ts';

/** A version as it was told before this record was kept; `source` says who knows of it, and from where. */
export type PastVersion = {
  readonly content: string;
  readonly postedAt: Instant;
  readonly effectiveAt: Instant;
  readonly source: string;
};

/**
 * The versions that a policy's history makes, oldest first: numbered from 1, of the change `initial`, since
 * nobody is told of them here, and in the policy's mode of acceptance.
 *
 * Refuses with `has-versions` where the policy has any, and with every place where instants do not ascend or
 * lie in the future, a version takes effect before it was posted, or a text is that of the one before.
 */
export function decideHistory(
  policy: Policy & { readonly lastVersion: number },
  history: readonly PastVersion[],
  now: Instant,
): Version[] {
  if (policy.lastVersion > 0) {
    throw new Refusal(
      'has-versions',
      `Policy "${policy.policy}" has versions already: its history can only be brought in before them.`,
    );
  }
  const errors = history.flatMap((one, at) => problemsOf(one, history[at - 1], now, `/versions/${at}`));
  if (errors.length > 0) {
    throw new Refusal('invalid-request', 'The request is not valid; see errors.', { errors });
  }
  const versions: Version[] = [];
  for (const one of history) versions.push(toVersion(policy, versions, one));
  return versions;
}

function problemsOf(
  { content, postedAt, effectiveAt }: PastVersion,
  before: PastVersion | undefined,
  now: Instant,
  pointer: string,
): InvalidField[] {
  const problems: InvalidField[] = [];
  const insist = (holds: boolean, name: keyof PastVersion, detail: string) => {
    if (!holds) problems.push({ pointer: `${pointer}/${name}`, detail });
  };
  insist(postedAt <= now, 'postedAt', 'lies in the future');
  insist(effectiveAt <= now, 'effectiveAt', 'lies in the future: publish what is yet to take effect');
  insist(effectiveAt >= postedAt, 'effectiveAt', 'lies before it was posted');
  if (before === undefined) return problems;
  insist(postedAt > before.postedAt, 'postedAt', 'is not later than that of the version before');
  insist(effectiveAt > before.effectiveAt, 'effectiveAt', 'is not later than that of the version before');
  insist(!isSameText(content, before.content), 'content', 'is the text of the version before');
  return problems;
}

function toVersion(
  { policy, locale, acceptance, notice, timeZone }: Policy,
  before: readonly Version[],
  { content, postedAt, effectiveAt, source }: PastVersion,
): Version {
  const version = before.length + 1;
  return {
    ...{ policy, version, change: 'initial', class: 'initial', acceptance, postedAt, effectiveAt },
    ...{ release: releaseOfOne({ policy, version }), remindAtEffect: false },
    ...{ rule: { by: 'history' }, lateNotice: notice.late ?? notice.minor, reminders: [], timeZone },
    ...{ locale, translations: [], summary: null, reason: null, recipients: 0 },
    contentHash: contentHashOf(content),
    ...{ previous: versionInForce(before, postedAt)?.version ?? null, source, rules: null, sending: null },
    ...{ withdrawal: null, pausedAt: null },
  };
}
