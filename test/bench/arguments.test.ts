import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ArgumentError, count, folder, postgresServer, readOptions } from '../../bench/options.ts';

const MAIN = resolve(import.meta.dirname, '../../bench/main.ts');

describe('the arguments of a bench', () => {
  const shape = { users: count(1_000, 20_000), database: postgresServer, corpus: folder.optional() };
  const reading = (...args: string[]) => readOptions(args, shape);

  test('are what was given, or what it measures without', () => {
    expect(reading()).toEqual({ users: 20_000 });
    expect(reading('--users', '1000', '--database', 'postgres://db/x', '--corpus', '.')).toEqual({
      users: 1000,
      database: 'postgres://db/x',
      corpus: '.',
    });
  });

  test.each<[string, string[], RegExp]>([
    ['no number', ['--users', 'NaN'], /^--users must be a whole number of at least 1000$/],
    ['too few', ['--users', '999'], /^--users must be a whole number of at least 1000$/],
    ['a fraction', ['--users', '1e3'], /^--users must be a whole number/],
    ['a list', ['--users', '1000,2000'], /^--users must be a whole number/],
    ['nothing', ['--users', ''], /^--users must be a whole number/],
    ['less than zero', ['--users=-5'], /^--users must be a whole number/],
    ['a missing value', ['--users'], /--users <value>.* argument missing/],
    ['a stranger', ['--user', '1000'], /Unknown option '--user'/],
    ['a value without a name', ['1000'], /Unexpected argument '1000'/],
    ['another database', ['--database', 'mysql://x'], /^--database must be postgres, or where a server is/],
    ['no folder', ['--corpus', 'nowhere/at/all'], /^--corpus must be a folder$/],
  ])('%s is one clear sentence', (_, args, message) => {
    expect(() => reading(...args)).toThrow(ArgumentError);
    expect(() => reading(...args)).toThrow(message);
  });

  test('all that is wrong is said at once', () => {
    const both = { users: count(1, 1), seconds: count(1, 1), kind: z.enum(['a', 'b']).default('a') };
    expect(() => readOptions(['--users', 'x', '--seconds', 'y'], both)).toThrow(/--users .*; --seconds /);
  });
});

test.each([
  ['accept', '--users', 'NaN'],
  ['audit', '--records', '1,2'],
  ['check', '--users', 'NaN,NaN'],
  ['diff', '--corpus', 'nowhere'],
  ['fanout', '--users'],
  ['kills', '--kills', 'some'],
  ['pages', '--users', '1'],
  ['publish', '1000000'],
  ['record', '--records', 'NaN'],
  ['send', '--mails', '1,000'],
  ['webhook-kills', '--kills', 'some'],
])('bench %s with %s ends at once with code 2 and says why', async (...args) => {
  const ran = await promisify(execFile)(process.execPath, [MAIN, ...args]).catch((error) => error);
  expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' });
  expect(ran.stderr).toMatch(new RegExp(`^${args[0]}: [^\\n]+\\n$`));
});
