import { format } from 'node:util';
import { LOG_LEVELS, type Log } from '../actions/context.ts';
import { instantFromMs } from '../domain/instant.ts';
import { REQUEST } from './chosen-lines.ts';

let lines = '';

/**
 * Writes log lines, one JSON object each, to standard output. The lines of requests answered in one turn
 * of the event loop leave in one write, since writing takes as long as looking something up; all others
 * leave at once.
 */
export const writeLog: Log = (level, message, fields = {}) => {
  if (lines === '') setImmediate(flush);
  const head = `{"time":"${instantFromMs(Date.now())}","level":"${level}","message":${JSON.stringify(message)}`;
  const said = JSON.stringify(fields).slice(1);
  lines += `${head}${said === '}' ? '' : ','}${said}\n`;
  if (message !== REQUEST) flush();
};

/** Has whatever else writes to the console, such as a library, write one line of the log. */
export function logConsole(log: Log): void {
  for (const level of LOG_LEVELS) {
    console[level] = (...said: unknown[]) => {
      log(level, 'said on the console', { said: format(...said).split('\n', 1)[0] });
    };
  }
}

function flush(): void {
  if (lines === '') return;
  process.stdout.write(lines);
  lines = '';
}

process.once('exit', flush);
