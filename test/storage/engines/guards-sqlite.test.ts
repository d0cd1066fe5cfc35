import { describe, onTestFinished } from 'vitest';
import { openTestStore } from '../../support/test-app.ts';
import { guardsHold } from './guards.ts';

describe('on SQLite', () => {
  guardsHold(async () => {
    const store = await openTestStore();
    onTestFinished(() => store.close());
    return store;
  });
});
