import { z } from 'zod';
import type { Member } from '../../../domain/access/member.ts';
import type { Right } from '../../../domain/access/roles.ts';
import { liveFrame, type Progress } from '../../../pages/console/parts/live.ts';
import { FRAMED_PAGE_POLICY } from '../../wire/page-headers.ts';
import { addAnswer, type Console } from './screens.ts';

/** After so many seconds the frame comes anew. */
const EVERY_SECONDS = 3;

/** Work that can be followed: who may, how far it is, and where what comes of it stands. */
export type Followed<P extends z.ZodType> = {
  /** Where the frame is, which `livePart` puts on a page. */
  readonly path: string;
  readonly may: Right;
  readonly params?: P;
  readonly label: string;
  readonly read: (
    params: z.output<P>,
    member: Member,
  ) => Promise<{ readonly progress: Progress; readonly href: string }>;
};

/** Adds the frame in which work is followed: it comes anew by itself, without a script, until the work ended or it is held still. */
export function addLive<P extends z.ZodType>(
  console: Console,
  { path, may, params, label, read }: Followed<P>,
): void {
  addAnswer(console, {
    ...{ path, may, ...(params && { params }) },
    query: z.object({ still: z.literal('yes').optional() }),
    answer: async ({ params: of, query: { still }, member, c }) => {
      const { progress, href } = await read(of, member);
      const comesAnew = !progress.isOver && still === undefined;
      return c.html(await liveFrame(progress, { label, href }), 200, {
        'content-security-policy': FRAMED_PAGE_POLICY,
        ...(comesAnew && { refresh: String(EVERY_SECONDS) }),
      });
    },
  });
}
