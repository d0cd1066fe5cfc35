import { createClient, decidePassage } from '@proviso/client';
import fastify from 'fastify';

const { PROVISO_URL: url, PROVISO_KEY: key, PORT: port } = process.env;
const proviso = createClient({ url, key, policies: ['privacy'], fallback: 'let-in' });
await proviso.ready();

const app = fastify();
const user = (request) => request.headers['x-user'];
const gate = { user, uses: true, open: ['/logout', '/health'] };
app.addHook('onRequest', async (request, reply) => {
  const visit = {
    request,
    method: request.method,
    path: request.url.split('?', 1)[0],
    url: () => new URL(request.url, `${request.protocol}://${request.host}`).href,
    wantsPage: () => request.headers.accept?.includes('text/html') ?? false,
  };
  const passage = await decidePassage(proviso, gate, visit);
  request.policyAnswer = passage.answer;
  if (passage.kind === 'redirect') return reply.redirect(passage.url, 303);
  if (passage.kind === 'refuse') return reply.code(passage.status).type(passage.type).send(passage.body);
});
app.get('/', (request) => `Hello, ${request.policyAnswer?.next ?? 'stranger'}`);
app.get('/health', () => proviso.status());
await app.listen({ port: Number(port) });
