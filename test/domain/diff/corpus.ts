import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where real histories of policies lie, if they are there; they are not part of the project. */
export const CORPUS = join(import.meta.dirname, '../../../../shared/corpus');

/** Two versions of a real policy, one after the other. */
export type Step = {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly locale: string;
  /** Whether a careful reader found every word where it was. */
  readonly sameWords: boolean;
};

/** Every step of every history, or none where the folder is missing. */
export function corpusSteps(): Step[] {
  if (!existsSync(CORPUS)) return [];
  const folders = readdirSync(CORPUS).filter((id) => existsSync(join(CORPUS, id, 'meta.json')));
  return folders.flatMap((id) => {
    const meta = JSON.parse(readFileSync(join(CORPUS, id, 'meta.json'), 'utf8')) as {
      locale: string;
      versions: { file: string }[];
      steps: { from: number; to: number; sameWords: boolean }[];
    };
    const text = (version: number) =>
      readFileSync(join(CORPUS, id, meta.versions[version - 1]!.file), 'utf8');
    return meta.steps.map(({ from, to, sameWords }) => ({
      name: `${id} ${from} to ${to}`,
      before: text(from),
      after: text(to),
      locale: meta.locale,
      sameWords,
    }));
  });
}
