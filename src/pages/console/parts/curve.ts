import { html } from 'hono/html';
import type { Instant } from '../../../domain/instant.ts';
import type { Markup } from '../../layout.ts';
import { type Cell, table } from './table.ts';

/** A line of a curve: what it counts, its colour, and what came in each span. */
export type CurveLine = {
  readonly label: string;
  readonly kind: 'good' | 'bad';
  readonly counts: readonly number[];
};

/** How something grew: spans in their order, each by when it began and as it is told, and what came in them. */
export type Curve = {
  readonly caption: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly spans: readonly { readonly at: Instant; readonly label: Cell }[];
  readonly lines: readonly CurveLine[];
  readonly words: {
    readonly span: string;
    readonly together: (what: string) => string;
    readonly numbers: string;
    readonly highest: (count: number) => string;
  };
  /** How its two ends are told. */
  readonly ends: readonly [Cell, Cell];
};

/** So large is the drawing, in units of its own. */
const WIDTH = 1000;
const HEIGHT = 200;

/** How numbers grew over time: a drawing for those who see it, and beneath it the same numbers as a table. */
export function curve({ caption, from, to, spans, lines, words, ends }: Curve): Markup {
  const sums = lines.map(({ counts }) => sumsOf(counts));
  const highest = Math.max(1, ...sums.map((one) => one.at(-1) ?? 0));
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const x = (at: Instant) => {
    const part = end <= start ? 1 : (Date.parse(at) - start) / (end - start);
    return (Math.min(1, Math.max(0, part)) * WIDTH).toFixed(1);
  };
  const y = (count: number) => (HEIGHT - (count / highest) * (HEIGHT - 10) - 5).toFixed(1);
  const paths = sums.map((sum) => {
    const steps = sum.map((count, i) => `H${x(spans[i]?.at ?? from)}V${y(count)}`);
    return `M0 ${y(0)}${steps.join('')}H${WIDTH}`;
  });
  const number = (head: string) => ({ head, isNumber: true }) as const;
  return html`<figure class="curve">
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true" focusable="false"><line class="base" x1="0" y1="${HEIGHT - 5}" x2="${WIDTH}" y2="${HEIGHT - 5}"/>${lines.map(
    ({ kind }, i) => html`<path class="line-${kind}" d="${paths[i] ?? ''}"/>`,
  )}</svg>
<p class="ends"><span>${ends[0]}</span><span>${ends[1]}</span></p>
<figcaption>${lines.map(
    ({ label, kind }, i) =>
      html`<span class="key key-${kind}">${words.highest(sums[i]?.at(-1) ?? 0)} ${label}</span> `,
  )}</figcaption>
</figure>
<details class="numbers"><summary>${words.numbers}</summary>
${table({
  caption,
  columns: [words.span, ...lines.flatMap(({ label }) => [number(label), number(words.together(label))])],
  rows: spans.map(({ label }, i) => [
    label,
    ...lines.flatMap(({ counts }, of) => [
      (counts[i] ?? 0).toLocaleString('en'),
      (sums[of]?.[i] ?? 0).toLocaleString('en'),
    ]),
  ]),
})}</details>`;
}

function sumsOf(counts: readonly number[]): readonly number[] {
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return sum;
  });
}
