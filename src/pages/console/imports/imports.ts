/*
 * Bringing in people from a file, drawn: choosing the file, saying what its columns are, seeing what that comes to, and
 * how far it is. Each state of an import has its own middle on one page.
 */

import { html } from 'hono/html';
import type { Instant } from '../../../domain/instant.ts';
import type { UserImport } from '../../../domain/people/user-import.ts';
import { textField } from '../parts/fields.ts';
import { form } from '../parts/form.ts';
import type { FormState } from '../parts/form-state.ts';
import type { Shown } from '../parts/shell.ts';
import { list } from '../parts/table.ts';
import { when } from '../parts/timeline.ts';
import { importsWords as words } from '../words/imports.ts';

/** Where imports are. */
export const IMPORTS = '/console/imports';

/** An import in the list of them. */
export type ImportLineShown = Pick<UserImport, 'id' | 'filename' | 'state' | 'lines'> & {
  readonly madeAt: Instant;
};

/** Where a file is chosen, and the imports that there are. */
export function importsPage({
  imports,
  next,
  isLater,
  beginning,
  megabytes,
  timeZone,
  state,
}: {
  readonly imports: readonly ImportLineShown[];
  readonly next: string | null;
  readonly isLater: boolean;
  /** What was searched for. */
  readonly beginning: string;
  /** The most that a file may have. */
  readonly megabytes: number;
  readonly timeZone: string;
  readonly state: FormState;
}): Shown {
  const { columns } = words;
  return {
    title: words.title,
    done: { discarded: words.outcome.discarded },
    body: html`<p class="back"><a href="/console/people">${words.back}</a></p>
<h1>${words.title}</h1>
<p>${words.lead}</p>
${form({ to: IMPORTS, state, submit: words.submit, takesFiles: true }, (own) =>
  textField(own, { name: 'file', label: words.file, hint: words.fileHint(megabytes), type: 'file' }),
)}
<h2>${words.all}</h2>
${list({
  ...{ caption: words.all, at: IMPORTS, next, isLater },
  search: { label: words.search, value: beginning, notFound: words.notFound },
  columns: [columns.file, columns.state, { head: columns.lines, isNumber: true }, columns.made],
  rows: imports.map((one) => [
    html`<a href="${importPath(one.id)}"><bdi>${one.filename}</bdi></a>`,
    words.state[one.state],
    one.lines.toLocaleString('en'),
    when(one.madeAt, timeZone),
  ]),
  empty: words.empty,
})}`,
  };
}

/** Where an import is; `more` goes on from it. */
export function importPath(id: string, more = ''): string {
  return `${IMPORTS}/${id}${more}`;
}
