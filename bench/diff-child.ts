import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/*
 * Measures in a process of its own, so that cold is cold and `git` is started from something small.
 * Arguments: what to measure, how many rounds, and a file with the steps; writes milliseconds as JSON.
 */
type Step = { readonly before: string; readonly after: string; readonly locale?: string };

const [what, rounds, list] = process.argv.slice(2);
const steps = JSON.parse(readFileSync(list!, 'utf8')) as Step[];
const compare = await comparer(what!);
const measured = Array.from({ length: Number(rounds) }, () => steps.map(compare));
process.stdout.write(JSON.stringify(measured));

async function comparer(what: string): Promise<(step: Step) => number> {
  if (what === 'git') {
    const options = ['diff', '--no-index', '--word-diff=porcelain', '--'];
    return ({ before, after }) => timed(() => spawnSync('git', [...options, before, after]));
  }
  if (what === 'jsdiff') {
    const { diffWordsWithSpace } = await import('diff');
    return reading((before, after) => diffWordsWithSpace(before, after, { timeout: 2000 }));
  }
  const { diffPolicies } = await import('../src/domain/diff/diff-policies.ts');
  return reading((before, after, locale) =>
    diffPolicies(before, after, locale === undefined ? {} : { locale }),
  );
}

function reading(diff: (before: string, after: string, locale: string | undefined) => unknown) {
  return ({ before, after, locale }: Step) => {
    const [old, current] = [readFileSync(before, 'utf8'), readFileSync(after, 'utf8')];
    return timed(() => diff(old, current, locale));
  };
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
