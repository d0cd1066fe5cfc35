/**
 * Each weekday in the nominative, the genitive, and after "on".
 *
 * Dates come in the nominative, as labels have them. What a sentence puts before one changes the weekday
 * at its beginning alone: the day and the month stand in the genitive already.
 */
const WEEKDAYS: readonly (readonly [string, string, string])[] = [
  ['poniedziałek', 'poniedziałku', 'w poniedziałek'],
  ['wtorek', 'wtorku', 'we wtorek'],
  ['środa', 'środy', 'w środę'],
  ['czwartek', 'czwartku', 'w czwartek'],
  ['piątek', 'piątku', 'w piątek'],
  ['sobota', 'soboty', 'w sobotę'],
  ['niedziela', 'niedzieli', 'w niedzielę'],
];

/** A date after "od", "do" or "z": "do wtorku, 22 grudnia 2026 r., godz. 10:00 (CET)". */
export function genitive(date: string): string {
  return withWeekday(date, (forms) => forms[1]);
}

/** "On" before a date: "we wtorek, 22 grudnia 2026 r., godz. 10:00 (CET)". */
export function on(date: string): string {
  return withWeekday(date, (forms) => forms[2]);
}

function withWeekday(date: string, form: (forms: (typeof WEEKDAYS)[number]) => string): string {
  const forms = WEEKDAYS.find(([nominative]) => date.startsWith(nominative));
  return forms === undefined ? date : form(forms) + date.slice(forms[0].length);
}
