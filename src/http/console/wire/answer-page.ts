import type { Context as HonoContext } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Member } from '../../../domain/access/member.ts';
import { type Right, rolesThatMay } from '../../../domain/access/roles.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import type { FormState } from '../../../pages/console/parts/form-state.ts';
import { consolePage, type Shown, statement } from '../../../pages/console/parts/shell.ts';
import { PLACES } from '../../../pages/console/places.ts';
import { rolesSaid } from '../../../pages/console/words/roles.ts';
import { shellWords } from '../../../pages/console/words/shell.ts';
import type { HttpContext } from '../../wire/http-context.ts';
import { PROBLEMS } from '../../wire/problem.ts';

/** To whom a page is answered: a member, or somebody on their way in; and how forms on it stand. */
export type Audience = { readonly member: Member | null; readonly state: FormState };

/** Answers a page of the console. */
export async function answerPage(
  { company }: Pick<HttpContext, 'company'>,
  c: HonoContext,
  { member, state }: Audience,
  shown: Shown,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const did = c.req.method === 'GET' ? (c.req.query('done') ?? null) : null;
  const page = { ...shown, company, member, state, did, places: PLACES, path: c.req.path };
  return c.html(await consolePage(page), status);
}

/** Says that somebody's roles do not cover this, and whose do. */
export function forbiddenPage(member: Member, right: Right): Shown {
  const { title, body, ask } = shellWords.forbidden;
  const who = rolesSaid(rolesThatMay(right), 'or');
  return statement({
    ...{ title, body: [body(who, rolesSaid(member.roles, 'and')), ask] },
    link: { label: shellWords.backHome, href: '/console' },
  });
}

/** Says that a form was sent from elsewhere, and did nothing. */
export function elsewherePage(): Shown {
  const { title, body } = shellWords.wrongOrigin;
  return statement({ title, body: [body] });
}

/** Says why something is refused, where no form is there to say it. */
export function refusedPage({ code, message }: Refusal): Shown {
  const link = { label: shellWords.backHome, href: '/console' };
  return statement({ title: PROBLEMS[code].title, body: [message], link });
}

/** Says that somebody has to wait, and for how long. */
export function waitPage(seconds: number): Shown {
  const { title, body } = shellWords.tooMany;
  return statement({ title, body: [body(seconds)] });
}
