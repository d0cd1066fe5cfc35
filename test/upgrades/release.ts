import { createHash } from 'node:crypto';
import type { Instant } from '../../src/domain/instant.ts';
import { readMigrations } from '../../src/runtime/migration-files.ts';
import type { TestApp } from '../support/test-app.ts';

/** What a release left behind, beside the database that it wrote (`….sqlite.gz`). */
export type Release = {
  /** The instant at which it was asked. */
  readonly at: Instant;
  /** What it answered, by path. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** SHA-256 of each of its migrations, by name. */
  readonly migrations: Readonly<Record<string, string>>;
};

/** Asks a service about everybody that it knows and every policy, and for what can be proved of them. */
export async function askAll({ ask, store: { db } }: TestApp): Promise<Release['answers']> {
  const users = await db.selectFrom('users').select('user_id').orderBy('user_id').execute();
  const policies = await db.selectFrom('policies').select('policy').orderBy('policy').execute();
  const paths = [
    ...policies.map(({ policy }) => `/v1/policies/${policy}/versions`),
    ...users.flatMap(({ user_id: user }) =>
      user === null ? [] : policies.map(({ policy }) => `/v1/users/${user}/policies/${policy}`),
    ),
  ];
  const answers: Record<string, unknown> = {};
  for (const path of paths) answers[path] = (await ask('GET', path)).body;
  return answers;
}

/** SHA-256 of each migration that there is, by name. */
export function hashMigrations(): Release['migrations'] {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  return Object.fromEntries(readMigrations().map(({ name, script }) => [name, hash(script)]));
}
