import { policyIn } from '../../domain/policies/version-text.ts';
import { welcomePage } from '../../pages/policy-lists.ts';
import { startPage } from '../../pages/start.ts';
import { findUser } from '../../storage/people/users.ts';
import { listPolicies } from '../../storage/policies/policies.ts';
import type { Api } from '../wire/endpoint.ts';
import { isLoopbackHost } from '../wire/loopback.ts';
import { privatePage } from '../wire/page-headers.ts';
import { readAllPolicyVersions } from '../wire/read-checks.ts';
import { readerLanguage } from './reader-language.ts';

/**
 * The root: what to do next where the service is for this machine alone. Everywhere else people find the policies and
 * the way in for those who look after them, and programs are sent on to where the policies are.
 */
export function startRoute({ app, context }: Api): void {
  const { company, mailer, publicUrl, store } = context;
  const isForThisMachine = mailer?.name === 'local' && isLoopbackHost(new URL(publicUrl).host);
  app.use('/', privatePage);
  app.get('/', async (c) => {
    if (isForThisMachine) {
      const [policy = null] = await listPolicies(store.db, { limit: 1 });
      const hasAda = (await findUser(store.db, 'ada')) !== undefined;
      return c.html(await startPage({ company, publicUrl, policy, hasAda }));
    }
    const isForPeople = c.req.header('accept')?.includes('text/html') ?? false;
    if (!isForPeople) return c.redirect('/policies', 302);
    const language = readerLanguage(c);
    const policies = await readAllPolicyVersions(context);
    const facts = { language, company, publicUrl, now: context.now() };
    const inTheirs = policies.map((one) => ({ ...one, policy: policyIn(one.policy, language) }));
    return c.html(await welcomePage(facts, inTheirs));
  });
}
