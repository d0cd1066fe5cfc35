import type { Context as HonoContext } from 'hono';
import { Refusal } from '../../domain/refusal.ts';
import { type GuideLink, guidePage, guidesPage, titleOfGuide } from '../../pages/guides.ts';
import type { Api } from '../wire/endpoint.ts';
import { publicPageHeaders } from '../wire/page-headers.ts';

const HEADERS = { ...publicPageHeaders, 'cache-control': 'public, max-age=300', 'x-robots-tag': 'noindex' };
const PICTURES: Readonly<Record<string, string>> = {
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
};

/** All guides, by whom they are for. */
export const DOORS: readonly { readonly who: string; readonly names: readonly string[] }[] = [
  { who: 'For everybody', names: ['start', 'compare'] },
  { who: 'For whoever answers for a policy', names: ['legal', 'rules', 'drafts', 'documents', 'console'] },
  { who: 'For support', names: ['support'] },
  { who: 'For auditors and courts', names: ['evidence', 'record', 'audit'] },
  { who: 'For whoever answers for privacy', names: ['privacy'] },
  {
    who: 'For developers of products',
    names: ['integrate', 'assertion', 'webhooks', 'banner', 'rules-api'],
  },
  {
    who: 'For operators',
    names: ['operations', 'settings', 'databases', 'scale', 'mail', 'proxy', 'import'],
  },
  { who: 'For whoever works on it', names: ['architecture', 'notices', 'diff', 'speed'] },
];

/** The guides of `docs/` as pages, where the runtime has files. */
export function guideRoutes({ app, context }: Pick<Api, 'app' | 'context'>): void {
  const { company, readGuide } = context;
  const findGuide = async (name: string): Promise<string | null> => {
    if (!DOORS.some(({ names }) => names.includes(name))) return null;
    const bytes = await readGuide(`${name}.md`);
    return bytes && new TextDecoder().decode(bytes);
  };
  app.get('/docs', async (c) => {
    const doors = DOORS.map(async ({ who, names }) => {
      const guides = names.map(async (name): Promise<GuideLink[]> => {
        const markdown = await findGuide(name);
        return markdown === null ? [] : [{ name, title: titleOfGuide(markdown) }];
      });
      return { who, guides: (await Promise.all(guides)).flat() };
    });
    const open = (await Promise.all(doors)).filter(({ guides }) => guides.length > 0);
    return c.html(await guidesPage({ company, doors: open }), 200, HEADERS);
  });
  const answerPicture = async (c: HonoContext, name: string): Promise<Response | null> => {
    const [, type = ''] = /\.(png|svg|webp)$/.exec(name) ?? [];
    const picture = type === '' ? null : await readGuide(name);
    return picture && c.body(picture, 200, { ...HEADERS, 'content-type': PICTURES[type] ?? '' });
  };
  app.get('/docs/pictures/:name', async (c) => {
    const picture = await answerPicture(c, `pictures/${c.req.param('name')}`);
    if (picture === null) throw new Refusal('not-found', 'There is no such picture.');
    return picture;
  });
  app.get('/docs/:name', async (c) => {
    const name = c.req.param('name');
    const picture = await answerPicture(c, name);
    if (picture !== null) return picture;
    const markdown = await findGuide(name);
    if (markdown === null) throw new Refusal('not-found', 'There is no such guide.');
    return c.html(await guidePage({ company, markdown }), 200, HEADERS);
  });
}
