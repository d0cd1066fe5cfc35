const POOL_BYTES = 4096;

const pool = new Uint8Array(POOL_BYTES);
let used = POOL_BYTES;

/**
 * So many random bytes, at most 4096, that nobody can guess and that are handed out to nobody else. They are drawn many
 * at a time: each drawing takes longer than hashing a kilobyte.
 */
export function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  if (used + count > POOL_BYTES) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const drawn = pool.slice(used, used + count);
  // What is handed out stays nowhere else.
  pool.fill(0, used, used + count);
  used += count;
  return drawn;
}
