import { v7 as uuidv7 } from 'uuid';
import { randomBytes } from '../domain/random.ts';

let msecs = Number.NEGATIVE_INFINITY;
let seq = 0;

/** A UUID of version 7 (RFC 9562, 5.7), greater than all that this process made before, whatever its clock does. */
export function newId(): string {
  const random = randomBytes(16);
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    seq = new DataView(random.buffer).getUint32(6) >>> 1;
  } else {
    seq = (seq + 1) | 0;
    if (seq === 0) msecs++;
  }
  return uuidv7({ random, msecs, seq });
}
