import type { Hono } from 'hono';
import { readChangesInTurn } from '../../actions/read-changes.ts';
import { comparedTexts } from '../../domain/policies/version-text.ts';
import { feedPage } from '../../pages/feed-page.ts';
import { atomFeed, type FeedEntry, jsonFeed } from '../../pages/feeds.ts';
import type { PolicyFacts } from '../../pages/policy.ts';
import type { HttpContext } from '../wire/http-context.ts';
import type { PublicAnswer } from './public-answer.ts';

/** How many versions a feed tells of, the newest first; the history has all. */
const ENTRIES = 20;

/** The feeds of a policy, as Atom (RFC 4287) and as JSON Feed 1.1, with what each version changes; and a page that says so. */
export function feedRoutes(app: Hono, { store }: Pick<HttpContext, 'store'>, answer: PublicAnswer): void {
  app.get('/policies/:policy/feed', (c) =>
    answer.ofPolicy(c, { type: 'text/html' }, (facts) => () => feedPage(facts)),
  );

  app.get('/policies/:policy/feed.xml', (c) =>
    answer.ofPolicy(c, { type: 'application/atom+xml' }, (facts) => async () => {
      const entries = await readEntries(store, facts);
      return entries && atomFeed(facts, entries);
    }),
  );

  app.get('/policies/:policy/feed.json', (c) =>
    answer.ofPolicy(c, { type: 'application/feed+json' }, (facts) => async () => {
      const entries = await readEntries(store, facts);
      return entries && jsonFeed(facts, entries);
    }),
  );
}

/** The newest versions with their changes; null where one has to be worked out and there is no room for it now. */
async function readEntries(
  store: HttpContext['store'],
  { versions }: PolicyFacts,
): Promise<FeedEntry[] | null> {
  const entries: FeedEntry[] = [];
  for (const version of versions.slice(-ENTRIES).toReversed()) {
    const { previous } = version;
    const compared = previous === null ? null : comparedTexts(versions, previous, version, version.locale);
    const diff = compared && (await readChangesInTurn(store, compared));
    if (diff === 'busy') return null;
    entries.push({ version, diff: diff ?? null, diffLocale: compared?.locale ?? version.locale });
  }
  return entries;
}
