import { createRandom } from './random.ts';

/** Two texts that nobody would write, and by which pieces to find them again. */
export type HostilePair = { readonly name: string; readonly before: string; readonly after: string };

/** Pieces of texts that parsers and comparisons have trouble with, each another one for another number. */
const PIECES: Readonly<Record<string, (n: number) => string>> = {
  'the same paragraph': () => 'We keep what you write.\n\n',
  'words of their own': (n) => `w${n.toString(36)} `,
  'two words in turn': (n) => (n % 2 === 0 ? 'yes ' : 'no '),
  'one letter': () => 'a ',
  'a word without end': () => 'abcdefghij',
  'quotes in quotes': (n) => `${'> '.repeat(n % 120)}we keep it\n`,
  'lists in lists': (n) => `${'  '.repeat(n % 60)}- item ${n % 7}\n`,
  'numbers of lists': (n) => `${n % 13}. point ${n % 5}\n`,
  'headings alone': (n) => `${'#'.repeat((n % 6) + 1)} Section ${n % 9}\n\n`,
  'rows of a table': (n) => `| a | b | ${n % 17} |\n${n % 40 === 0 ? '|---|---|---|\n' : ''}`,
  'open tags': (n) => `<${['b', 'p', 'table', 'ul', 'li', 'script'][n % 6]} x="${n}>`,
  'open brackets': (n) => '[('.repeat((n % 9) + 1),
  'open emphasis': (n) => `${'*_'.repeat((n % 4) + 1)}a`,
  'open code': (n) => `${'`'.repeat((n % 5) + 1)}a `,
  'link definitions': (n) => `[l${n}]: https://example.com/${n}\n\n[l${n % 50}] `,
  entities: (n) => `&#${n % 70_000};&amp;`,
  'no spaces': (n) => String.fromCodePoint(0x4e00 + (n % 900)),
  'signs that are not seen': (n) => `\u200b\u202ea${n % 3}\u202c`,
  'lines that break': (n) => `${' '.repeat(n % 8)}x\r\n`,
};

const LONGEST_PIECES = 20_000;

/** Pairs of texts of up to some tens of thousands of such pieces, the same at every run. */
export function* hostilePairs(count: number): Generator<HostilePair> {
  const random = createRandom(20_261_130);
  const names = Object.keys(PIECES);
  const draw = (below: number) => Math.floor(random() * below);
  for (let number = 1; number <= count; number++) {
    const [one, other] = [names[draw(names.length)] as string, names[draw(names.length)] as string];
    const [length, stretch, share] = [draw(LONGEST_PIECES), 1 + draw(200), random() ** 3];
    const begin = draw(1_000);
    const piece = (at: number) =>
      PIECES[Math.floor(at / stretch) % 2 === 0 ? one : other]?.(begin + at) ?? '';
    const text = (change: number) =>
      Array.from({ length }, (_, at) => {
        if (random() >= change) return piece(at);
        return random() < 0.5 ? '' : piece(draw(length));
      }).join('');
    const name = `pair ${number}, ${length} of "${one}" and "${other}", ${Math.round(share * 100)}% changed`;
    yield { name, before: text(0), after: text(share) };
  }
}
