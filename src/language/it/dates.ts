/** "On" before a day: "il 22 dicembre 2026", "l’8 dicembre 2026". */
export function onThe(day: string): string {
  return beginsWithVowel(day) ? `l’${day}` : `il ${day}`;
}

/** "From" before a day: "dal 22 dicembre 2026", "dall’8 dicembre 2026". */
export function fromThe(day: string): string {
  return beginsWithVowel(day) ? `dall’${day}` : `dal ${day}`;
}

/** Eight and eleven do, and shorten the article before them. */
function beginsWithVowel(day: string): boolean {
  return /^(8|11)\b/.test(day);
}
