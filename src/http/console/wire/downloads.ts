import type { Context as HonoContext } from 'hono';
import type { z } from 'zod';
import type { Member } from '../../../domain/access/member.ts';
import { may, type Right } from '../../../domain/access/roles.ts';
import { parseWith } from '../../wire/parse.ts';
import { answerPage, forbiddenPage } from './answer-page.ts';
import { type Console, orRefused, routeOf, toSignIn } from './screens.ts';
import { findVisitor, freshState } from './visit.ts';

/** Something that is no page of the console: a file, or a page to keep. */
export type Download<P extends z.ZodType, Q extends z.ZodType> = {
  readonly path: string;
  readonly may: Right;
  readonly params?: P;
  readonly query?: Q;
  readonly answer: (asked: {
    readonly params: z.output<P>;
    readonly query: z.output<Q>;
    readonly member: Member;
    readonly c: HonoContext;
  }) => Promise<Response>;
};

/** Adds something to download, for those alone who may; what is refused is answered as a page. */
export function addDownload<P extends z.ZodType, Q extends z.ZodType>(
  { app, context, declared }: Console,
  download: Download<P, Q>,
): void {
  declared.push({ method: 'GET', path: download.path, may: download.may });
  app.get(routeOf(download.path), async (c) => {
    const visitor = await findVisitor(context, c);
    if (visitor === null) return toSignIn(c);
    const { member } = visitor;
    const audience = { member, state: freshState(visitor.secret) };
    if (!may(member, download.may)) {
      return answerPage(context, c, audience, forbiddenPage(member, download.may), 403);
    }
    return orRefused(context, c, audience, () =>
      download.answer({
        params: parseWith(download.params, c.req.param(), 'path') as z.output<P>,
        query: parseWith(download.query, c.req.query(), 'query') as z.output<Q>,
        ...{ member, c },
      }),
    );
  });
}
