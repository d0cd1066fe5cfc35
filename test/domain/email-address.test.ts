import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEmailAddress, isSameMailbox, toPunycode } from '../../src/domain/email-address.ts';

describe('an email address', () => {
  it.each([
    'ada@example.com',
    'ada.lovelace+policies@mail.example.co.uk',
    "o'brien@example.com",
    'a@b.de',
    '用户@例子.广告',
    'jörg@müller.example',
    'नेहा@उदाहरण.भारत',
    'ada@EXAMPLE.COM',
    `${'a'.repeat(64)}@example.com`,
  ])('%s is one', (address) => {
    expect(isEmailAddress(address)).toBe(true);
  });

  it.each([
    '',
    'ada',
    '@example.com',
    'ada@',
    'ada@localhost',
    'ada@@example.com',
    'a da@example.com',
    'ada@exa mple.com',
    '.ada@example.com',
    'ada.@example.com',
    'a..da@example.com',
    '"ada"@example.com',
    'Ada <ada@example.com>',
    'ada@example.com, eve@example.com',
    'ada@example.com\r\nBcc: eve@example.com',
    'ada\0@example.com',
    'ada@[127.0.0.1]',
    'ada@127.0.0.1',
    'ada@0x7f.1',
    'ada@example.com:25',
    'ada@example.com/path',
    'ada@example..com',
    'ada@-example.com',
    'ada@example-.com',
    'ada@example.com.',
    'ada@exam_ple.com',
    'ada@%65xample.com',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a'.repeat(64)}.com`,
    `ada@${'a.'.repeat(126)}com`,
  ])('%j is none', (address) => {
    expect(isEmailAddress(address)).toBe(false);
  });

  it('is judged whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (local, domain) => {
        expect(typeof isEmailAddress(`${local}@${domain}`)).toBe('boolean');
      }),
    );
  });
});

describe('an address, as mail providers take it', () => {
  it.each([
    ['jörg@müller.example', 'jörg@xn--mller-kva.example'],
    ['用户@例子.测试', '用户@xn--fsqu00a.xn--0zwm56d'],
    ['Ada@Example.com', 'Ada@example.com'],
    ['ada@example.com', 'ada@example.com'],
  ])('%s becomes %s', (address, punycode) => {
    expect(toPunycode(address)).toBe(punycode);
  });

  it('is an address still', () => {
    expect(isEmailAddress(toPunycode('jörg@müller.example'))).toBe(true);
  });
});

describe('two addresses name one mailbox', () => {
  it.each([
    ['Zoe2@w.example', 'zoe2@w.example'],
    ['zoe@W.Example', 'zoe@w.example'],
    ['zoe@bücher.example', 'zoe@xn--bcher-kva.example'],
    ['zoe@BÜCHER.example', 'zoe@bücher.example'],
    ['JÖRG@müller.example', 'jörg@MÜLLER.example'],
    ['jo\u0308rg@w.example', 'j\u00f6rg@w.example'],
  ])('%s and %s', (one, other) => {
    expect(isSameMailbox(one, other)).toBe(true);
    expect(isSameMailbox(other, one)).toBe(true);
  });

  it.each([
    ['zoe@w.example', 'zoe2@w.example'],
    ['zoe@w.example', 'zoe@w2.example'],
    // Some providers take these for one, and others do not.
    ['zoe+a@w.example', 'zoe@w.example'],
    ['z.oe@w.example', 'zoe@w.example'],
  ])('not %s and %s', (one, other) => {
    expect(isSameMailbox(one, other)).toBe(false);
  });
});
