import type { ReadFileLines } from '../../../actions/people/import-file.ts';
import type { ImportLine } from '../../../actions/people/read-import-line.ts';
import { agreedTo, cellsToUser } from '../../../domain/people/sheet.ts';
import type { SheetColumns } from '../../../domain/people/user-import.ts';
import { importsWords as words } from '../../../pages/console/words/imports.ts';
import { parseImportedUser, parseJsonLine } from '../../api/import.ts';

/** Reads lines of a file that was kept as an import by API has them. */
export const readFileLines: ReadFileLines = ({ heading, columns, format }, lines) =>
  lines.map(([line, said]): ImportLine => {
    if (said === null) return { line, detail: words.refused.unreadable };
    if (format === 'json') {
      const user = typeof said === 'string' ? parseJsonLine(said) : words.refused.unreadable;
      return typeof user === 'string' ? { line, detail: user } : { line, ...user };
    }
    if (columns === null || typeof said === 'string') return { line, detail: words.refused.unreadable };
    const value = cellsToUser(said, heading, columns);
    const named = { named: said[columns.uses.indexOf('user')]?.trim().slice(0, 200) ?? '' };
    const user = typeof value === 'string' ? value : parseImportedUser(value);
    if (typeof user !== 'string') return { line, ...user };
    return { line, detail: byColumns(user, heading, columns), ...named };
  });

/** What is wrong with a line, by the names of its columns where it is said by those of the API. */
function byColumns(wrong: string, heading: readonly string[], { uses }: SheetColumns): string {
  return wrong.replace(
    /(^|; )\/([^/\s]+)(?:\/([^/\s]+))?\S*/g,
    (_, before: string, name: string, part = '') => {
      const column = heading[uses.indexOf(name === 'accepted' ? agreedTo(part) : name)];
      return `${before}${column === undefined ? part || name : `“${column}”`}`;
    },
  );
}
