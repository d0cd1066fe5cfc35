import { LOG_LEVELS, type Log } from '../actions/context.ts';
import type { Config } from './settings/config.ts';

/** The message of the line that each request leaves. */
export const REQUEST = 'request';

/** A log of which only the lines are written that the settings ask for: from a level on, and with or without one for each request. */
export function chosenLines({ level: least, requests }: Config['logs'], log: Log): Log {
  const written = new Set<string>(LOG_LEVELS.slice(LOG_LEVELS.indexOf(least)));
  return (level, message, fields) => {
    if (written.has(level) && (requests || message !== REQUEST)) log(level, message, fields);
  };
}
