/** Where PKCS #8 has an Ed25519 seed (RFC 8410, 7): after these bytes, at the end. */
const PKCS8_BEFORE_SEED = [
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/** An Ed25519 key that signs, and its public half in base64url as a JWK has it (RFC 8037, 2). */
export type Ed25519 = {
  readonly key: Awaited<ReturnType<typeof crypto.subtle.importKey>>;
  readonly x: string;
};

/** The key that a seed of 64 hex digits stands for. */
export async function ed25519Of(seed: string): Promise<Ed25519> {
  const seedBytes = (seed.match(/../g) ?? []).map((digits) => Number.parseInt(digits, 16));
  const pkcs8 = Uint8Array.from([...PKCS8_BEFORE_SEED, ...seedBytes]);
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'Ed25519' }, true, ['sign']);
  const { x = '' } = await crypto.subtle.exportKey('jwk', key);
  return { key, x };
}
