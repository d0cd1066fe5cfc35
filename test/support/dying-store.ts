import type { KyselyPlugin, RootOperationNode } from 'kysely';
import type { Batch, Mailer, Receipt } from '../../src/delivery/mailer.ts';
import type { Store } from '../../src/storage/store.ts';

/** The end of a process: thrown where it dies, and again wherever it would go on after that. */
export class Died extends Error {}

/**
 * When a process dies, counted in the moments after which the world outside it is another: a write is on disk,
 * the provider has mails, or has answered. From one to the next it only reads, and of what it read and was about to
 * do nobody else ever knows, so dying at each of them is dying everywhere. Where another process is at work
 * meanwhile, or `EVERY_MOMENT=1` says so, it can die after whatever it read as well.
 */
export type Fate = {
  /** Passes a moment, or dies at it. */
  readonly pass: (moment: string) => void;
  /** Whether what it read is a moment, too. */
  readonly atReads: boolean;
  /** Dies where the process is dead already. */
  readonly insistOnLife: () => void;
  /** The moment of death; null for a process that came to its end. */
  readonly diedAt: () => string | null;
  /** What was under way when it died. It goes on without it, and never throws. */
  readonly leftBehind: Promise<unknown>[];
};

/** A process that dies at its `moment`-th moment, counted from 0, of which what it reads is one with `atReads`. */
export function fateAt(moment: number, atReads = process.env.EVERY_MOMENT === '1'): Fate {
  let passed = 0;
  let diedAt: string | null = null;
  const insistOnLife = () => {
    if (diedAt !== null) throw new Died(diedAt);
  };
  return {
    insistOnLife,
    atReads,
    pass(name) {
      insistOnLife();
      if (passed++ === moment) {
        diedAt = name;
        throw new Died(name);
      }
    },
    diedAt: () => diedAt,
    leftBehind: [],
  };
}

/** A store whose process dies after a write that is on disk, or after a query that its fate counts. */
export function dyingStore<S extends Store>(store: S, fate: Fate): S {
  const kinds = new WeakMap<object, string>();
  const mortality: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      fate.insistOnLife();
      if (fate.atReads || !isRead(node)) kinds.set(queryId, node.kind);
      return node;
    },
    async transformResult({ result, queryId }) {
      const kind = kinds.get(queryId);
      if (kind === undefined) fate.insistOnLife();
      else fate.pass(`after a query (${kind})`);
      return result;
    },
  };
  return {
    ...store,
    db: store.db.withPlugin(mortality),
    async atomic(statements) {
      fate.insistOnLife();
      const counts = await store.atomic(statements);
      fate.pass(`after a write of ${statements.length} statements`);
      return counts;
    },
  };
}

function isRead(node: RootOperationNode): boolean {
  if (node.kind === 'RawNode') return /^\s*(SELECT|WITH)\b/i.test(node.sqlFragments[0] ?? '');
  return node.kind === 'SelectQueryNode';
}

/** A mailer whose process dies while the provider has a call, or before it reads the answer. */
export function dyingMailer(mailer: Mailer, fate: Fate): Mailer {
  return {
    ...mailer,
    async send(batch: Batch): Promise<Receipt> {
      fate.insistOnLife();
      const answer = mailer.send(batch);
      fate.leftBehind.push(answer);
      fate.pass('while the provider has the mails');
      const receipt = await answer;
      fate.pass('after the provider has answered');
      return receipt;
    },
  };
}
