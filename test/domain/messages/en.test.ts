import { describe, expect, test } from 'vitest';
import { en } from '../../../src/domain/messages/en.ts';

/** Facts in which every name stands for itself, and which remember what they were asked for. */
function factsNaming(asked: Set<string>): object {
  return new Proxy(
    {},
    {
      get: (_, name) => {
        asked.add(String(name));
        if (name === 'basis') return 'deemed';
        return name === 'count' ? 12 : `‹${String(name)}›`;
      },
    },
  );
}

function sentencesOf(value: unknown, path: string, asked: Set<string>): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return sentencesOf(value(factsNaming(asked)), path, asked);
  return Object.entries(value as object).flatMap(([key, child]) =>
    sentencesOf(child, path === '' ? key : `${path}.${key}`, asked),
  );
}

describe('what we say in English', () => {
  const asked = new Set<string>();
  const { diff: _, ...ours } = en;
  const sentences = sentencesOf(ours, '', asked);

  test('has no empty sentence, no line break and no stray space', () => {
    for (const [path, sentence] of sentences) {
      expect(sentence, path).not.toBe('');
      expect(sentence, path).toBe(sentence.replaceAll(/\s+/g, ' ').trim());
      expect(sentence, path).not.toContain('undefined');
    }
  });

  test("never needs the user's name or address", () => {
    expect([...asked].sort()).toEqual([
      'basis',
      'by',
      'closedDate',
      'company',
      'count',
      'date',
      'day',
      'endedDate',
      'endsDate',
      'from',
      'host',
      'period',
      'postedDate',
      'title',
      'to',
      'version',
      'withdrawnDate',
    ]);
  });

  test('names the version that a button accepts', () => {
    expect(en.review.accept({ version: 2 })).toBe('Accept version 2');
  });

  test('says on the second confirmation when use ends, and that the mind can be changed until then', () => {
    expect(en.review.confirmLeaving.body({ date: 'Monday at 09:00 UTC' })).toBe(
      'Your use of the service ends on Monday at 09:00 UTC. Until then you can change your mind.',
    );
  });

  test('counts one change as one', () => {
    expect(en.mail.moreOnPage({ count: 1 })).toMatch(/^One more change has /);
    expect(en.mail.moreOnPage({ count: 2 })).toMatch(/^2 more changes have /);
  });
});
