import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Misuse } from './exit.ts';

/** Which service is asked, and with which key. */
export type Profile = { readonly url: string; readonly key: string };

type Env = Readonly<Record<string, string | undefined>>;

const READ_BY_OTHERS = 0o077;

/**
 * Finds the service and the key: `PROVISO_URL` and `PROVISO_KEY` of the environment, else of the profile, a
 * file of such lines that nobody else may read. A key is never an argument: those are seen by everybody on
 * the machine.
 */
export function readProfile(env: Env): Profile {
  const path = env.PROVISO_PROFILE || join(homedir(), '.config', 'proviso', 'profile');
  const kept = env.PROVISO_URL && env.PROVISO_KEY ? {} : readLines(path, Boolean(env.PROVISO_PROFILE));
  const url = env.PROVISO_URL || kept.PROVISO_URL;
  const key = env.PROVISO_KEY || kept.PROVISO_KEY;
  if (!url || !key) {
    throw new Misuse(
      `Set PROVISO_URL and PROVISO_KEY, or write them into ${path} (a line each, NAME=value; chmod 600).`,
    );
  }
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new Misuse('PROVISO_URL is no http(s) address.');
  return { url: url.replace(/\/+$/, ''), key: key.trim() };
}

function readLines(path: string, isAsked: boolean): Record<string, string> {
  let text: string;
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & READ_BY_OTHERS) !== 0) {
      throw new Misuse(`${path} may be read by others: chmod 600 it.`);
    }
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Misuse || isAsked) {
      throw error instanceof Misuse ? error : new Misuse(`Cannot read ${path}.`);
    }
    return {};
  }
  const pairs = [...text.matchAll(/^\s*(PROVISO_\w+)\s*=\s*(.*?)\s*$/gm)];
  return Object.fromEntries(pairs.map(([, name, value]) => [name!, value!]));
}
