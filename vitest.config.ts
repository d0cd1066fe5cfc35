import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Where CI wants the results as JSON, to count them. */
const report = process.env.VITEST_JSON;

/** What stores, acts and answers does so on every database, and its tests run on each. */
const ON_EVERY_DATABASE = [
  'test/storage/**/*.test.ts',
  'test/actions/**/*.test.ts',
  'test/http/**/*.test.ts',
  'test/restore*.test.ts',
];

// What Node makes of the source is kept between the hundreds of processes that tests start, where `npm start` keeps it.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'node-compile-cache');

/** What products do with the client, which they install from its tarball. */
const PRODUCTS = 'test/client/**/*.test.ts';

export default defineConfig({
  test: {
    // Most tests wait for something more than they compute, so there is room for more than there are processors.
    maxWorkers: 3,
    // Files of one worker share their modules, which hold no state but what is kept of texts and by database:
    // reading them anew for each of four hundred files takes a quarter of all there is to compute.
    isolate: false,
    setupFiles: ['test/support/watch-log.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    ...(report === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: report } }),
    projects: [
      {
        extends: true,
        test: {
          name: 'sqlite',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*postgres*.test.ts', PRODUCTS],
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ON_EVERY_DATABASE,
          exclude: [
            'test/**/*{sqlite,d1}*.test.ts',
            // What is refused before a database is asked is so on each.
            'test/http/wire/errors.test.ts',
            // What the API says of itself; that each operation answers so is asked by the tests of its own.
            'test/http/reference/**',
          ],
          env: { TEST_DATABASE: 'postgres' },
          globalSetup: ['test/support/postgres.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'client',
          include: [PRODUCTS],
          globalSetup: ['test/support/client-package.ts'],
        },
      },
    ],
  },
});
