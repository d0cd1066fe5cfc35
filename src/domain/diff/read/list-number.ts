const ROMAN: readonly (readonly [value: number, sign: string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];
const LARGEST_ROMAN = 3999;

/** A number of a list as its type has it written: `1` (the default), `a`, `A`, `i` or `I`, as HTML counts. */
export function writeListNumber(number: number, type: string): string {
  const isLower = type === 'a' || type === 'i';
  const written =
    type === 'a' || type === 'A'
      ? toLetters(number)
      : type === 'i' || type === 'I'
        ? toRoman(number)
        : String(number);
  return isLower ? written.toLowerCase() : written;
}

/** `A`, `B` … `Z`, `AA`; what letters cannot count is written in figures. */
function toLetters(number: number): string {
  if (number < 1) return String(number);
  let letters = '';
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

function toRoman(number: number): string {
  if (number < 1 || number > LARGEST_ROMAN) return String(number);
  let rest = number;
  let written = '';
  for (const [value, sign] of ROMAN) {
    for (; rest >= value; rest -= value) written += sign;
  }
  return written.toUpperCase();
}

/** The value of a Roman number in either case; null for what is none, such as `iiii`. */
export function readRoman(written: string): number | null {
  let rest = written.toLowerCase();
  let number = 0;
  for (const [value, sign] of ROMAN) {
    while (rest.startsWith(sign)) {
      number += value;
      rest = rest.slice(sign.length);
    }
  }
  return rest === '' && number > 0 && toRoman(number) === written.toUpperCase() ? number : null;
}
