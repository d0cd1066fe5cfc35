import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
const SRC = join(ROOT, 'src');

/** A source file by its path in its folder, and what stands in it. */
export type Source = { readonly name: string; readonly source: string };

/** What a file takes from another, or from a package. */
export type Import = {
  readonly from: string;
  readonly to: string;
  /** What it takes but types. */
  readonly names: readonly string[];
  readonly isType: boolean;
};

/** The TypeScript below a folder of the project, by paths in it. */
export function sourcesUnder(folder: string): Source[] {
  const path = join(ROOT, folder);
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .sort()
    .map((name) => ({ name, source: readFileSync(join(path, name), 'utf8') }));
}

/** All of `src`. */
export const FILES = sourcesUnder('src');
export const OURS = new Set(FILES.map(({ name }) => name));

const IMPORT =
  /^(?:import|export)\s+(type\s+)?([^;'"]*?)\s*from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

/** Every import of a file: what it names, and from where, our own files as paths below src. */
export function importsOf({ name, source }: Source): Import[] {
  return [...source.matchAll(IMPORT)].map(([, type, clause = '', ...froms]) => {
    const target = froms.find((one) => one !== undefined) ?? '';
    const to = target.startsWith('.') ? relative(SRC, resolve(SRC, name, '..', target)) : target;
    const isType = type !== undefined;
    const named = /\{([^}]*)\}/.exec(clause)?.[1]?.split(',') ?? (clause === '' ? [] : [clause]);
    const names = named.map((one) => one.trim()).filter((one) => one !== '');
    return { from: name, to, names: isType ? [] : names.filter((one) => !one.startsWith('type ')), isType };
  });
}

export const IMPORTS = FILES.flatMap(importsOf);

/** The floor of a file: the first folder of its path; an entry is a floor by itself. */
export const floorOf = (path: string) => path.split('/')[0] as string;

/** The room of a file: the folder that it is in. */
export const roomOf = (path: string) => dirname(path);

/** Every room of `src`, and the floors. */
export const ROOMS = [...new Set(FILES.map(({ name }) => roomOf(name)))]
  .filter((room) => room !== '.')
  .sort();

/** An import in words, for a list of wrong ones. */
export const told = ({ from, to, names }: Import) =>
  `${from} imports ${names.length === 0 ? 'types' : names.join(', ')} from ${to}`;

/** Files that import each other in a circle, by way of others or not, types included. */
export function findCircles(imports: readonly Pick<Import, 'from' | 'to'>[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const order = new Map<string, number>();

  const open: string[] = [];
  const circles: string[][] = [];
  // Tarjan: a file from which nothing older can be reached closes the circle of all that is open above it.
  const visit = (file: string): number => {
    order.set(file, order.size);
    open.push(file);
    let low = order.get(file)!;
    for (const target of targets.get(file) ?? []) {
      if (!order.has(target)) low = Math.min(low, visit(target));
      else if (open.includes(target)) low = Math.min(low, order.get(target)!);
    }

    if (low === order.get(file)) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1 || targets.get(file)?.includes(file)) circles.push(circle.sort());
    }
    return low;
  };
  for (const file of targets.keys()) if (!order.has(file)) visit(file);
  return circles;
}

/** Whether an import leads to a package, or to what the runtime has. */
export function isPackage(target: string): boolean {
  return (
    target.startsWith('node:') ||
    (/^(@[\w-]+\/)?[\w-]+(\/[\w./-]+)?$/.test(target) && !/\.tsx?$/.test(target))
  );
}
