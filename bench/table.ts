/** A row of a bench's table: what was measured, the value, the goal if there is one, and whether it is met. */
export type Row = readonly [what: string, reached: string, goal?: string, isMet?: boolean];

/** Prints rows under the heads "reached" and "goal", in columns. */
export function printTable(rows: readonly Row[]): void {
  const cells = [
    ['', 'reached', 'goal', ''],
    ...rows.map(([what, reached, goal = '', isMet]) => [
      what,
      reached,
      goal,
      isMet === undefined ? '' : isMet ? 'met' : 'MISSED',
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  for (const row of cells) {
    const padded = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    process.stdout.write(`${padded.join('  ').trimEnd()}\n`);
  }
}

/** The middle one of some numbers; of an even number of them, the upper middle one. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** A number for a person. */
export function say(number: number, digits = 1): string {
  return number.toLocaleString('en', { maximumFractionDigits: digits });
}

/** The number that a share of some numbers does not pass. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
