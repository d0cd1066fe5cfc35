import { readdirSync, readFileSync } from 'node:fs';
import type { Migration } from '../storage/engines/migrate.ts';

const FOLDER = new URL('../../migrations/', import.meta.url);

/** The files of `migrations/`, in order. */
export function readMigrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, script: readFileSync(new URL(name, FOLDER), 'utf8') }));
}

/** The triggers that keep append-only tables so; run again at every start, they are as this program has them. */
export function readGuards(database: 'sqlite' | 'postgres'): string {
  return readFileSync(new URL(`guards/${database}.sql`, FOLDER), 'utf8');
}
