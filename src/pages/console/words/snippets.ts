// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is code that is shown, and none of ours

/** A framework, and what its app writes, line by line. */
export type Snippet = {
  readonly id: string;
  readonly title: string;
  /** The example of the client package that it is to the letter, which a test holds it to. */
  readonly file: string;
  readonly lines: readonly string[];
};

/** What products write to ask this service, in the order in which it is shown. */
export const SNIPPETS: readonly Snippet[] = [
  {
    id: 'hono',
    title: 'Hono',
    file: 'hono.js',
    lines: [
      "import { serve } from '@hono/node-server';",
      "import { createClient } from '@proviso/client';",
      "import { requireAcceptance } from '@proviso/client/hono';",
      "import { Hono } from 'hono';",
      '',
      'const { PROVISO_URL: url, PROVISO_KEY: key, PORT: port } = process.env;',
      "const proviso = createClient({ url, key, policies: ['privacy'], fallback: 'let-in' });",
      'await proviso.ready();',
      '',
      'const app = new Hono();',
      "const user = (c) => c.req.header('x-user');",
      "app.use(requireAcceptance(proviso, { user, uses: true, open: ['/logout', '/health'] }));",
      "app.get('/', (c) => c.text(`Hello, ${c.get('policyAnswer')?.next ?? 'stranger'}`));",
      "app.get('/health', (c) => c.json(proviso.status()));",
      'serve({ fetch: app.fetch, port: Number(port) });',
    ],
  },
  {
    id: 'express',
    title: 'Express',
    file: 'express.js',
    lines: [
      "import { createClient } from '@proviso/client';",
      "import { requireAcceptance } from '@proviso/client/express';",
      "import express from 'express';",
      '',
      'const { PROVISO_URL: url, PROVISO_KEY: key, PORT: port } = process.env;',
      "const proviso = createClient({ url, key, policies: ['privacy'], fallback: 'let-in' });",
      'await proviso.ready();',
      '',
      'const app = express();',
      "const user = (request) => request.get('x-user');",
      "app.use(requireAcceptance(proviso, { user, uses: true, open: ['/logout', '/health'] }));",
      "app.get('/', (request, response) => response.send(`Hello, ${request.policyAnswer?.next ?? 'stranger'}`));",
      "app.get('/health', (_, response) => response.json(proviso.status()));",
      'app.listen(port);',
    ],
  },
  {
    id: 'fastify',
    title: 'Fastify',
    file: 'fastify.js',
    lines: [
      "import { createClient, decidePassage } from '@proviso/client';",
      "import fastify from 'fastify';",
      '',
      'const { PROVISO_URL: url, PROVISO_KEY: key, PORT: port } = process.env;',
      "const proviso = createClient({ url, key, policies: ['privacy'], fallback: 'let-in' });",
      'await proviso.ready();',
      '',
      'const app = fastify();',
      "const user = (request) => request.headers['x-user'];",
      "const gate = { user, uses: true, open: ['/logout', '/health'] };",
      "app.addHook('onRequest', async (request, reply) => {",
      '  const visit = {',
      '    request,',
      '    method: request.method,',
      "    path: request.url.split('?', 1)[0],",
      '    url: () => new URL(request.url, `${request.protocol}://${request.host}`).href,',
      "    wantsPage: () => request.headers.accept?.includes('text/html') ?? false,",
      '  };',
      '  const passage = await decidePassage(proviso, gate, visit);',
      '  request.policyAnswer = passage.answer;',
      "  if (passage.kind === 'redirect') return reply.redirect(passage.url, 303);",
      "  if (passage.kind === 'refuse') return reply.code(passage.status).type(passage.type).send(passage.body);",
      '});',
      "app.get('/', (request) => `Hello, ${request.policyAnswer?.next ?? 'stranger'}`);",
      "app.get('/health', () => proviso.status());",
      'await app.listen({ port: Number(port) });',
    ],
  },
  {
    id: 'next',
    title: 'Next, in proxy.js',
    file: 'next/proxy.js',
    lines: [
      "import { createClient } from '@proviso/client';",
      "import { acceptanceOf } from '@proviso/client/next';",
      "import { NextResponse } from 'next/server';",
      '',
      'const { PROVISO_URL: url, PROVISO_KEY: key } = process.env;',
      "const proviso = createClient({ url, key, policies: ['privacy'], fallback: 'let-in' });",
      "const user = (request) => request.headers.get('x-user');",
      '',
      "export const config = { matcher: '/((?!_next/).*)' };",
      '',
      'export async function proxy(request) {',
      "  const gate = { user, uses: true, open: ['/logout', '/health'] };",
      '  return (await acceptanceOf(proviso, request, gate)) ?? NextResponse.next();',
      '}',
    ],
  },
];

/** What an app installs before. */
export const INSTALL = 'npm install @proviso/client';

/** The code of a snippet, with the address of a service in it where the example takes it from its environment. */
export function snippetFor({ lines }: Pick<Snippet, 'lines'>, address: string): string {
  return lines
    .flatMap((line) => {
      const [, others] = /^const \{ PROVISO_URL: url, (.+)$/.exec(line) ?? [];
      return others === undefined ? [line] : [`const url = '${address}';`, `const { ${others}`];
    })
    .join('\n');
}
