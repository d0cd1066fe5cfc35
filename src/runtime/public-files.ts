import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MiddlewareHandler } from 'hono';
import { answerFixed, type FixedAnswer, fixAnswer } from '../http/wire/fixed-answer.ts';

const FOLDER = fileURLToPath(new URL('../../public/', import.meta.url));

/** What a file is, by the ending of its name; a browser takes nothing else for anything. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * The files of `public/`, which are served under `/assets/`. They are read when the process starts, and from
 * memory after that: nobody can have the service open files, and no path leads to another file.
 */
export function publicFiles(): MiddlewareHandler {
  const files = new Map<string, FixedAnswer>();
  for (const entry of readdirSync(FOLDER, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = `/${relative(FOLDER, path).split(sep).join('/')}`;
    const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
    files.set(name, fixAnswer(readFileSync(path), { 'content-type': type, 'cache-control': FRESH }));
  }
  return async (c, next) => {
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
    const file = isRead ? files.get(c.req.path.replace(/^\/assets/, '')) : undefined;
    return file === undefined ? next() : answerFixed(c, file);
  };
}

/** Kept, and asked for anew, so that a page and its style sheet are of one program. */
const FRESH = 'public, max-age=0, must-revalidate';

const GUIDES = new URL('../../docs/', import.meta.url);

/** Reads a file of `docs/`, or a picture of them, by its name; null where there is none. Names that are more than that are none. */
export async function readGuide(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!/^(?:pictures\/)?[\w-]+\.\w+$/.test(name)) return null;
  try {
    return new Uint8Array(await readFile(new URL(name, GUIDES)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
