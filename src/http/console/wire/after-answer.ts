import type { Context as HonoContext } from 'hono';

/** Long enough for an answer to have left. */
const AFTER_MS = 50;

/**
 * Does something once the answer has left, so that nobody can tell from when it comes whether there was something to
 * do. What is done so may be lost when a process ends, and must not fail.
 */
export function afterAnswer(c: HonoContext, work: () => Promise<void>): void {
  const done = new Promise((resolve) => setTimeout(resolve, AFTER_MS)).then(work);
  try {
    c.executionCtx.waitUntil(done);
  } catch {
    // Node needs nobody to wait.
  }
}
