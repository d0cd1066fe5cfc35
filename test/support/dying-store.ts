import type { KyselyPlugin } from 'kysely';
import type { Batch, Mailer, Receipt } from '../../src/delivery/mailer.ts';
import type { Store } from '../../src/storage/store.ts';

/** The end of a process: thrown where it dies, and again wherever it would go on after that. */
export class Died extends Error {}

/**
 * When a process dies, counted in the moments at which it waits for something outside itself. Between
 * two of them it changes nothing that outlives it, so dying at each of them is dying everywhere.
 */
export type Fate = {
  /** Passes a moment, or dies at it. */
  readonly pass: (moment: string) => void;
  /** Dies where the process is dead already. */
  readonly insistOnLife: () => void;
  /** The moment of death; null for a process that came to its end. */
  readonly diedAt: () => string | null;
  /** What was under way when it died. It goes on without it, and never throws. */
  readonly leftBehind: Promise<unknown>[];
};

/** A process that dies at its `moment`-th moment, counted from 0. */
export function fateAt(moment: number): Fate {
  let passed = 0;
  let diedAt: string | null = null;
  const insistOnLife = () => {
    if (diedAt !== null) throw new Died(diedAt);
  };
  return {
    insistOnLife,
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

/** A store whose process dies before a write, after one that is on disk, or after a query is answered. */
export function dyingStore<S extends Store>(store: S, fate: Fate): S {
  const kinds = new WeakMap<object, string>();
  const mortality: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      fate.insistOnLife();
      kinds.set(queryId, node.kind);
      return node;
    },
    async transformResult({ result, queryId }) {
      fate.pass(`after a query (${kinds.get(queryId)})`);
      return result;
    },
  };
  return {
    ...store,
    db: store.db.withPlugin(mortality),
    async atomic(statements) {
      fate.pass(`before a write of ${statements.length} statements`);
      const counts = await store.atomic(statements);
      fate.pass(`after a write of ${statements.length} statements`);
      return counts;
    },
  };
}

/** A mailer whose process dies before a call, while the provider has it, or before it reads the answer. */
export function dyingMailer(mailer: Mailer, fate: Fate): Mailer {
  return {
    ...mailer,
    async send(batch: Batch): Promise<Receipt> {
      fate.pass('before a call to the provider');
      const answer = mailer.send(batch);
      fate.leftBehind.push(answer);
      fate.pass('while the provider has the mails');
      const receipt = await answer;
      fate.pass('after the provider has answered');
      return receipt;
    },
  };
}
