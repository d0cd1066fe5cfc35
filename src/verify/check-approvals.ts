import type { Bundle, BundledRecord } from './bundle.ts';
import { type Finding, fails, holds } from './finding.ts';

type Fact = BundledRecord['record'];

/** Checks each approval that a version says it was posted by: that it is there, and was of the text that was posted. */
export function checkApprovals({ records }: Bundle): Finding[] {
  const byId = new Map(records.map(({ record }) => [record.id, record]));
  return records.flatMap(({ record }) =>
    approvalsOf(record).map((id) => checkApproval(record, id, byId.get(id))),
  );
}

function approvalsOf({ kind, facts }: Fact): readonly string[] {
  const { approvals } = objectOf(facts.from);
  return kind === 'posted' && Array.isArray(approvals) ? approvals.map(String) : [];
}

function checkApproval(posted: Fact, id: string, approval: Fact | undefined): Finding {
  const about = `${id}, which ${posted.id} rests on`;
  if (approval === undefined) return fails(about, 'no record of that approval is in the bundle');
  const from = objectOf(posted.facts.from);
  const { draft, revision, texts } = approval.facts;
  if (approval.kind !== 'approved' || draft !== from.draft || revision !== from.revision) {
    return fails(about, 'it is of something else than what was posted');
  }
  const approved = Object.values(objectOf(texts));
  if (!hashesPosted(posted).every((hash) => approved.includes(hash))) {
    return fails(about, 'it is of another text than the one that was posted');
  }
  if (approval.at > posted.at) return fails(about, 'it came after the version was posted');
  if (approval.actor === posted.actor) return fails(about, 'whoever had it posted approved it themselves');
  return holds(about, `by ${approval.actor}, of the text that was posted`);
}

/** The hashes of all texts that a version was posted with. */
function hashesPosted({ facts }: Fact): readonly unknown[] {
  const translations = Array.isArray(facts.translations) ? facts.translations : [];
  return [facts.contentHash, ...translations.map((one) => objectOf(one).contentHash)];
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
