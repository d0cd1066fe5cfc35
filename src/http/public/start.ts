import { startPage } from '../../pages/start.ts';
import { findUser } from '../../storage/people/users.ts';
import { listPolicies } from '../../storage/policies/policies.ts';
import type { Api } from '../wire/endpoint.ts';
import { isLoopbackHost } from '../wire/loopback.ts';
import { privatePage } from '../wire/page-headers.ts';

/** The root: what to do next where the service is for this machine alone, and the policies everywhere else. */
export function startRoute({ app, context }: Api): void {
  const { company, mailer, publicUrl, store } = context;
  const isForThisMachine = mailer?.name === 'local' && isLoopbackHost(new URL(publicUrl).host);
  app.use('/', privatePage);
  app.get('/', async (c) => {
    if (!isForThisMachine) return c.redirect('/policies', 302);
    const [policy = null] = await listPolicies(store.db, { limit: 1 });
    const hasAda = (await findUser(store.db, 'ada')) !== undefined;
    return c.html(await startPage({ company, publicUrl, policy, hasAda }));
  });
}
