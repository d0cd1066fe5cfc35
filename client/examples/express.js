import { createClient } from '@proviso/client';
import { requireAcceptance } from '@proviso/client/express';
import express from 'express';

const { PROVISO_URL: url, PROVISO_KEY: key, PORT: port } = process.env;
const proviso = createClient({ url, key, policies: ['privacy'], fallback: 'let-in' });
await proviso.ready();

const app = express();
const user = (request) => request.get('x-user');
app.use(requireAcceptance(proviso, { user, uses: true, open: ['/logout', '/health'] }));
app.get('/', (request, response) => response.send(`Hello, ${request.policyAnswer?.next ?? 'stranger'}`));
app.get('/health', (_, response) => response.json(proviso.status()));
app.listen(port);
