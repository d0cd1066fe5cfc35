import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src/domain/instant.ts';
import {
  cellsToUser,
  findColumnProblem,
  guessUses,
  readSheetDate,
} from '../../../src/domain/people/sheet.ts';

describe('the date in a cell is read', () => {
  test.each([
    ['2018-05-25T13:45:00Z', '2018-05-25T13:45:00.000Z'],
    ['2018-05-25 13:45:00+00', '2018-05-25T13:45:00.000Z'],
    ['2018-05-25 13:45:00.123456 UTC', '2018-05-25T13:45:00.123Z'],
    ['2018-05-25 13:45:00 +0200', '2018-05-25T11:45:00.000Z'],
    ['2018-05-25 13:45', '2018-05-25T11:45:00.000Z'],
    ['2018-05-25', '2018-05-24T22:00:00.000Z'],
    ['25.05.2018', null],
    ['5/25/2018', null],
    ['2018-13-25', null],
    ['43245', null],
  ])('%s as %s, in Berlin where it names no zone', (text, at) => {
    expect(readSheetDate(text, 'Europe/Berlin')).toBe(at);
  });
});

describe('columns are taken for what they are called', () => {
  const policies = [{ policy: 'terms' }, { policy: 'privacy' }];

  test('each use once, and nothing that nobody asked for', () => {
    const heading = ['User ID', 'E-Mail', 'id', 'Full name', 'plan', 'tos_accepted_at', 'privacy agreed on'];
    expect(guessUses(heading, policies)).toEqual([
      ...['user', 'email', '', 'name', '', 'agreed:terms', 'agreed:privacy'],
    ]);
  });

  test('an agreement to no policy where it could be to several', () => {
    expect(guessUses(['accepted_at'], policies)).toEqual(['']);
    expect(guessUses(['accepted_at'], policies.slice(1))).toEqual(['agreed:privacy']);
  });

  test('and are refused where they do not say who somebody is', () => {
    expect(findColumnProblem(['user', 'email', 'user'])).toEqual({ kind: 'twice', column: 2 });
    expect(findColumnProblem(['user', 'attribute', 'attribute'])).toEqual({ kind: 'missing', use: 'email' });
    expect(findColumnProblem(['email', 'user', '', ''])).toBeNull();
  });
});

test('an empty cell says that there is none, and a column that is not taken says nothing', () => {
  const columns = {
    uses: ['user', 'email', 'name', 'attribute', 'agreed:terms', ''],
    source: 'old',
    zones: {},
    knownSince: {},
  };
  const heading = ['id', 'mail', 'name', 'plan', 'tos', 'phone'];
  expect(cellsToUser([' a ', '', '', '', '', '555'], heading, columns)).toEqual({
    ...{ user: 'a', email: null, name: null, attributes: {} },
  });
  expect(cellsToUser(['a', 'a@b.example', 'Ada', 'pro', '2018-05-25'], heading, columns)).toEqual({
    ...{ user: 'a', email: 'a@b.example', name: 'Ada', attributes: { plan: 'pro' } },
    accepted: { terms: { at: '2018-05-25T00:00:00.000Z', source: 'old' } },
  });
  expect(cellsToUser(['a', '', '', '', 'soon'], heading, columns)).toContain('accepted/terms is no date');
});

test('an agreement from before the first version is one to a text that is not known, where somebody said so', () => {
  const columns = {
    ...{ uses: ['user', 'email', 'agreed:terms'], source: null, zones: {} },
    knownSince: { terms: '2020-01-01T00:00:00.000Z' as Instant },
  };
  const said = (date: string) => cellsToUser(['a', '', date], [], columns);
  expect(said('2018-05-25')).toMatchObject({ accepted: { terms: { version: null } } });
  expect(said('2020-05-25')).not.toMatchObject({ accepted: { terms: { version: null } } });
});
