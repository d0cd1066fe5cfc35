import type { Context as HonoContext } from 'hono';
import { readChangesInTurn } from '../../actions/read-changes.ts';
import { editionOf } from '../../domain/policies/editions.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { latestStanding, versionInForce } from '../../domain/policies/timeline.ts';
import { comparedTexts, policyIn, prevailingLocale } from '../../domain/policies/version-text.ts';
import { companyStyle } from '../../pages/company-style.ts';
import { type CompareView, comparePage } from '../../pages/compare.ts';
import { historyPage, olderHistoryPage } from '../../pages/history.ts';
import { type PolicyFacts, policyPage, versionPage } from '../../pages/policy.ts';
import { policiesPage } from '../../pages/policy-lists.ts';
import { changesPath } from '../../pages/public-paths.ts';
import { rulesPage } from '../../pages/rules.ts';
import { findCalendar, type StoredCalendar } from '../../storage/policies/calendars.ts';
import type { Database } from '../../storage/store.ts';
import type { Api } from '../wire/endpoint.ts';
import { answerFixed, fixAnswer } from '../wire/fixed-answer.ts';
import { readAllPolicyVersions } from '../wire/read-checks.ts';
import { contentHash } from '../wire/schemas.ts';
import { feedRoutes } from './feeds.ts';
import type { ReadText } from './kept-texts.ts';
import { findNamed, publicAnswer } from './public-answer.ts';

const PAGE = { type: 'text/html' } as const;
const WITH_RELATED = { ...PAGE, hasRelated: true } as const;

/** The public pages of policies, and their feeds: for everybody, without a key, and nothing is kept of who reads. */
export function publicRoutes({ app, context }: Api, readText: ReadText): void {
  const answer = publicAnswer(context);

  app.get('/policies', async (c) => {
    const policies = await readAllPolicyVersions(context);
    return answer.ofAll(c, policies, (facts) =>
      policiesPage(
        facts,
        policies.map((one) => ({ ...one, policy: policyIn(one.policy, facts.language) })),
      ),
    );
  });

  app.get('/policies/:policy', (c) =>
    answer.ofPolicy(c, WITH_RELATED, (facts) => async () => {
      const current = versionInForce(facts.versions, facts.now);
      return policyPage(facts, current && (await readText(facts.policy, current, facts.language)));
    }),
  );

  app.get('/policies/:policy/versions/:version', (c) => {
    // An edition that was corrected, by its hash.
    const hash = contentHash.safeParse(c.req.query('text')).data;
    return answer.ofPolicy(c, { ...WITH_RELATED, variant: hash ?? '' }, (facts) => {
      const latest = versionNamed(facts, c.req.param('version'));
      const version = latest && (hash === undefined ? latest : editionOf(latest, hash));
      return (
        version &&
        (async () => versionPage(facts, version, await readText(facts.policy, version, facts.language)))
      );
    });
  });

  app.get('/policies/:policy/rules', async (c) => {
    const calendar = await calendarOf(context.store.db, c.req.param('policy'));
    const variant = calendar?.command ?? '';
    // Rules change with no version, and nothing says when they did.
    return answer.ofPolicy(c, { ...PAGE, variant, isDated: false }, (facts) => async () => {
      const current = versionInForce(facts.versions, facts.now);
      // Rules name sections by the headings of what prevails.
      const prevails = current && prevailingLocale(current);
      const text =
        current === null || prevails === null
          ? null
          : await readText(facts.policy, { ...current, locale: prevails });
      return rulesPage(facts, { calendar, text, prevails: prevails ?? facts.policy.locale });
    });
  });

  app.get('/policies/:policy/history', (c) => answer.ofPolicy(c, PAGE, (facts) => () => historyPage(facts)));

  app.get('/policies/:policy/history/:range', (c) =>
    answer.ofPolicy(c, PAGE, (facts) => olderHistoryPage(facts, c.req.param('range'))),
  );

  // Where the form on a comparison leads, and a comparison of nothing in particular.
  app.get('/policies/:policy/changes', async (c) => {
    const found = await findNamed(context.store.db, c.req.param('policy'));
    const to = found && (versionNamed(found, c.req.query('to')) ?? latestStanding(found.versions));
    if (!to) return answer.missing(c);
    const from = versionNamed(found, c.req.query('from'))?.version ?? to.previous ?? to.version;
    const path = changesPath(found.policy, from, to.version);
    const kept = new URLSearchParams();
    const asked = c.req.query('lang');
    if (asked) kept.set('lang', asked);
    if (viewOf(c) !== 'inline') kept.set('view', viewOf(c));
    return c.redirect(kept.size === 0 ? path : `${path}?${kept}`, 302);
  });

  app.get('/policies/:policy/changes/:pair', (c) => {
    const view = viewOf(c);
    return answer.ofPolicy(c, { ...PAGE, variant: view }, (facts) => {
      const [, before, after] = /^(\d+)\.\.\.(\d+)$/.exec(c.req.param('pair')) ?? [];
      const from = versionNamed(facts, before)?.version;
      const to = versionNamed(facts, after);
      if (from === undefined || to === undefined) return undefined;
      return async () => {
        const isSame = from === to.version;
        const compared = comparedTexts(facts.versions, from, to, to.locale);
        const diff = isSame ? null : await readChangesInTurn(context.store, compared);
        if (diff === undefined) throw new Error('a version has no text');
        return diff === 'busy' ? null : comparePage(facts, { from, to, view, compared }, diff);
      };
    });
  });

  feedRoutes(app, context, answer);
  companyStyleRoute({ app, context });
}

/** The stored calendar that the rules of a policy name, if they do. */
async function calendarOf(db: Database, policy: string): Promise<StoredCalendar | null> {
  const name = (await findNamed(db, policy))?.policy.rules?.calendar;
  return typeof name === 'string' ? ((await findCalendar(db, name)) ?? null) : null;
}

/** The company's colours, as pages ask for them. */
function companyStyleRoute({ app, context }: Pick<Api, 'app' | 'context'>): void {
  const style = fixAnswer(companyStyle(context.company), {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=300',
  });
  app.get('/company.css', (c) => answerFixed(c, style));
}

/** The version of that number, written as numbers are; undefined where there is none. */
function versionNamed(
  { versions }: Pick<PolicyFacts, 'versions'>,
  number: string | undefined,
): Version | undefined {
  return versions.find((one) => String(one.version) === number);
}

function viewOf(c: HonoContext): CompareView {
  return c.req.query('view') === 'side-by-side' ? 'side-by-side' : 'inline';
}
