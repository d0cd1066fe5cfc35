/** What a business day is: any that is neither of the weekend nor a holiday. */
export type Calendar = {
  /** Days of the week, 1 Monday to 7 Sunday, in order. */
  readonly weekend: readonly number[];
  /** Dates such as `2026-12-25`, in order. */
  readonly holidays: readonly string[];
};

/** The days of a weekend where a calendar names none: Saturday and Sunday. */
export const WEEKEND: readonly number[] = [6, 7];

/** Whether a text is a date that there is, as `2026-12-25`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** A calendar with its days in order, and each once. */
export function inOrder({ weekend, holidays }: Calendar): Calendar {
  return {
    weekend: [...new Set(weekend)].toSorted((a, b) => a - b),
    holidays: [...new Set(holidays)].toSorted(),
  };
}

/** Whether two calendars, both in order, say the same. */
export function isSameCalendar(one: Calendar, other: Calendar): boolean {
  const text = ({ weekend, holidays }: Calendar) => JSON.stringify([weekend, holidays]);
  return text(one) === text(other);
}
