/** "On" before a date that begins with its weekday: "na terça-feira, …", "no sábado, …". */
export function on(date: string): string {
  return /^\p{L}+-feira\b/u.test(date) ? `na ${date}` : `no ${date}`;
}
