import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LinkSecret,
  linkExpiresAt,
  signReviewToken,
  verifyReviewToken,
} from '../../../src/domain/answers/review-token.ts';
import { contentHashOf, equalInConstantTime, sha256Hex } from '../../../src/domain/hash.ts';
import { day } from '../../support/domain-builders.ts';

const DELIVERY = '0193f1c2-7b1a-7c3e-9d2f-5a6b7c8d9e0f';
const old: LinkSecret = { id: 'a', secret: 'the secret of last year' };
const fresh: LinkSecret = { id: 'b', secret: 'the secret of this year' };

describe('the link in a notice', () => {
  const token = signReviewToken(DELIVERY, 'review', old);

  it('names the delivery that it was signed for', () => {
    expect(verifyReviewToken(token, 'review', [old])).toBe(DELIVERY);
  });

  it('is the same each time, so that a mail can be sent again to the byte', () => {
    expect(signReviewToken(DELIVERY, 'review', old)).toBe(token);
  });

  it('needs no escaping in an address', () => {
    expect(encodeURIComponent(token)).toBe(token);
  });

  it('still opens when a newer secret signs new links', () => {
    expect(verifyReviewToken(token, 'review', [fresh, old])).toBe(DELIVERY);
  });

  it('no longer opens when its secret was retired', () => {
    expect(verifyReviewToken(token, 'review', [fresh])).toBeNull();
  });

  it('does not open with another secret of the same name', () => {
    expect(verifyReviewToken(token, 'review', [{ ...fresh, id: 'a' }])).toBeNull();
  });

  it('does not open another delivery', () => {
    expect(verifyReviewToken(token.replace('0193', '0194'), 'review', [old])).toBeNull();
  });

  it.each([
    '',
    '.',
    '..',
    'a.b',
    `${DELIVERY}.a.`,
    `${DELIVERY}..x`,
    `${token}.x`,
    token.slice(0, -1),
    `${token}0`,
  ])('"%s" opens nothing', (text) => {
    expect(verifyReviewToken(text, 'review', [old])).toBeNull();
  });

  it('opens nothing once a single character of it differs', () => {
    const place = fc.integer({ min: 0, max: token.length - 1 });
    fc.assert(
      fc.property(
        place,
        fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
        (i, character) => {
          fc.pre(token[i] !== character);
          expect(
            verifyReviewToken(token.slice(0, i) + character + token.slice(i + 1), 'review', [old]),
          ).toBeNull();
        },
      ),
    );
  });

  it('opens until 90 days after effect', () => {
    expect(linkExpiresAt(day(7))).toBe(day(97));
  });
});

describe('hashes', () => {
  it('of a text are SHA-256 over its UTF-8 bytes', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256Hex('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
  });

  it('that pin a version’s text say by which function they were made', () => {
    expect(contentHashOf('abc')).toBe(`sha256:${sha256Hex('abc')}`);
  });

  it('are equal only when every character is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(equalInConstantTime(a, b)).toBe(a === b);
        expect(equalInConstantTime(a, a)).toBe(true);
      }),
    );
  });

  it('that differ only in length differ', () => {
    expect(equalInConstantTime('abab', 'ab')).toBe(false);
    expect(equalInConstantTime('', 'a')).toBe(false);
  });
});
