import { z } from 'zod';
import { isEmailAddress } from '../../domain/email-address.ts';
import type { Instant } from '../../domain/instant.ts';
import { isTimeZone, type Period, parseInstant, parsePeriod, parseRulePeriod } from '../../domain/period.ts';
import { ACCEPTANCE_MODES, BASES, CHANGES } from '../../domain/policies/policy.ts';

/** C0 and C1 controls, line separators, and the characters that turn the direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** Any text but NUL and lone surrogates, which no database keeps as they are. */
export const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), {
      error: 'must be well-formed Unicode without NUL',
    });

/** One line for people to read: no control or direction-override characters, not blank. */
export const line = (max: number) =>
  text(max).refine((value) => !UNPRINTABLE.test(value) && value.trim() !== '', {
    error: 'must be one line of printable text',
  });

/** One line in the policy's own language, or in several, by their locales. */
export const lines = (max: number) => z.union([line(max), z.record(z.string(), line(max))]);

/** Sections of a text in short, by the anchors of their headings. */
export const layers = z.array(z.strictObject({ anchor: line(200), summary: line(600) })).max(100);

/** The name of a policy: lower-case letters, digits and hyphens. */
export const policyName = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, {
  error: 'must be 1 to 64 lower-case letters, digits and hyphens',
});

/** The product's own id of a user. Every one that is taken can be named by a path. */
export const userId = z
  .string()
  .min(1)
  .max(256)
  .refine((value) => value.isWellFormed() && !UNPRINTABLE.test(value), {
    error: 'must be printable text',
  })
  // Whatever writes a URL takes these for steps within it, also as %2e, and asks for something else.
  .refine((value) => value !== '.' && value !== '..', { error: 'must not be "." or ".."' });

/** A version's number, from 1. */
export const versionNumber = z.int().min(1).max(1_000_000);

/** A version's number in a path or query. */
export const versionParam = z
  .string()
  .regex(/^[1-9]\d{0,6}$/, { error: 'must be a version number' })
  .transform(Number);

/** An id that Proviso made. */
export const madeId = z.string().regex(/^[0-9a-f-]{1,64}$/, { error: 'is not an id' });

/** An ISO 8601 duration longer than zero. */
export const period = z
  .string()
  .max(64)
  .transform((value, refinement): Period => {
    const parsed = parsePeriod(value);
    if ('period' in parsed) return parsed.period;
    refinement.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  })
  .meta({ format: 'duration', examples: ['P7D', 'P30D', 'P2M'] });

/** An ISO 8601 duration, `PT0S` among them. */
export const periodOrNone = z
  .string()
  .max(64)
  .transform((value, refinement): Period => {
    const parsed = parseRulePeriod(value);
    if ('period' in parsed) return parsed.period;
    refinement.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  })
  .meta({ format: 'duration', examples: ['PT10M', 'PT0S', 'P1D'] });

/** An RFC 3339 date-time with its offset. */
export const instant = z
  .string()
  .max(64)
  .transform((value, refinement): Instant => {
    const parsed = parseInstant(value);
    if (parsed !== null) return parsed;
    refinement.addIssue({
      code: 'custom',
      message: 'must be a date-time with its offset, such as 2026-12-22T09:00:00Z',
    });
    return z.NEVER;
  })
  .meta({ format: 'date-time' });

/** A BCP 47 language tag, in its canonical form. */
export const locale = z
  .string()
  .max(64)
  .transform((value, refinement): string => {
    try {
      const [canonical] = Intl.getCanonicalLocales(value);
      if (canonical !== undefined) return canonical;
    } catch {
      // Said below.
    }
    refinement.addIssue({ code: 'custom', message: 'must be a BCP 47 language tag, such as en or pt-BR' });
    return z.NEVER;
  });

/** An IANA time zone name. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: 'must be an IANA time zone, such as Europe/Berlin' });

/** An email address of any script. */
export const email = z
  .string()
  .max(320)
  .refine((value) => value.isWellFormed() && isEmailAddress(value), { error: 'must be an email address' })
  .meta({ format: 'idn-email' });

/** `sha256:` and 64 hex digits. */
export const contentHash = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, { error: 'must be sha256: and 64 lower-case hex digits' });

/** Who gave an answer for a user that is not one person: in which role, and that they may. */
export const saidBy = z.strictObject({
  /** The product's own id of them. */
  id: userId.optional(),
  name: line(200),
  role: line(200),
  authority: z.literal(true),
});

/** The id of a presentation. */
export const presentationId = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: 'must be 64 lower-case hex digits' });

/** The name of a stored calendar. */
export const calendarName = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?$/, {
  error: 'must be 1 to 64 letters, digits and hyphens',
});

/** What a bearer key is for. */
export const keyRole = z.enum(['legal', 'app', 'approver', 'admin']);

/** How users come to be bound. */
export const acceptanceMode = z.enum(ACCEPTANCE_MODES);

/** The kind of change that a version is. */
export const change = z.enum(CHANGES);

/** How an acceptance came about. */
export const basis = z.enum(BASES);

/** An instant as Proviso answers it. */
export const instantOut = z
  .string()
  .transform((value) => value as Instant)
  .meta({ format: 'date-time' });

/** Yes or no in a query. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** How much of a list to answer, and from where. */
export const pageQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, { error: 'must be a number from 1 to 1000' })
    .transform(Number)
    .pipe(z.number().max(1000))
    .optional(),
  cursor: z.string().max(1000).optional(),
});
