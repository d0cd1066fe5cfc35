import { z } from 'zod';
import { Unusable } from './finding.ts';

const record = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  kind: z.string(),
  at: z.string(),
  recordedAt: z.string(),
  actor: z.string(),
  user: z.string().nullable(),
  policy: z.string().nullable(),
  version: z.int().nullable(),
  basis: z.literal('written-with-the-act'),
  personal: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
});

const body = z.array(z.union([z.string(), z.strictObject({ own: z.string() })]));

/** A bundle of evidence, as `docs/record.md` has it: nothing may be in it that is not checked or told. */
const bundle = z.strictObject({
  format: z.literal('proviso-evidence@1'),
  madeAt: z.string(),
  user: z.strictObject({ id: z.string().nullable(), ref: z.string() }),
  log: z.strictObject({
    key: z.string().nullable(),
    checkpoint: z.string().nullable(),
    since: z.strictObject({ size: z.int(), hashes: z.array(z.string()) }).nullable(),
  }),
  records: z.array(
    z.strictObject({
      position: z.int().min(1).nullable(),
      record,
      commitment: z.string(),
      salt: z.string().nullable(),
      personal: z.record(z.string(), z.string()).nullable(),
      proof: z.string().nullable(),
    }),
  ),
  mails: z.array(
    z.strictObject({
      delivery: z.string(),
      subject: z.string(),
      html: body,
      text: body,
      link: z.string().nullable(),
      linkWithheld: z.enum(['still-opens', 'secret-gone', 'forgotten']).nullable(),
    }),
  ),
  texts: z.array(
    z.strictObject({
      policy: z.string(),
      version: z.int(),
      locale: z.string(),
      contentHash: z.string(),
      content: z.string(),
    }),
  ),
  pages: z.array(z.strictObject({ id: z.string(), html: z.string() })),
  /** Left out of bundles from before there were any. */
  presentations: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        label: z.string(),
        words: z.string(),
        locale: z.string(),
        image: z.string().nullable(),
      }),
    )
    .default([]),
  diffs: z.array(
    z.strictObject({
      policy: z.string(),
      from: z.int(),
      to: z.int(),
      /** Left out of bundles from before there were texts in several. */
      locale: z.string().optional(),
      diff: z.record(z.string(), z.unknown()),
    }),
  ),
  /** Left out of bundles from before there were any. */
  stamps: z
    .array(z.strictObject({ checkpoint: z.string(), token: z.string(), hashes: z.array(z.string()) }))
    .default([]),
});

/** A bundle of evidence, of which nothing is known but its shape. */
export type Bundle = z.output<typeof bundle>;

/** A record in a bundle, with what is needed to check it. */
export type BundledRecord = Bundle['records'][number];

/** A mail in a bundle, cut where its reader's own link and words stand. */
export type BundledMail = Bundle['mails'][number];

/** Reads a bundle; throws Unusable with what is wrong where it is none. */
export function readBundle(text: string): Bundle {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unusable('It is not JSON.');
  }
  if (namesIn(text) !== membersOf(value)) {
    throw new Unusable('It names something twice, so that people and programs may read it differently.');
  }
  const read = bundle.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue?.path.join('.') || 'the whole';
  throw new Unusable(`It is no bundle of evidence: at ${place}: ${issue?.message ?? 'unknown'}.`);
}

/** How many names of members a JSON text has: its strings that a colon follows. */
function namesIn(json: string): number {
  let names = 0;
  for (const [, colon] of json.matchAll(/"(?:[^"\\]|\\.)*"\s*(:)?/g)) if (colon !== undefined) names++;
  return names;
}

/** How many members are left of them once it is read: of those of one name the last. */
function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce((sum: number, one) => sum + membersOf(one), 0);
  return inner + (Array.isArray(value) ? 0 : Object.keys(value).length);
}
