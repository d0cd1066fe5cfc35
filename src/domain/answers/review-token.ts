import { bytesToHex } from '@noble/hashes/utils.js';
import { equalInConstantTime, hmacSha256 } from '../hash.ts';
import { addMs, type Instant, NOT_KNOWN_YET } from '../instant.ts';

/** A secret that signs links. `id` stands in the link, so that secrets can be replaced one by one. */
export type LinkSecret = { readonly id: string; readonly secret: string };

/** What a link lets its bearer do. */
export type LinkPurpose = 'review';

/** How long after a version's effect its review links still open, in milliseconds: 90 days. */
export const LINK_LIFETIME_MS = 90 * 24 * 60 * 60 * 1000;

/** How long a product's link to what is asked of somebody waits to be opened, in milliseconds: 15 minutes. */
export const SITTING_WAITS_MS = 15 * 60 * 1000;

/** How long it opens once it was opened, in milliseconds: a day, so that nobody has to read faster than they can. */
export const SITTING_LASTS_MS = 24 * 60 * 60 * 1000;

const MAC_HEX_DIGITS = 40;

/**
 * Signs a link for one delivery: deterministic, and without address or user in it, so that the same
 * mail can be sent again to the byte and a forwarded link names nobody.
 */
export function signReviewToken(deliveryId: string, purpose: LinkPurpose, secret: LinkSecret): string {
  return `${deliveryId}.${secret.id}.${macOf(deliveryId, purpose, secret)}`;
}

/** The delivery that a token was signed for, or null when no known secret signed it for this purpose. */
export function verifyReviewToken(
  token: string,
  purpose: LinkPurpose,
  secrets: readonly LinkSecret[],
): string | null {
  const [deliveryId, keyId, mac, ...rest] = token.split('.');
  if (!deliveryId || !keyId || !mac || rest.length > 0) return null;
  const secret = secrets.find((one) => one.id === keyId);
  if (secret === undefined) return null;
  return equalInConstantTime(mac, macOf(deliveryId, purpose, secret)) ? deliveryId : null;
}

/** A token at the beginning of a text in which no more letters or digits follow it at once. */
const TOKEN = /^(?<deliveryId>[\w-]+)\.(?<keyId>[\w-]+)\.[0-9a-f]{40}(?![\p{L}\p{N}])/u;

/**
 * A token as it was signed, where a mail program or a hand took more for a part of its link than is: the
 * full stop, bracket, comma or space that came after it. What is no token stays as it is.
 */
export function tidyToken(text: string): string {
  return TOKEN.exec(text)?.[0] ?? text;
}

/** What a token says of itself, whoever signed it; null where it is none. */
export function readToken(token: string): { readonly deliveryId: string; readonly keyId: string } | null {
  const { deliveryId, keyId } = TOKEN.exec(token)?.groups ?? {};
  return deliveryId === undefined || keyId === undefined ? null : { deliveryId, keyId };
}

/** What stands in a link that was made, by hand or for a sitting, where others name the secret that signed them. */
const MADE = ['by-hand', 'sitting'] as const;
/** Who made a link that no mail has: somebody by hand, or a product for whoever is there. */
export type MadeKind = (typeof MADE)[number];

/** The token of a link that was made: its id, and a secret of 40 hex digits that no other link has. */
export function writeMadeToken(link: {
  readonly id: string;
  readonly kind: MadeKind;
  readonly secret: string;
}): string {
  return `${link.id}.${link.kind}.${link.secret}`;
}

/** The link and the secret that a token names, or null where it is none of a link that was made. */
export function readMadeToken(
  token: string,
): { readonly id: string; readonly kind: MadeKind; readonly secret: string } | null {
  const [id, name, secret, ...rest] = token.split('.');
  const kind = MADE.find((one) => one === name);
  return id && kind && secret && rest.length === 0 ? { id, kind, secret } : null;
}

/** From when on somebody's review link opens no more: long after the version takes effect, or binds them. */
export function linkEndsAt(version: { readonly effectiveAt: Instant }, bindsAt: Instant | null): Instant {
  const isLater = bindsAt !== null && bindsAt > version.effectiveAt;
  return linkExpiresAt(isLater ? bindsAt : version.effectiveAt);
}

/** From when on a sitting is over. */
export function sittingEndsAt({
  madeAt,
  openedAt,
}: {
  readonly madeAt: Instant;
  readonly openedAt: Instant | null;
}): Instant {
  return openedAt === null ? addMs(madeAt, SITTING_WAITS_MS) : addMs(openedAt, SITTING_LASTS_MS);
}

/** From when on the review links of a version taking effect at `effectiveAt` open no more. */
export function linkExpiresAt(effectiveAt: Instant): Instant {
  // While nobody knows when it takes effect it can be answered.
  return effectiveAt === NOT_KNOWN_YET ? effectiveAt : addMs(effectiveAt, LINK_LIFETIME_MS);
}

function macOf(deliveryId: string, purpose: LinkPurpose, { id, secret }: LinkSecret): string {
  const mac = hmacSha256(secret, `${purpose}\n${id}\n${deliveryId}`);
  return bytesToHex(mac).slice(0, MAC_HEX_DIGITS);
}
