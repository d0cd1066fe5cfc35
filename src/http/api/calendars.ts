import { z } from 'zod';
import { putCalendar } from '../../actions/policies/put-calendar.ts';
import { isDate, WEEKEND } from '../../domain/policies/calendar.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findCalendar, listCalendars, type StoredCalendar } from '../../storage/policies/calendars.ts';
import { listOf, readPage } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { calendarName, instantOut, pageQuery } from '../wire/schemas.ts';

const MOST_HOLIDAYS = 2000;
/** Of a week, one day at least is a business day. */
const LONGEST_WEEKEND = 6;

const params = z.object({ calendar: calendarName });

const calendarDays = z.strictObject({
  /** Days of the week, 1 Monday to 7 Sunday. */
  weekend: z
    .array(z.int().min(1).max(7))
    .refine((days) => new Set(days).size <= LONGEST_WEEKEND, {
      error: 'must leave a day of the week that is a business day',
    })
    .default([...WEEKEND]),
  holidays: z
    .array(z.string().refine(isDate, { error: 'must be a date, such as 2026-12-25' }))
    .max(MOST_HOLIDAYS),
});

const calendarAnswer = z
  .object({
    name: z.string(),
    weekend: z.array(z.int()).readonly(),
    holidays: z.array(z.string()).readonly(),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .meta({ id: 'Calendar' });

/** Calendars, which say what a business day is. */
export function calendarRoutes(api: Api): void {
  const { context } = api;

  addEndpoint(
    api,
    {
      method: 'put',
      path: '/v1/calendars/{calendar}',
      summary:
        'Create a calendar, or say anew what it holds; the weekend is Saturday and Sunday unless said.',
      role: 'legal',
      params,
      body: calendarDays,
      statuses: [200, 201],
      answer: calendarAnswer,
      refusals: ['invalid-request'],
    },
    async ({ params, body, caller }) => {
      const { calendar, created } = await putCalendar(context, params.calendar, body, caller.keyId);
      return { status: created ? 201 : 200, body: calendarToAnswer(calendar) };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/calendars',
      summary: 'List calendars by name.',
      role: 'any',
      query: pageQuery,
      statuses: [200],
      answer: listOf(calendarAnswer),
      refusals: ['invalid-request'],
    },
    async ({ query }) => {
      const body = await readPage(
        query,
        z.tuple([z.string()]),
        (after, limit) => listCalendars(context.store.db, { after: after?.[0] ?? '', limit }),
        (last) => [last.name],
        calendarToAnswer,
      );
      return { status: 200, body };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/calendars/{calendar}',
      summary: 'Read a calendar.',
      role: 'any',
      params,
      statuses: [200],
      answer: calendarAnswer,
      refusals: ['invalid-request', 'unknown-calendar'],
    },
    async ({ params }) => {
      const calendar = await findCalendar(context.store.db, params.calendar);
      if (calendar === undefined) {
        throw new Refusal('unknown-calendar', `There is no calendar "${params.calendar}".`);
      }
      return { status: 200, body: calendarToAnswer(calendar) };
    },
  );
}

function calendarToAnswer({ name, weekend, holidays, createdAt, updatedAt }: StoredCalendar) {
  return { name, weekend, holidays, createdAt, updatedAt };
}
