import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src/domain/instant.ts';
import { type Act, sealAct } from '../../../src/domain/record/act.ts';
import { canonicalJson, type Json } from '../../../src/domain/record/canonical-json.ts';
import { entryBundle, nodesAtHeight, readTilePath, runOfTile } from '../../../src/domain/record/tiles.ts';

describe('canonical JSON', () => {
  test('is that of the example in RFC 8785, 3.2', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('sorts members by UTF-16 code units, as the example in RFC 8785, 3.2.3', () => {
    const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
    expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7);
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  test('says the same as JSON, whatever is said, and the same for the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as Json);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
      }),
    );
  });
});

const AT = '2026-11-22T09:00:00.000Z' as Instant;
const ACT: Act = {
  kind: 'accepted',
  about: 'a1',
  at: AT,
  recordedAt: AT,
  actor: 'key',
  ref: 'u1',
  policy: 'privacy',
  version: 2,
  facts: { basis: 'explicit' },
};

describe('a record', () => {
  const salts = () => {
    let next = 0;
    return () => new Uint8Array(16).fill(++next);
  };

  test('is committed to by its salt and its canonical JSON', () => {
    const { id, body, commitment, salt, personal } = sealAct(ACT, salts());
    expect(id).toBe('accepted:a1');
    expect(body).toBe(
      '{"actor":"key","at":"2026-11-22T09:00:00.000Z","basis":"written-with-the-act","facts":{"basis":"explicit"},' +
        '"id":"accepted:a1","kind":"accepted","personal":null,"policy":"privacy",' +
        '"recordedAt":"2026-11-22T09:00:00.000Z","user":"u1","v":1,"version":2}',
    );
    expect(personal).toBeNull();
    const expected = createHash('sha256').update(Buffer.from(salt, 'base64')).update(body).digest('base64');
    expect(commitment).toBe(expected);
  });

  test('names what is personal by the hash of a text with a salt of its own', () => {
    const { body, personal } = sealAct({ ...ACT, personal: { ip: '192.0.2.7', userAgent: null } }, salts());
    expect(personal).toBe('{"ip":"192.0.2.7","salt":"AQEBAQEBAQEBAQEBAQEBAQ=="}');
    const hash = createHash('sha256')
      .update(personal ?? '')
      .digest('hex');
    expect(JSON.parse(body)).toMatchObject({ personal: `sha256:${hash}` });
    expect(body).not.toContain('192.0.2.7');
  });
});

describe('the path of a tile', () => {
  test.each([
    ['0/000', { level: 0, index: 0, width: 256 }],
    ['1/x001/x234/067', { level: 1, index: 1_234_067, width: 256 }],
    ['0/273.p/112', { level: 0, index: 273, width: 112 }],
    ['entries/000.p/1', { level: 'entries', index: 0, width: 1 }],
    ['63/000', { level: 63, index: 0, width: 256 }],
  ])('%s is read', (path, tile) => {
    expect(readTilePath(path)).toEqual(tile);
  });

  test.each([
    ...[
      '',
      '0',
      '0/0',
      '0/00',
      '00/000',
      '64/000',
      '-1/000',
      '0/001/000',
      '0/x000/001',
      '0/x001',
      '0/000.p/0',
    ],
    ...[
      '0/000.p/256',
      '0/000.p/01',
      '0/000.p/',
      '0/000/',
      'entries',
      'entry/000',
      '0/000.p/1000',
      '0/xabc/000',
    ],
  ])('%j is none', (path) => {
    expect(readTilePath(path)).toBeNull();
  });

  test('leads to as many hashes as the example of the specification has', () => {
    expect([0, 8, 16, 24].map((height) => nodesAtHeight(height, 70_000))).toEqual([70_000, 273, 1, 0]);
    expect(runOfTile({ level: 1, index: 1, width: 17 })).toEqual({ height: 8, from: 256, to: 273 });
  });
});

test('an entry bundle has each entry after its length', () => {
  expect([...entryBundle([Uint8Array.of(7, 8), new Uint8Array(300)])].slice(0, 6)).toEqual([
    0, 2, 7, 8, 1, 44,
  ]);
});
