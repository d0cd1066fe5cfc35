import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** Arguments that a bench cannot be run with; the message says in one line which, and what they must be. */
export class ArgumentError extends Error {}

/** A whole number of at least `least`; `otherwise` where none is given. */
export function count(least: number, otherwise: number) {
  const error = `must be a whole number of at least ${least}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .refine((value) => value >= least, { error })
    .default(otherwise);
}

/** The server that a bench makes databases of its own on: its address, or one that is started for it. */
export const postgresServer = z
  .string()
  .regex(/^postgres$|^postgres(ql)?:\/\/./, {
    error: 'must be postgres, or where a server is, such as postgres://user:password@localhost/postgres',
  })
  .optional();

/** Under which rules people are told. */
export const rulesOption = z.enum(['default', 'own'], { error: 'must be default or own' }).default('default');

/** A folder that there is. */
export const folder = z.string().refine((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory(), {
  error: 'must be a folder',
});

/** Reads arguments of the form `--name value`, each as `shape` has it. Throws an ArgumentError. */
export function readOptions<S extends z.ZodRawShape>(
  args: readonly string[],
  shape: S,
): z.output<z.ZodObject<S>> {
  const options = Object.fromEntries(Object.keys(shape).map((name) => [name, { type: 'string' as const }]));
  let values: Record<string, unknown>;
  try {
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
  const parsed = z.object(shape).safeParse(values);
  if (parsed.success) return parsed.data;
  throw new ArgumentError(
    parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('; '),
  );
}
