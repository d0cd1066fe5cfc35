import { join } from 'node:path';
import { inject } from 'vitest';

const dist = join(inject('clientFolder'), 'node_modules/@proviso/client/dist');

/** The client as it came out of its tarball. */
export const { createClient, ProvisoError, letsIn, decidePassage, readAssertion, answerAt } = (await import(
  join(dist, 'index.js')
)) as typeof import('../../client/src/index.ts');

/** Its fake, likewise. */
export const { fakeProviso } = (await import(
  join(dist, 'testing.js')
)) as typeof import('../../client/src/testing.ts');
