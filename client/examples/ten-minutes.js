import { serve } from '@hono/node-server';
import { createClient } from '@proviso/client';
import { requireAcceptance } from '@proviso/client/hono';
import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';

const { PROVISO_URL: url, PROVISO_KEY: key, PORT: port = '3000' } = process.env;
const proviso = createClient({ url, key, policies: ['terms'], fallback: 'let-in' });
await proviso.ready();

const app = new Hono();
// Your own session stands here.
const user = (c) => getCookie(c, 'user');

app.get('/join', async (c) => {
  const terms = await proviso.current('terms');
  return c.html(html`<!doctype html><title>Join</title><form method="post">
    <input type="email" name="email" placeholder="Email" required>
    <label><input type="checkbox" required> I agree to the <a href="${terms.url}">${terms.title}</a></label>
    <input type="hidden" name="version" value="${terms.version}"><button>Join</button></form>`);
});
app.post('/join', async (c) => {
  const { email, version } = await c.req.parseBody();
  const shown = { terms: { version: Number(version) } };
  await proviso.signUp({ user: { id: email, email }, accept: ['terms'], shown, method: 'sign-up form' });
  setCookie(c, 'user', email);
  return c.redirect('/', 303);
});

app.use(requireAcceptance(proviso, { user, open: ['/join'] }));
app.get('/', (c) => c.text(`Hello, ${user(c) ?? 'stranger: join at /join'}`));
serve({ fetch: app.fetch, port: Number(port) });
