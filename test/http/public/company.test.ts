import { expect, test } from 'vitest';
import { haveAdaTold, havePolicy, testApp } from '../../support/arrange.ts';
import { expectValid } from '../../support/valid-html.ts';

const LOOK = {
  name: 'Łantern & Söhne',
  color: '#7a1fa2',
  logo: 'logo.png',
  contact: 'https://lantern.example/help?a=1&b=2',
  footer: 'Lantern Ltd, 14 Harbour Row. <No. 123>',
} as const;

test('a company’s name, colour, logo, contact and legal line stand on its pages', async () => {
  const app = await testApp({ company: LOOK });
  await havePolicy(app);
  const { body } = await app.ask('GET', '/policies/privacy', undefined, { authorization: '' });
  expectValid(body);
  expect(body).toContain('<img class="logo" src="/assets/logo.png" alt="Łantern &amp; Söhne" height="32">');
  expect(body).toContain('href="https://lantern.example/help?a=1&amp;b=2"');
  expect(body).toContain('Lantern Ltd, 14 Harbour Row. &lt;No. 123&gt;');
  expect((await app.ask('GET', '/company.css')).body).toContain('--accent: #7a1fa2;');
});

test('the same stand in its mails, HTML and text, with the logo only where mail programs show it', async () => {
  for (const logo of ['logo.png', 'logo.svg']) {
    const app = await testApp({ company: { ...LOOK, logo } });
    await haveAdaTold(app);
    const { id } = await app.store.db
      .selectFrom('deliveries')
      .select('id')
      .where('sent_at', 'is not', null)
      .executeTakeFirstOrThrow();
    const { body: html } = await app.ask('GET', `/mailbox/${id}/html`);
    expect(html).toContain('background-color:#7a1fa2');
    expect(html.includes('src="http://localhost:8787/assets/logo.png"')).toBe(logo === 'logo.png');
    for (const words of ['Łantern &amp; Söhne', 'Lantern Ltd, 14 Harbour Row. &lt;No. 123&gt;']) {
      expect(html).toContain(words);
    }
    const { body: text } = await app.ask('GET', `/mailbox/${id}/text`);
    for (const words of ['Łantern & Söhne', LOOK.contact, LOOK.footer]) expect(text).toContain(words);
  }
});
