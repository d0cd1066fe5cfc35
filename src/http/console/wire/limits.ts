import type { Context as HonoContext } from 'hono';
import { mailboxOf } from '../../../domain/email-address.ts';
import { instantToMs } from '../../../domain/instant.ts';
import { senderOf } from '../../wire/client-address.ts';
import type { HttpContext } from '../../wire/http-context.ts';
import { type TokenBuckets, tokenBuckets } from '../../wire/token-buckets.ts';

/** What slows down whoever guesses, in the memory of one process or isolate. */
export type Limits = {
  /** Codes that are asked for, by address and by sender. */
  readonly codesOfAddress: TokenBuckets;
  readonly codesOfSender: TokenBuckets;
  /** Codes and links that are tried, by sender, and codes by the address that they were asked for. */
  readonly tries: TokenBuckets;
  readonly triesOfAddress: TokenBuckets;
};

/** Makes them, all full. */
export function consoleLimits(): Limits {
  return {
    codesOfAddress: tokenBuckets({ holds: 5, perSecond: 1 / 120 }),
    codesOfSender: tokenBuckets({ holds: 20, perSecond: 1 / 15 }),
    tries: tokenBuckets({ holds: 30, perSecond: 1 / 5 }),
    triesOfAddress: tokenBuckets({ holds: 20, perSecond: 1 / 30 }),
  };
}

type Limited = Pick<HttpContext, 'now' | 'log' | 'clientAddress' | 'remoteAddress'>;

/** How many seconds somebody has to wait until they may ask for a code; 0 where they may. */
export function waitForCode(context: Limited, limits: Limits, c: HonoContext, email: string): number {
  const ofSender = take(context, limits.codesOfSender, senderOf(context, c), 'codes are asked for');
  if (ofSender > 0) return ofSender;
  // An address is told to no log.
  return limits.codesOfAddress.take(mailboxOf(email), instantToMs(context.now())).waitSeconds;
}

/**
 * How many seconds somebody has to wait until they may try a link, or a code for `email`; 0 where they may. An
 * account is guessed at no faster from many addresses than from one.
 */
export function waitForTry(context: Limited, limits: Limits, c: HonoContext, email?: string): number {
  const sender = senderOf(context, c);
  const ofSender = take(context, limits.tries, sender, 'codes or links of the console are tried');
  if (ofSender > 0 || email === undefined) return ofSender;
  return limits.triesOfAddress.take(mailboxOf(email), instantToMs(context.now())).waitSeconds;
}

function take({ now, log }: Limited, buckets: TokenBuckets, sender: string, what: string): number {
  const { waitSeconds, isNews } = buckets.take(sender, instantToMs(now()));
  if (isNews) log('warn', `many ${what} from one address, which is slowed down`, { sender });
  return waitSeconds;
}
