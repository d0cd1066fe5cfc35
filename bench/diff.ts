import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentPairs } from './diff-documents.ts';
import { hostilePairs } from './diff-hostile.ts';
import { count, folder, readOptions } from './options.ts';

type Step = {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly locale?: string;
};

/** One line of the table; milliseconds. */
type Measured = {
  readonly name: string;
  readonly ms: number;
  readonly worst?: string;
  readonly goal?: number;
};

const COLD_RUNS = 5;
const WARM_ROUNDS = 7;
const WARM_UP = 2;

/**
 * Measures the diff: every step of every history in `--corpus`, beside `git` and `jsdiff` on the same
 * steps in the same run, and documents made to be hard. Times are medians; parsing is in them. `--hostile N`
 * measures, in place of those, pairs of texts that nobody would write, and names the slowest.
 */
export async function run({ json, args }: { json: boolean; args: string[] }): Promise<void> {
  const { corpus, hostile } = readOptions(args, { corpus: folder.optional(), hostile: count(0, 0) });
  const scratch = mkdtempSync(join(tmpdir(), 'diff-bench-'));
  try {
    const lines = [
      ...(corpus === undefined ? [] : measureCorpus(corpus, scratch)),
      ...(hostile === 0 ? measureDocuments(scratch) : measureHostile(hostile, scratch)),
    ];
    if (json) process.stdout.write(`${JSON.stringify({ bench: 'diff', lines })}\n`);
    else process.stdout.write(lines.map(toRow).join(''));
    if (corpus === undefined && !json)
      process.stdout.write('Real histories are measured with --corpus FOLDER.\n');
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function measureCorpus(corpus: string, scratch: string): Measured[] {
  const steps = readSteps(corpus);
  const list = writeList(scratch, 'corpus', steps);
  const cold = Array.from({ length: COLD_RUNS }, () => measure('ours', 1, list)[0]!);
  const warm = measure('ours', WARM_UP + WARM_ROUNDS, list).slice(WARM_UP);
  const git = measure('git', 3, list);
  const jsdiff = measure('jsdiff', 1, list);
  const gitTotal = median(git.map(sum));
  return [
    { name: `git --word-diff, ${steps.length} steps`, ms: gitTotal },
    {
      name: 'jsdiff over whole texts, at most 2 s a step',
      ms: median(jsdiff.map(sum)),
      worst: worst(steps, jsdiff),
    },
    { name: 'ours, cold', ms: median(cold.map(sum)), goal: 2 * gitTotal, worst: worst(steps, cold) },
    { name: 'ours, warm', ms: median(warm.map(sum)), goal: gitTotal, worst: worst(steps, warm) },
    { name: 'ours, slowest step, cold', ms: slowest(cold), goal: 150 },
    { name: 'ours, slowest step, warm', ms: slowest(warm), goal: 60 },
  ];
}

function measureDocuments(scratch: string): Measured[] {
  const lines = documentPairs().map(({ name, before, after, goal }, at): Measured => {
    const [old, current] = ['before', 'after'].map((side) => join(scratch, `${at}-${side}.md`)) as [
      string,
      string,
    ];
    writeFileSync(old, before);
    writeFileSync(current, after);
    const list = writeList(scratch, `pair-${at}`, [{ name, before: old, after: current }]);
    return { name, ms: median(measure('ours', 5, list).map(sum)), goal };
  });
  const [, half, whole] = lines;
  const growth = { name: 'from 50000 to 100000 words it takes times', ms: whole!.ms / half!.ms, goal: 2.5 };
  return [...lines, growth];
}

/** Each once more after all were met once. */
function measureHostile(pairs: number, scratch: string): Measured[] {
  const steps = [...hostilePairs(pairs)].map(({ name, before, after }, at): Step => {
    const files = { before: join(scratch, `${at}-x.md`), after: join(scratch, `${at}-y.md`) };
    writeFileSync(files.before, before);
    writeFileSync(files.after, after);
    return { name, ...files };
  });
  const rounds = measure('ours', 2, writeList(scratch, 'hostile', steps)).slice(1);
  return [
    { name: `${pairs} hostile pairs, the median`, ms: median(rounds.flat()) },
    { name: 'the slowest', ms: slowest(rounds), goal: 1000, worst: worst(steps, rounds) },
  ];
}

/** The steps of the histories in a folder: each holds `meta.json` and its versions, see `--corpus`. */
export function readSteps(corpus: string): Step[] {
  const folders = readdirSync(corpus).filter((id) => existsSync(join(corpus, id, 'meta.json')));
  return folders.sort().flatMap((id) => {
    const { locale, versions } = JSON.parse(readFileSync(join(corpus, id, 'meta.json'), 'utf8')) as {
      locale: string;
      versions: { file: string }[];
    };
    const files = versions.map(({ file }) => join(corpus, id, file));
    return files
      .slice(1)
      .map((after, at) => ({ name: `${id} ${at + 1}`, before: files[at]!, after, locale }));
  });
}

function writeList(scratch: string, name: string, steps: readonly Step[]): string {
  const file = join(scratch, `${name}.json`);
  writeFileSync(file, JSON.stringify(steps));
  return file;
}

/** Milliseconds by round and step. */
function measure(what: 'ours' | 'git' | 'jsdiff', rounds: number, list: string): number[][] {
  const child = fileURLToPath(new URL('diff-child.ts', import.meta.url));
  const output = execFileSync(process.execPath, [child, what, String(rounds), list], { encoding: 'utf8' });
  return JSON.parse(output) as number[][];
}

function worst(steps: readonly Step[], rounds: readonly number[][]): string {
  const medians = steps.map((_, at) => median(rounds.map((round) => round[at]!)));
  const at = medians.indexOf(Math.max(...medians));
  return `${steps[at]!.name}: ${medians[at]!.toFixed(1)} ms`;
}

/** The slowest step, by the median of each. */
function slowest(rounds: readonly number[][]): number {
  return Math.max(...rounds[0]!.map((_, at) => median(rounds.map((round) => round[at]!))));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function toRow({ name, ms, goal, worst }: Measured): string {
  const verdict = goal === undefined ? '' : `goal ${goal.toFixed(1)}  ${ms <= goal ? 'met' : 'MISSED'}`;
  return `${name.padEnd(50)}${ms.toFixed(1).padStart(10)}  ${verdict.padEnd(22)}${worst ?? ''}\n`;
}
