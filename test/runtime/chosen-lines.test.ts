import { expect, test } from 'vitest';
import type { LogLevel } from '../../src/actions/context.ts';
import { chosenLines } from '../../src/runtime/chosen-lines.ts';

const SAID = [
  ['info', 'request'],
  ['info', 'listening'],
  ['warn', 'needs attention'],
  ['error', 'unforeseen'],
] as const;

function written(level: LogLevel, requests: boolean): string[] {
  const lines: string[] = [];
  const log = chosenLines({ level, requests }, (_, message) => lines.push(message));
  for (const [at, message] of SAID) log(at, message);
  return lines;
}

test.each<[LogLevel, boolean, readonly string[]]>([
  ['info', true, ['request', 'listening', 'needs attention', 'unforeseen']],
  ['info', false, ['listening', 'needs attention', 'unforeseen']],
  ['warn', true, ['needs attention', 'unforeseen']],
  ['error', false, ['unforeseen']],
])('from %s on, with a line for each request (%s), these are written: %j', (level, requests, lines) => {
  expect(written(level, requests)).toEqual(lines);
});
