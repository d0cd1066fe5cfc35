import { invalid } from '../../domain/refusal.ts';
import type { NoticeRules } from '../../domain/rules/notice-rules.ts';
import { findCalendar } from '../../storage/policies/calendars.ts';
import type { Database } from '../../storage/store.ts';

/** Rules with the days of the calendar that they name; refuses, at `/rules/calendar`, one that there is not. */
export async function fillCalendar(db: Database, rules: NoticeRules): Promise<NoticeRules> {
  const { calendar: name } = rules;
  if (typeof name !== 'string') return rules;
  const calendar = await findCalendar(db, name);
  if (calendar === undefined) {
    throw invalid('/rules/calendar', `there is no calendar "${name}": PUT /v1/calendars/${name} makes one`);
  }
  return { ...rules, calendar: { name, weekend: calendar.weekend, holidays: calendar.holidays } };
}
