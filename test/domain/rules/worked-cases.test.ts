import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { outcomeOfCase } from '../../../src/commands/rules.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { findPreset } from '../../../src/domain/rules/presets.ts';
import { formatInstant } from '../../../src/language/dates.ts';

const DOC = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');

/** A worked case of the document: what it is called, the file that it shows, and what it says of it, by the name in the outcome. */
type WorkedCase = {
  readonly title: string;
  readonly file: string;
  readonly said: readonly (readonly [string, string])[];
};

const CASES: readonly WorkedCase[] = DOC.split(/^### /m)
  .slice(1)
  .map((section) => ({
    title: section.slice(0, section.indexOf('\n')),
    file: /```json\n([\s\S]*?)```/.exec(section)?.[1] ?? '',
    said: [...section.matchAll(/^\| `([\w.]+)`[^|]*\| (.*) \|$/gm)].map(
      ([, name, value]) => [name!, value!] as const,
    ),
  }));

/** What stands at a path of an outcome, as the document writes it: instants in words, and the rest as code. */
function written(outcome: unknown, path: string, timeZone: string): string {
  const value = path.split('.').reduce<unknown>((of, key) => (of as Record<string, unknown>)[key], outcome);
  if (value === null) return '–';
  if (Array.isArray(value)) return value.map((one) => `\`${one}\``).join(', ');
  return /^\d{4}-/.test(String(value))
    ? formatInstant(value as Instant, { locale: 'en', timeZone })
    : `\`${value}\``;
}

describe('the worked cases for a lawyer', () => {
  test('are six, and each says at least four things', () => {
    expect(CASES.map(({ title }) => title[0])).toEqual(['1', '2', '3', '4', '5', '6']);
    for (const { title, said } of CASES) expect(said.length, title).toBeGreaterThanOrEqual(4);
  });

  test.each(CASES.map((one) => [one.title, one] as const))(
    '%s comes to what is said of it',
    (_, { file, said }) => {
      const { rules, ...rest } = JSON.parse(file);
      const { timeZone } = typeof rules === 'string' ? findPreset(rules)!.rules : rules;
      const outcome = outcomeOfCase({ rules, ...rest });
      expect(said.map(([name]) => [name, written(outcome, name, timeZone)])).toEqual(said);
    },
  );

  test('leave out nothing that a rule can say', () => {
    const keys = [
      'tell',
      'effect',
      'late',
      'shorter',
      'acceptance',
      'sooner',
      'newcomers',
      'decline',
      'unanswered',
    ];
    const ofClasses = ['audiences', 'byLaw', 'reason', 'sections', 'only', 'alone'];
    for (const key of [...keys, ...ofClasses]) expect(DOC).toContain(`\`${key}\``);
  });
});
