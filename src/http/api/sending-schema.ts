import { z } from 'zod';
import { minutesOf } from '../../domain/sending/sending-hours.ts';
import { timeZone } from '../wire/schemas.ts';

const timeOfDay = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, {
  error: 'must be a time of the day such as 08:30, at most 24:00',
});

const hours = z
  .strictObject({
    from: timeOfDay,
    to: timeOfDay,
    timeZone,
    /** Days of the week, 1 Monday to 7 Sunday; not there: every day. */
    days: z
      .array(z.int().min(1).max(7))
      .min(1)
      .max(7)
      .refine((days) => new Set(days).size === days.length, { error: 'names a day twice' })
      .exactOptional(),
  })
  .refine(({ from, to }) => minutesOf(from) < minutesOf(to), {
    path: ['to'],
    error: 'must be later in the day than from, or nothing could ever leave',
  });

const share = z.number().min(0).max(1);

/** How legal wants an announcement to leave. */
export const sendingPlan = z.strictObject({
  first: z.int().min(1).max(100_000_000).exactOptional(),
  hours: hours.exactOptional(),
  perHour: z.int().min(1).max(1_000_000_000).exactOptional(),
  stopAt: z
    .strictObject({ bounced: share.exactOptional(), complained: share.exactOptional() })
    .exactOptional(),
});
