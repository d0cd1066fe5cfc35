import { closeSync, openSync } from 'node:fs';
import type { Log } from '../actions/context.ts';

const EVERY_MS = 1_000;
/** Fewer are as good as none: while connections are turned away, what was open for a moment is free again. */
const FEW = 16;

/**
 * Says in the log, once, when the process has hardly a file handle left, and once when it has some again: without
 * any the system turns connections away before anybody hears of them. Answers how to stop looking.
 */
export function watchHandles(log: Log): () => void {
  let isOut = false;
  const timer = setInterval(() => {
    const problem = tryToOpen();
    if (problem !== null && !isOut) {
      const what =
        'out of file handles, or nearly: connections are turned away until some are closed. Allow the process more of them (ulimit -n)';
      log('error', what, { error: problem });
    }
    if (problem === null && isOut) log('info', 'there are file handles again');
    isOut = problem !== null;
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** What keeps a few files from being opened at once, where that is the number of handles; else null. */
function tryToOpen(): string | null {
  const opened: number[] = [];
  try {
    while (opened.length < FEW) opened.push(openSync(import.meta.filename, 'r'));
    return null;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return code === 'EMFILE' || code === 'ENFILE' ? code : null;
  } finally {
    for (const handle of opened) closeSync(handle);
  }
}
