import { readRoman } from './list-number.ts';

/** The number that a heading, clause or item begins with. */
export type ClauseNumber = {
  /** As it is written, its label and mark included: `4.`, `(b)`, `§ 3`, `Article 5`, `第五条`. */
  readonly written: string;
  /** What it counts, outermost first; letters that are Roman numbers too can be either. */
  readonly parts: readonly (readonly number[])[];
  /** What all of a kind have in common: their label, brackets and signs. */
  readonly style: string;
  /** It has a mark or a label that shows it to be a number of a clause. */
  readonly isMarked: boolean;
};

const LABEL =
  /^(?:(§+|No\.?|Nr\.?|Art(?:icle|icolo|ículo|ikel|\.)?|Section|Sezione|Sección|Sectie|Seção|Clause|Artykuł|Kapitel|Abschnitt|Punkt|Ziffer|Chapter|Part)\s*)/i;
const FIGURES = /^(\(?)(\d{1,4}(?:\.\d{1,4}){0,5})([a-z]?)([.):、]*)(?=\s|$|[^\p{L}\p{N}.])/u;
const LETTERS = /^(\(?)([a-z]{1,2}|[ivxlcdm]{1,7})([.):]+)(?=\s|$)/i;
const HAN = /^(第?)([零〇一二三四五六七八九十百千\d]{1,8})([条條章节節項项款编編、.]|(?=\s))/;
const HAN_DIGITS = '零一二三四五六七八九';

/** Reads the number at the front of a text; null where it begins with none. */
export function readClauseNumber(text: string): ClauseNumber | null {
  const label = LABEL.exec(text)?.[0] ?? '';
  const rest = text.slice(label.length);
  const figures = FIGURES.exec(rest);
  if (figures !== null) {
    const [all, open = '', number = '', letter = '', mark = ''] = figures;
    const parts = number.split('.').map((part) => [Number(part)]);
    if (letter !== '') parts.push([letterValue(letter)]);
    return {
      written: (label + all).trim(),
      parts,
      style: `${label.trim().toLowerCase()}${open}1${mark}`,
      isMarked: label !== '' || open !== '' || mark !== '' || parts.length > 1,
    };
  }
  const letters = LETTERS.exec(rest);
  if (letters !== null) {
    const [all, open = '', letter = '', mark = ''] = letters;
    const roman = readRoman(letter);
    const values = [...(letter.length <= 2 ? [letterValue(letter)] : []), ...(roman === null ? [] : [roman])];
    if (values.length === 0) return null;
    const sign = letter === letter.toLowerCase() ? 'a' : 'A';
    return {
      written: (label + all).trim(),
      parts: [values],
      style: `${label.trim().toLowerCase()}${open}${sign}${mark}`,
      isMarked: true,
    };
  }
  const han = HAN.exec(rest);
  if (han === null || (han[1] === '' && han[3] === '')) return null;
  const value = hanValue(han[2]!);
  if (value === null) return null;
  return {
    written: (label + han[0]).trim(),
    parts: [[value]],
    style: `${han[1]}1${han[3]}`,
    isMarked: true,
  };
}

/** `a` is 1, `aa` is 27. */
function letterValue(letters: string): number {
  return [...letters.toLowerCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0);
}

/** A Chinese number below ten thousand; null for what is none. */
function hanValue(written: string): number | null {
  if (/^\d+$/.test(written)) return Number(written);
  let [sum, digit] = [0, 0];
  for (const sign of written.replaceAll('〇', '零')) {
    const at = HAN_DIGITS.indexOf(sign);
    if (at >= 0) {
      digit = at;
      continue;
    }
    const unit = { 十: 10, 百: 100, 千: 1000 }[sign];
    if (unit === undefined) return null;
    sum += (digit || 1) * unit;
    digit = 0;
  }
  return sum + digit;
}
