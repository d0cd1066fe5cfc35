import { describe } from 'vitest';
import { openTestStore } from '../../support/test-app.ts';
import { guardsHold } from './guards.ts';

describe('on SQLite', () => {
  guardsHold(openTestStore);
});
