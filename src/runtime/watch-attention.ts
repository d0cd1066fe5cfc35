import { type Attention, readAttention } from '../actions/upkeep/read-attention.ts';
import type { HttpContext } from '../http/wire/http-context.ts';

const EVERY_MS = 30_000;

/** Says in the log what somebody should see to, once each, and when that is over; answers what ends it. */
export function watchAttention(
  context: Pick<HttpContext, 'store' | 'now' | 'mailer' | 'log' | 'findRestore' | 'ownAttention'>,
  everyMs = EVERY_MS,
): () => void {
  const { log, findRestore, ownAttention } = context;
  let known: readonly Attention[] = [];
  const look = async () => {
    // A restore is said by whoever watches for it.
    if ((await findRestore()) !== null) return;
    const found = await readAttention(context, { restore: null, own: ownAttention() });
    const isAmong = (all: readonly Attention[], { about }: Attention) =>
      all.some((one) => one.about === about);
    for (const one of found) if (!isAmong(known, one)) log('warn', 'needs attention', { ...one });
    for (const one of known) {
      if (!isAmong(found, one)) log('info', 'needs attention no more', { about: one.about });
    }
    known = found;
  };
  // A database that is away is heard of by whoever asks it for something.
  const lookAgain = () => void look().catch(() => {});
  lookAgain();
  const timer = setInterval(lookAgain, everyMs);
  return () => clearInterval(timer);
}
