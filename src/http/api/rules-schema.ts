import { z } from 'zod';
import { type NoticeRules, OFFERS } from '../../domain/rules/notice-rules.ts';
import type { PresetByAudience } from '../../domain/rules/presets.ts';
import { calendarName, instant, line, periodOrNone, timeZone, userId } from '../wire/schemas.ts';

const MOST_CLASSES = 20;
const MOST_AUDIENCES = 10;
/** Whoever tells people apart by more makes mails that nobody can read beforehand. */
const MOST_ATTRIBUTES = 3;

/** The name of a class, an audience, or what stands for a section. */
const name = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, {
  error: 'must be 1 to 64 lower-case letters, digits and hyphens',
});

const channel = z.enum(['mail', 'site', 'account', 'post', 'push']);

const term = z.strictObject({
  after: periodOrNone,
  from: z.enum(['posting', 'notice', 'receipt', 'renewal', 'effect', 'proposal', 'document-date']),
  days: z.enum(['calendar', 'business']).exactOptional(),
  counted: z.enum(['forward', 'back']).exactOptional(),
  align: z.enum(['none', 'next-day']).exactOptional(),
});

const when = z.strictObject({
  choose: z.enum(['latest', 'earliest']).exactOptional(),
  terms: z.array(term).min(1).max(4),
});

const rule = z.strictObject({
  tell: z.strictObject({
    by: z
      .array(channel)
      .max(5)
      .refine((all) => new Set(all).size === all.length, { error: 'names a channel twice' }),
    need: z.int().min(0).max(5),
  }),
  effect: when,
  durable: z.boolean().exactOptional(),
  late: periodOrNone.exactOptional(),
  shorter: z.enum(['never', 'with-reason']).exactOptional(),
  sooner: z
    .array(z.enum(['acceptance', 'use']))
    .max(2)
    .exactOptional(),
  newcomers: z.enum(['with-others', 'at-once']).exactOptional(),
  acceptance: z.enum(['none', 'silence', 'use', 'explicit']),
  // biome-ignore lint/suspicious/noThenProperty: the document calls it so, and it is a string
  unanswered: z.strictObject({ at: when, then: z.enum(['restrict', 'end']) }).exactOptional(),
  decline: z
    .strictObject({
      offers: z.array(z.enum(OFFERS)).max(OFFERS.length),
      until: when.exactOptional(),
      keepUntil: when.exactOptional(),
      mayEnd: z.strictObject({ after: periodOrNone }).exactOptional(),
      free: z.boolean().exactOptional(),
    })
    .exactOptional(),
});

const section = z.string().regex(/^#?[^\s#]{1,128}$/, { error: 'must be the anchor of a heading' });

/** A calendar of the days on which no business is done. */
export const businessCalendar = z.strictObject({
  weekend: z.array(z.int().min(1).max(7)).max(6).exactOptional(),
  holidays: z.array(z.iso.date()).max(2000),
});

/** The name of an attribute, which databases are asked for by it. */
const attributeName = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,63}$/, {
  error: 'must be 1 to 64 letters, digits and _ . : -, and begin with none of the last three',
});

const audience = z.strictObject({
  audience: name,
  label: line(200),
  match: z
    .record(attributeName, z.array(line(200)).min(1).max(100))
    .refine((match) => Object.keys(match).length > 0, { error: 'must name an attribute' }),
});

function hasFewAttributes(audiences: readonly z.output<typeof audience>[]): boolean {
  return new Set(audiences.flatMap(({ match }) => Object.keys(match))).size <= MOST_ATTRIBUTES;
}

const TOO_MANY_ATTRIBUTES = { error: `tell readers apart by more than ${MOST_ATTRIBUTES} attributes` };

/** A document in the format `notice-rules/1`, as far as its shape goes; `checkRules` reads what it would do. */
export const noticeRules: z.ZodType<NoticeRules> = z
  .strictObject({
    format: z.literal('notice-rules/1'),
    timeZone,
    calendar: z.union([businessCalendar, calendarName]).exactOptional(),
    receipt: z.partialRecord(channel, z.union([z.literal('delivered'), periodOrNone])).exactOptional(),
    posted: periodOrNone.exactOptional(),
    audiences: z
      .array(audience)
      .max(MOST_AUDIENCES)
      .refine(hasFewAttributes, TOO_MANY_ATTRIBUTES)
      .exactOptional(),
    whenUnknown: z.enum(['strictest', 'default']).exactOptional(),
    classes: z
      .array(
        z.strictObject({
          class: name,
          label: line(200),
          means: line(1000).exactOptional(),
          byLaw: z.boolean().exactOptional(),
          reason: z.boolean().exactOptional(),
          alone: z.boolean().exactOptional(),
          only: z.literal('form').exactOptional(),
          sections: z.array(section).min(1).max(100).exactOptional(),
          rule,
          audiences: z.record(name, rule).exactOptional(),
        }),
      )
      .min(1)
      .max(MOST_CLASSES),
  })
  .meta({ id: 'NoticeRules' });

const presetName = z.string().max(64);

const presetByAudience: z.ZodType<PresetByAudience> = z
  .strictObject({
    preset: presetName,
    timeZone: timeZone.exactOptional(),
    audiences: z
      .array(audience.extend({ preset: presetName }))
      .min(1)
      .max(MOST_AUDIENCES)
      .refine(hasFewAttributes, TOO_MANY_ATTRIBUTES),
  })
  .meta({ id: 'PresetByAudience' });

/** Rules as they are asked for: a preset's name, one for everybody and others for audiences, or a document. */
export const askedRules = z.union([presetName, presetByAudience, noticeRules]);

/** What legal calls a change. */
export const className = name;

/** The name of an audience. */
export const audienceName = name;

/** A version as rules ask about it. */
export const ruledVersion = z.strictObject({
  class: name,
  postedAt: instant,
  namedAt: instant.exactOptional(),
  reason: line(2000).exactOptional(),
  sections: z.array(section).max(100).exactOptional(),
  proposedAt: instant.exactOptional(),
  documentDate: instant.exactOptional(),
  states: z
    .array(z.enum(['silence', 'use']))
    .max(2)
    .exactOptional(),
});

/** A reader as rules ask about them. */
export const ruledReader = z.strictObject({
  holds: z.boolean(),
  attributes: z.record(line(64), line(200)).exactOptional(),
  audiences: z.array(name).max(MOST_AUDIENCES).exactOptional(),
  joinedAt: instant.exactOptional(),
  renewsAt: z.array(instant).max(100).exactOptional(),
});

/** Something that happened between a reader and a version. */
export const readerEvent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['sent', 'delivered', 'shown', 'bounced']),
    at: instant,
    channel,
    delivery: userId.exactOptional(),
  }),
  z.strictObject({ kind: z.enum(['used', 'accepted', 'cancelled', 'ended']), at: instant }),
  z.strictObject({ kind: z.literal('declined'), at: instant, offer: z.enum(OFFERS) }),
]);
