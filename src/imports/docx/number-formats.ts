import { writeListNumber } from '../../domain/diff/read/list-number.ts';

type Write = (number: number) => string;

const HAN = '〇一二三四五六七八九';
const CIRCLED = 0x2460;
const MOST_CIRCLED = 20;
const KANA = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン';
const IROHA =
  'イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン';
const CYRILLIC = 'абвгдежзиклмнопрстуфхцчшщэюя';
const HANGUL = '가나다라마바사아자차카타파하';

const FORMATS: Readonly<Record<string, Write>> = {
  decimal: String,
  none: () => '',
  decimalZero: (number) => String(number).padStart(2, '0'),
  lowerLetter: (number) => repeatedLetter(number, 'abcdefghijklmnopqrstuvwxyz'),
  upperLetter: (number) => repeatedLetter(number, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  lowerRoman: (number) => writeListNumber(number, 'i'),
  upperRoman: (number) => writeListNumber(number, 'I'),
  ordinal: (number) => `${number}${ordinalEnding(number)}`,
  decimalFullWidth: fullWidth,
  decimalFullWidth2: fullWidth,
  decimalEnclosedCircle: circled,
  decimalEnclosedCircleChinese: circled,
  decimalEnclosedParen: (number) => `(${number})`,
  decimalEnclosedFullstop: (number) => `${number}.`,
  japaneseCounting: counted,
  chineseCounting: countedInChinese,
  chineseCountingThousand: countedInChinese,
  taiwaneseCounting: countedInChinese,
  taiwaneseCountingThousand: countedInChinese,
  ideographDigital: (number) => [...String(number)].map((digit) => HAN[Number(digit)]).join(''),
  japaneseDigitalTenThousand: (number) => [...String(number)].map((digit) => HAN[Number(digit)]).join(''),
  aiueo: (number) => repeatedLetter(number, KANA),
  aiueoFullWidth: (number) => repeatedLetter(number, KANA),
  iroha: (number) => repeatedLetter(number, IROHA),
  irohaFullWidth: (number) => repeatedLetter(number, IROHA),
  ganada: (number) => repeatedLetter(number, HANGUL),
  russianLower: (number) => repeatedLetter(number, CYRILLIC),
  russianUpper: (number) => repeatedLetter(number, CYRILLIC.toUpperCase()),
};

/** Whether numbers can be written in a format of word processors (`w:numFmt`). */
export function isKnownFormat(format: string): boolean {
  return Object.hasOwn(FORMATS, format);
}

/** A number as word processors write it in a format (`w:numFmt`); in figures where the format is not known. */
export function writeNumber(number: number, format: string): string {
  return isKnownFormat(format) ? FORMATS[format]!(number) : String(number);
}

/** Word counts `z`, `aa`, `bb`; HTML `z`, `aa`, `ab`. */
function repeatedLetter(number: number, letters: string): string {
  if (number < 1 || number > letters.length * 30) return String(number);
  const times = Math.ceil(number / letters.length);
  return letters[(number - 1) % letters.length]!.repeat(times);
}

function ordinalEnding(number: number): string {
  if (number % 100 >= 11 && number % 100 <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][number % 10] ?? 'th';
}

function fullWidth(number: number): string {
  return String(number).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

function circled(number: number): string {
  return number >= 1 && number <= MOST_CIRCLED ? String.fromCharCode(CIRCLED + number - 1) : String(number);
}

const UNITS = [
  [1000, '千'],
  [100, '百'],
  [10, '十'],
] as const;

/** `十二`, `三十`, `百五`: as Japanese laws are numbered, below ten thousand. */
function counted(number: number): string {
  return inHan(number, (digit) => digit > 1);
}

/** `十二`, `三十`, `一百零五`: as Chinese ones are. */
function countedInChinese(number: number): string {
  return inHan(number, (digit, value) => digit > 1 || value >= 100 || number >= 20).replace(
    /(?<=[千百])(?=[一二三四五六七八九]十?$)/,
    (_, at: number, whole: string) => (isGap(whole, at) ? '零' : ''),
  );
}

function isGap(whole: string, at: number): boolean {
  const isUnits = !whole.slice(at).includes('十');
  return isUnits || whole[at - 1] === '千';
}

function inHan(number: number, hasDigit: (digit: number, value: number) => boolean): string {
  if (number < 1 || number > 9999) return String(number);
  let rest = number;
  let written = '';
  for (const [value, sign] of UNITS) {
    const digit = Math.floor(rest / value);
    if (digit > 0) written += (hasDigit(digit, value) ? HAN[digit] : '') + sign;
    rest %= value;
  }
  return rest === 0 ? written : written + HAN[rest];
}
