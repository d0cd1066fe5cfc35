import { walkTree } from '../../domain/audit/audit-tree.ts';
import type { Report } from '../../domain/audit/finding.ts';
import { checkpointNote, isSigned, readCheckpoints, type Verifier } from '../../domain/audit/read-note.ts';
import type { KnownCheckpoint } from '../../domain/record/restore.ts';
import { type AuditedHead, findLogBounds, listStretch } from '../../storage/record/audit-rows.ts';
import type { Database } from '../../storage/store.ts';
import type { FactsBasis } from './audit-facts.ts';
import type { UsersBeside } from './audit-users.ts';

const LEAVES_PER_STRETCH = 4096;

/** What an audit goes by. */
export type AuditBasis = FactsBasis & {
  /** Whether others may write meanwhile; else `db` is as of one moment. */
  readonly moves: boolean;
  /** Keys that checkpoints may be signed with; none: signatures are not checked. */
  readonly verifiers: readonly Verifier[];
  readonly known: readonly KnownCheckpoint[];
  /** Who reads users as well; of a database as of one moment alone. */
  readonly beside?: UsersBeside;
  /** Awaited before each page is read: whoever runs it beside others lets them have their turn. */
  readonly onPage?: () => Promise<void>;
};

/** Positions without gaps, before anything else: all that follows goes by them. */
export async function auditPositions(report: Report, db: Database): Promise<void> {
  const { size, ...bounds } = await findLogBounds(db);
  if (bounds.count === size && bounds.first >= Math.min(1, size) && bounds.last === size) return;
  for (let from = 0; ; from += LEAVES_PER_STRETCH) {
    const { leaves } = await listStretch(db, from, from + LEAVES_PER_STRETCH);
    const gap = leaves.findIndex(({ position }, i) => position !== from + i + 1);
    if (gap < 0 && leaves.length === LEAVES_PER_STRETCH) continue;
    const last = from + (gap < 0 ? leaves.length : gap);
    const position = Math.min(last, size) + 1;
    const isMissing = position <= size;
    // Where there is no gap, nobody can tell which of the two is wrong.
    if (gap < 0) report({ table: 'log_head', row: 'log', column: 'size', is: size, should: last });
    report({
      ...{ table: 'log_entries', row: String(position), column: null },
      is: isMissing ? 'missing' : 'there',
      should: isMissing ? `there: the log has ${size} entries` : `missing: the log has ${size} entries`,
    });
    return;
  }
}

/**
 * Grows the tree from the leaves up to a head, and compares nodes, checkpoints and head; answers how many
 * checkpoints there were. What stands below a head stays as it is, whoever writes meanwhile.
 */
export async function auditLog(
  report: Report,
  head: AuditedHead,
  { db, verifiers, known }: AuditBasis,
): Promise<number> {
  const tree = walkTree();
  let checkpoints = 0;
  while (tree.size() < head.size) {
    const from = tree.size();
    const to = Math.min(head.size, from + LEAVES_PER_STRETCH);
    const stretch = await listStretch(db, from, to);
    // A gap was reported; no tree can be grown over it.
    if (stretch.leaves.length < to - from) return checkpoints;
    const knownHere = known.filter(({ size }) => size > from && size <= to);
    const sizes = [...stretch.checkpoints, ...knownHere].map(({ size }) => size).sort((a, b) => a - b);
    const leaves = stretch.leaves.map(({ leaf }) => leaf);
    const roots = tree.grow(report, { leaves, nodes: stretch.nodes, sizes });
    for (const { source, size, root } of knownHere) {
      const should = `${root}, as the checkpoint in ${source} has it`;
      const is = roots.get(size);
      if (is !== root) report({ table: 'log_entries', row: `up to ${size}`, column: 'leaf', is, should });
    }
    checkpoints += stretch.checkpoints.length;
    await Promise.all(
      stretch.checkpoints.map((one) => auditCheckpoint(report, one, roots.get(one.size), verifiers)),
    );
  }
  const at = { table: 'log_head', row: 'log' };
  const compare = (column: string, is: string | number, should: string | number) => {
    if (is !== should) report({ ...at, column, is, should });
  };
  compare('root', head.root, tree.root());
  compare('frontier', head.frontier, JSON.stringify(tree.frontier()));
  compare('sealed_size', head.sealedSize, head.newestCheckpoint ?? 0);
  for (const { source, size } of known.filter((one) => one.size > head.size)) {
    report({
      ...at,
      column: 'size',
      is: head.size,
      should: `${size} at least, as the checkpoint in ${source} says`,
    });
  }
  return checkpoints;
}

async function auditCheckpoint(
  report: Report,
  stored: { readonly size: number; readonly root: string; readonly note: string },
  root: string | undefined,
  verifiers: readonly Verifier[],
): Promise<void> {
  const at = { table: 'log_checkpoints', row: String(stored.size) };
  if (stored.root !== root) report({ ...at, column: 'root', is: stored.root, should: root ?? null });
  const [note] = readCheckpoints(stored.note);
  const says = note && `${note.size} ${note.root}`;
  const isWhole = note !== undefined && checkpointNote(note) === stored.note;
  if (!isWhole || says !== `${stored.size} ${root}`) {
    report({ ...at, column: 'note', is: stored.note, should: `a checkpoint of ${stored.size} and ${root}` });
  } else if (verifiers.length > 0 && !(await isSigned(note, verifiers))) {
    const keys = verifiers.map(({ name, id }) => `${name}+${id}`).join(' or ');
    report({ ...at, column: 'note', is: stored.note, should: `signed by ${keys}` });
  }
}
