import { Refusal } from '../../domain/refusal.ts';
import { problemPage, problemsPage } from '../../pages/problem.ts';
import type { Api } from '../wire/endpoint.ts';
import { publicPageHeaders } from '../wire/page-headers.ts';
import { PROBLEMS } from '../wire/problem.ts';
import { PROBLEM_HELP } from './problem-help.ts';

const HEADERS = { ...publicPageHeaders, 'cache-control': 'public, max-age=300', 'x-robots-tag': 'noindex' };

const OTHERS = {
  unavailable: { status: 503, title: 'The service cannot reach its records' },
  internal: { status: 500, title: 'Something went wrong on our side' },
};

/** Where the `type` of a problem leads: a page that says what it means and what to do. */
export function problemRoutes({ app, context, specs }: Pick<Api, 'app' | 'context' | 'specs'>): void {
  const { company } = context;
  const problems = Object.entries({ ...PROBLEMS, ...OTHERS })
    .map(([code, { status, title }]) => ({ code, status, title }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
  app.get('/problems', async (c) => c.html(await problemsPage({ company, problems }), 200, HEADERS));
  app.get('/problems/:code', async (c) => {
    const problem = problems.find(({ code }) => code === c.req.param('code'));
    if (problem === undefined) throw new Refusal('not-found', 'There is no such problem.');
    const operations = specs
      .filter(({ refusals }) => (refusals as readonly string[]).includes(problem.code))
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    const help = PROBLEM_HELP[problem.code as keyof typeof PROBLEM_HELP];
    return c.html(await problemPage({ company, ...problem, help, operations }), 200, HEADERS);
  });
}
