import type { z } from 'zod';
import type { Member } from '../../../domain/access/member.ts';
import { may, type Right } from '../../../domain/access/roles.ts';
import { type Cell, csvHead, csvLine } from '../../wire/csv.ts';
import { parseWith } from '../../wire/parse.ts';
import { streamText } from '../../wire/stream-text.ts';
import { requestIdOf } from '../../wire/trace.ts';
import { answerPage, forbiddenPage } from './answer-page.ts';
import { type Console, orRefused, toSignIn } from './screens.ts';
import { findVisitor, freshState } from './visit.ts';

/** A table to download: the names of its columns, and its rows, a page at a time. */
export type DownloadedTable = {
  readonly filename: string;
  readonly columns: readonly string[];
  readonly rows: AsyncGenerator<readonly (readonly Cell[])[]>;
};

/** A table that is downloaded: where it is, who may, and how it is read. */
export type Download<P extends z.ZodType, Q extends z.ZodType> = {
  readonly path: string;
  readonly may: Right;
  readonly params?: P;
  readonly query?: Q;
  readonly read: (asked: {
    readonly params: z.output<P>;
    readonly query: z.output<Q>;
    readonly member: Member;
  }) => Promise<DownloadedTable>;
};

/** Adds a table to download as CSV: it is written while it is read, however long it is. */
export function addDownload<P extends z.ZodType, Q extends z.ZodType>(
  { app, context, declared }: Console,
  download: Download<P, Q>,
): void {
  declared.push({ method: 'GET', path: download.path, may: download.may });
  app.get(download.path.replace(/\{(\w+)\}/g, ':$1'), async (c) => {
    const visitor = await findVisitor(context, c);
    if (visitor === null) return toSignIn(c);
    const { member } = visitor;
    const audience = { member, state: freshState(visitor.secret) };
    if (!may(member, download.may)) {
      return answerPage(context, c, audience, forbiddenPage(member, download.may), 403);
    }
    return orRefused(context, c, audience, async () => {
      const params = parseWith(download.params, c.req.param(), 'path') as z.output<P>;
      const query = parseWith(download.query, c.req.query(), 'query') as z.output<Q>;
      const { filename, columns, rows } = await download.read({ params, query, member });
      const requestId = requestIdOf(c);
      const body = streamText(linesOf(columns, rows), (error) => {
        context.log('error', 'a download broke off', { requestId, file: filename, error: String(error) });
      });
      return c.body(body, 200, {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="${filename}"`,
        'cache-control': 'no-store',
      });
    });
  });
}

async function* linesOf(
  columns: readonly string[],
  pages: AsyncGenerator<readonly (readonly Cell[])[]>,
): AsyncGenerator<string> {
  yield csvHead(columns);
  for await (const rows of pages) yield rows.map(csvLine).join('');
}
