import { serve } from '@hono/node-server';
import { createClient } from '@proviso/client';
import { requireAcceptance } from '@proviso/client/hono';
import { Hono } from 'hono';

const { PROVISO_URL: url, PROVISO_KEY: key, PORT: port } = process.env;
const proviso = createClient({ url, key, policies: ['privacy'], fallback: 'let-in' });
await proviso.ready();

const app = new Hono();
const user = (c) => c.req.header('x-user');
app.use(requireAcceptance(proviso, { user, uses: true, open: ['/logout', '/health'] }));
app.get('/', (c) => c.text(`Hello, ${c.get('policyAnswer')?.next ?? 'stranger'}`));
app.get('/health', (c) => c.json(proviso.status()));
serve({ fetch: app.fetch, port: Number(port) });
