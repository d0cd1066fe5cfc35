import { afterAll, expect } from 'vitest';
import { takeUnclean } from './clean-log.ts';

// Before each file of tests, whichever it shares its modules with.
afterAll(() => {
  expect(takeUnclean(), 'the log holds what no log may hold').toEqual([]);
});
