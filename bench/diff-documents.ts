import { createRandom } from './random.ts';

/** Two texts to compare, made by rule, and how long that may take at most. */
export type DocumentPair = {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** In milliseconds, as the project promises. */
  readonly goal: number;
};

/** Documents larger and less kind than any policy, the same at every run. */
export function documentPairs(): DocumentPair[] {
  const random = createRandom(20_261_122);
  const word = () => WORDS[Math.floor(random() * WORDS.length)]!;
  const sentence = (length: number) => Array.from({ length }, word).join(' ');
  const document = (words: number, of: () => string = word) => {
    const parts: string[] = [];
    for (let at = 0; at < words; at += 60) {
      if (at % 600 === 0) parts.push(`## ${of()} ${of()} ${at / 600}`);
      parts.push(`${Array.from({ length: 60 }, of).join(' ')}.`);
    }
    return parts.join('\n\n');
  };
  const edited = (text: string, share: number) =>
    text.replace(/\b[a-z]+\b/g, (found) => (random() < share ? word() : found));
  const scattered = (words: number, goal: number): DocumentPair => {
    const before = document(words);
    return { name: `${words} words, 5% scattered edits`, before, after: edited(before, 0.05), goal };
  };
  const unlike = (words: number): DocumentPair => ({
    name: `${words} words, nothing in common`,
    before: document(words, () => `a${word()}`),
    after: document(words, () => `z${word()}`),
    goal: 1000,
  });

  const paragraph = 'We keep what you write for as long as you like.';
  const same = Array.from({ length: 20_000 }, () => paragraph);
  const long = sentence(50_000);
  const items = Array.from({ length: 100_000 }, (_, at) => `${'  '.repeat(at % 6)}- ${sentence(4)}`);
  const rows = (column: (at: number) => string) =>
    ['| Name | Kind | Country | Since |', '|---|---|---|---|']
      .concat(Array.from({ length: 5000 }, (_, at) => `| Partner ${at} | Hosting | ${column(at)} | 2020 |`))
      .join('\n');
  return [
    scattered(25_000, 300),
    scattered(50_000, 300),
    scattered(100_000, 300),
    unlike(25_000),
    unlike(50_000),
    {
      name: '20000 identical paragraphs, 5% changed',
      before: same.join('\n\n'),
      after: same.map((text) => (random() < 0.05 ? `${sentence(6)}.` : text)).join('\n\n'),
      goal: 1000,
    },
    { name: 'one paragraph of 50000 words, rewritten', before: long, after: edited(long, 0.5), goal: 1000 },
    {
      name: '100000 list items nested six deep, 1% changed',
      before: items.join('\n'),
      after: items.map((item) => (random() < 0.01 ? edited(item, 0.4) : item)).join('\n'),
      goal: 1000,
    },
    {
      name: '100000 list items nested six deep, all changed',
      before: items.join('\n'),
      after: items.map((item) => edited(item, 0.4).replace('- ', '- re')).join('\n'),
      goal: 2000,
    },
    {
      name: 'table of 5000 rows, one column changed',
      before: rows(() => 'Sweden'),
      after: rows((at) => `Norway ${at % 7}`),
      goal: 1000,
    },
    {
      name: '200 nested quotes on a line',
      before: `${'> '.repeat(200)}We keep it for 30 days.`,
      after: `${'> '.repeat(200)}We keep it for 90 days.`,
      goal: 1000,
    },
  ];
}

const SYLLABLES = [
  'ba',
  'con',
  'da',
  'er',
  'fi',
  'gra',
  'ho',
  'in',
  'lo',
  'mer',
  'no',
  'per',
  'ri',
  'sta',
  'tu',
  'ver',
];
const WORDS = SYLLABLES.flatMap((first) =>
  SYLLABLES.flatMap((second) => [
    first + second,
    ...SYLLABLES.slice(0, 10).map((third) => first + second + third),
  ]),
);
