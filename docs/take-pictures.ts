/**
 * `npm run pictures -- FOLDER`: pictures of every page and mail in light and dark, on a phone and a desk, in
 * English, German, French, Japanese and Arabic; the best of them stand in `docs/pictures`. It needs fonts for all of
 * these scripts.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { keepRecord } from '../src/actions/upkeep/keep-record.ts';
import type { NoticeKind } from '../src/domain/notices/notice-kind.ts';
import { launchBrowser, type ServedApp, serveTestApp } from '../test/support/browser.ts';
import { RULES_OF_EVERY_KIND } from '../test/support/rules.ts';
import { ADMIN_KEY } from '../test/support/test-app.ts';

const LOOKS = [
  { name: 'desk', width: 1100, colorScheme: 'light' },
  { name: 'desk-dark', width: 1100, colorScheme: 'dark' },
  { name: 'phone', width: 390, colorScheme: 'light' },
  { name: 'phone-dark', width: 390, colorScheme: 'dark' },
] as const;

type Policy = {
  readonly locale: 'en' | 'de' | 'fr' | 'ja' | 'ar';
  readonly title: string;
  readonly timeZone: string;
  readonly texts: readonly [string, string];
  readonly summary: string;
  readonly reason: string;
};

const demo = (version: number) =>
  readFileSync(new URL(`../src/demo/policies/privacy-${version}.md`, import.meta.url), 'utf8');

const POLICIES: readonly Policy[] = [
  {
    locale: 'en',
    title: 'Privacy Policy',
    timeZone: 'Europe/London',
    texts: [demo(1), demo(2)],
    summary:
      'Notes can be summarised by software if you switch it on, and notes in the trash are kept for 90 days.',
    reason: 'The change was announced by mistake.',
  },
  {
    locale: 'de',
    title: 'Datenschutzerklärung',
    timeZone: 'Europe/Berlin',
    texts: [
      '# Datenschutzerklärung\n\n## Kurz gesagt\n\nIhre Notizen gehören Ihnen. Wir verkaufen keine Daten und schalten keine Werbung.\n\n## Was wir speichern\n\n- Ihre E-Mail-Adresse, damit Sie sich anmelden können.\n- Ihre Notizen und Anhänge.\n- Protokolle unserer Server.\n\n## Wie lange\n\nProtokolle löschen wir nach 30 Tagen, Notizen im Papierkorb nach 30 Tagen.\n\n## Ihre Rechte\n\nSie können jederzeit Auskunft, Berichtigung und Löschung verlangen.\n',
      '# Datenschutzerklärung\n\n## Kurz gesagt\n\nIhre Notizen gehören Ihnen. Wir verkaufen keine Daten und schalten keine Werbung.\n\n## Was wir speichern\n\n- Ihre E-Mail-Adresse, damit Sie sich anmelden können.\n- Ihre Notizen und Anhänge.\n- Protokolle unserer Server.\n\n## Zusammenfassungen\n\nWenn Sie es einschalten, fasst eine Software lange Notizen zusammen. Der Text wird danach innerhalb von 24 Stunden gelöscht.\n\n## Wie lange\n\nProtokolle löschen wir nach 30 Tagen, Notizen im Papierkorb nach 90 Tagen, damit Sie länger Zeit haben.\n\n## Ihre Rechte\n\nSie können jederzeit Auskunft, Berichtigung und Löschung verlangen.\n',
    ],
    summary:
      'Software kann Notizen zusammenfassen, wenn Sie es einschalten. Der Papierkorb wird erst nach 90 Tagen geleert.',
    reason: 'Die Änderung wurde versehentlich angekündigt.',
  },
  {
    locale: 'fr',
    title: 'Politique de confidentialité',
    timeZone: 'Europe/Paris',
    texts: [
      '# Politique de confidentialité\n\n## En bref\n\nVos notes vous appartiennent. Nous ne vendons pas vos données et n’affichons pas de publicité.\n\n## Ce que nous conservons\n\n- Votre adresse e-mail, pour vous connecter.\n- Vos notes et leurs pièces jointes.\n- Les journaux de nos serveurs.\n\n## Pendant combien de temps\n\nLes journaux sont effacés après 30 jours, les notes de la corbeille après 30 jours.\n\n## Vos droits\n\nVous pouvez à tout moment demander l’accès, la rectification et l’effacement.\n',
      '# Politique de confidentialité\n\n## En bref\n\nVos notes vous appartiennent. Nous ne vendons pas vos données et n’affichons pas de publicité.\n\n## Ce que nous conservons\n\n- Votre adresse e-mail, pour vous connecter.\n- Vos notes et leurs pièces jointes.\n- Les journaux de nos serveurs.\n\n## Résumés\n\nSi vous l’activez, un logiciel résume vos longues notes. Le texte envoyé est effacé dans les 24 heures.\n\n## Pendant combien de temps\n\nLes journaux sont effacés après 30 jours, les notes de la corbeille après 90 jours, pour vous laisser plus de temps.\n\n## Vos droits\n\nVous pouvez à tout moment demander l’accès, la rectification et l’effacement.\n',
    ],
    summary:
      'Un logiciel peut résumer vos notes si vous l’activez, et la corbeille n’est vidée qu’après 90 jours.',
    reason: 'La modification a été annoncée par erreur.',
  },
  {
    locale: 'ja',
    title: 'プライバシーポリシー',
    timeZone: 'Asia/Tokyo',
    texts: [
      '# プライバシーポリシー\n\n## 概要\n\nノートはお客様のものです。当社がデータを販売することはありません。\n\n## 保存する情報\n\n- ログインに使うメールアドレス\n- ノートと添付ファイル\n- サーバーの記録\n\n## 保存期間\n\nサーバーの記録は30日後に、ゴミ箱のノートは30日後に削除します。\n\n## お客様の権利\n\n開示、訂正、削除をいつでも求めることができます。\n',
      '# プライバシーポリシー\n\n## 概要\n\nノートはお客様のものです。当社がデータを販売することはありません。\n\n## 保存する情報\n\n- ログインに使うメールアドレス\n- ノートと添付ファイル\n- サーバーの記録\n\n## 要約\n\n設定で有効にすると、ソフトウェアが長いノートを要約します。送信した文章は24時間以内に削除されます。\n\n## 保存期間\n\nサーバーの記録は30日後に、ゴミ箱のノートは90日後に削除します。\n\n## お客様の権利\n\n開示、訂正、削除をいつでも求めることができます。\n',
    ],
    summary:
      '設定で有効にすると、ソフトウェアがノートを要約できるようになります。ゴミ箱のノートは90日間保存されます。',
    reason: '誤って公開したためです。',
  },
  {
    locale: 'ar',
    title: 'سياسة الخصوصية',
    timeZone: 'Asia/Riyadh',
    texts: [
      '# سياسة الخصوصية\n\n## باختصار\n\nملاحظاتك ملك لك. نحن لا نبيع بياناتك ولا نعرض إعلانات.\n\n## ما نحتفظ به\n\n- عنوان بريدك الإلكتروني لتسجيل الدخول.\n- ملاحظاتك ومرفقاتك.\n- سجلات خوادمنا.\n\n## مدة الاحتفاظ\n\nنحذف السجلات بعد 30 يومًا، والملاحظات في سلة المهملات بعد 30 يومًا.\n\n## حقوقك\n\nيمكنك في أي وقت طلب الاطلاع على بياناتك وتصحيحها وحذفها.\n',
      '# سياسة الخصوصية\n\n## باختصار\n\nملاحظاتك ملك لك. نحن لا نبيع بياناتك ولا نعرض إعلانات.\n\n## ما نحتفظ به\n\n- عنوان بريدك الإلكتروني لتسجيل الدخول.\n- ملاحظاتك ومرفقاتك.\n- سجلات خوادمنا.\n\n## الملخصات\n\nإذا فعّلت هذه الميزة، يلخّص برنامج ملاحظاتك الطويلة. يُحذف النص المرسل خلال 24 ساعة.\n\n## مدة الاحتفاظ\n\nنحذف السجلات بعد 30 يومًا، والملاحظات في سلة المهملات بعد 90 يومًا.\n\n## حقوقك\n\nيمكنك في أي وقت طلب الاطلاع على بياناتك وتصحيحها وحذفها.\n',
    ],
    summary: 'يمكن لبرنامج أن يلخّص ملاحظاتك إذا فعّلت ذلك، وتُحفظ الملاحظات في سلة المهملات 90 يومًا.',
    reason: 'أُعلن التغيير بطريق الخطأ.',
  },
];

/** Somebody in each state, of each policy: what their page shows, and the mails they got. */
const PEOPLE = ['open', 'accepted', 'leaving', 'withdrawn'] as const;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Usage: npm run pictures -- FOLDER');
mkdirSync(folder, { recursive: true });
const app = await serveTestApp({
  name: 'Lantern Notes',
  url: 'https://lantern.example',
  contact: 'privacy@lantern.example',
  footer: 'Lantern Notes Ltd, 14 Harbour Row, Port Elder. Registered under no. 123456.',
});
const browser = await launchBrowser();
try {
  for (const policy of POLICIES) await takePolicy(app, browser, policy);
} finally {
  await browser.close();
  await app.close();
}

async function takePolicy(app: ServedApp, browser: Browser, policy: Policy): Promise<void> {
  const { locale } = policy;
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await app.ask(method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const publish = async (name: string) => {
    const { title, timeZone, texts, summary } = policy;
    await ask('PUT', `/v1/policies/${name}`, { title, timeZone, locale, reminders: ['P7D'] });
    await ask('POST', `/v1/policies/${name}/versions`, { content: texts[0] });
    const users = name.endsWith('withdrawn') ? ['withdrawn'] : PEOPLE.slice(0, 3);
    for (const user of users) {
      const email = `${user}-${locale}@mail.example`;
      await ask('PUT', `/v1/users/${user}-${locale}`, { email, locale });
      await ask('POST', '/v1/acceptances', { user: `${user}-${locale}`, policy: name, version: 1 });
    }
    await ask('POST', `/v1/policies/${name}/versions`, { content: texts[1], change: 'substantial', summary });
    await app.deliver();
  };
  const name = `privacy-${locale}`;
  const rules = RULES_OF_EVERY_KIND;
  await ask('PUT', `/v1/policies/${name}-ruled`, { title: policy.title, locale, rules });
  await publish(name);
  const links = Object.fromEntries(
    await Promise.all(
      PEOPLE.slice(0, 3).map(async (user) => [user, await reviewPath(app, `${user}-${locale}`, name)]),
    ),
  ) as Record<string, string>;
  await submit(links.accepted ?? '', 'accept');
  await submit(links.leaving ?? '', 'leave');
  await publish(`${name}-withdrawn`);
  links.withdrawn = await reviewPath(app, `withdrawn-${locale}`, `${name}-withdrawn`);
  await ask('POST', `/v1/policies/${name}-withdrawn/versions/2/withdrawal`, { reason: policy.reason });
  for (let i = 0; i < 3; i++) {
    app.wait(1_000);
    await app.deliver();
  }
  const pages: Record<string, string> = {
    start: '/',
    feed: `/policies/${name}/feed`,
    policies: '/policies',
    policy: `/policies/${name}`,
    version: `/policies/${name}/versions/2`,
    history: `/policies/${name}-withdrawn/history`,
    rules: `/policies/${name}/rules`,
    'rules-of-every-kind': `/policies/${name}-ruled/rules`,
    changes: `/policies/${name}/changes/1...2`,
    'side-by-side': `/policies/${name}/changes/1...2?view=side-by-side`,
    'review-open': links.open ?? '',
    'review-accepted': links.accepted ?? '',
    'review-leaving': links.leaving ?? '',
    'review-withdrawn': links.withdrawn,
    'mail-announcement': await mailPath(app, `open-${locale}`, 'announcement', name),
    'mail-receipt-accepted': await mailPath(app, `accepted-${locale}`, 'receipt-accepted', name),
    'mail-receipt-leaving': await mailPath(app, `leaving-${locale}`, 'receipt-leaving', name),
    'mail-withdrawal': await mailPath(app, `withdrawn-${locale}`, 'withdrawal', `${name}-withdrawn`),
  };
  app.wait('P24D');
  await app.deliver();
  pages['mail-reminder'] = await mailPath(app, `open-${locale}`, 'reminder', name);
  while ((await keepRecord(app.context, 'pictures')).nextInMs === 0);
  pages.evidence = `/v1/users/accepted-${locale}/evidence?format=html`;
  await takeAll(pages);
  const receipt = await reviewPath(app, `accepted-${locale}`, name, 'receipt-accepted');
  app.wait('P1Y');
  await takeAll({ receipt });

  async function takeAll(pages: Readonly<Record<string, string>>): Promise<void> {
    for (const look of LOOKS) await takeIn(look, pages);
  }

  async function takeIn(
    look: (typeof LOOKS)[number],
    pages: Readonly<Record<string, string>>,
  ): Promise<void> {
    const window = await browser.newContext({
      extraHTTPHeaders: { authorization: `Bearer ${ADMIN_KEY}` },
      viewport: { width: look.width, height: 760 },
      colorScheme: look.colorScheme,
      locale,
    });
    for (const [page, path] of Object.entries(pages)) await take(page, path);
    await window.close();

    async function take(page: string, path: string): Promise<void> {
      const tab = await window.newPage();
      const width = page.startsWith('mail') && look.width > 760 ? 760 : look.width;
      await tab.setViewportSize({ width, height: 760 });
      await tab.goto(app.url + path);
      const isLong = ['policy', 'version', 'evidence', 'receipt'].includes(page);
      await tab.screenshot({
        path: join(folder as string, `${page}-${locale}-${look.name}.png`),
        fullPage: !isLong,
      });
      await tab.close();
    }
  }
}

async function submit(path: string, action: string): Promise<void> {
  const body = new URLSearchParams({ action, ...(action === 'leave' ? { confirm: 'yes' } : {}) });
  const answer = await fetch(app.url + path, { method: 'POST', body, redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`${action} was answered ${answer.status}`);
}

/** The mail of a kind to a user, as the mailbox shows its HTML part. */
async function mailPath(
  { store }: ServedApp,
  user: string,
  kind: NoticeKind,
  policy: string,
): Promise<string> {
  const { id } = await store.db
    .selectFrom('deliveries')
    .select('id')
    .where('email', '=', `${user}@mail.example`)
    .where('kind', '=', kind)
    .where('release', 'like', `${policy}/%`)
    .executeTakeFirstOrThrow();
  return `/mailbox/${id}/html`;
}

/** Where the link in a mail to a user leads, on this service. */
async function reviewPath(
  app: ServedApp,
  user: string,
  policy: string,
  kind: NoticeKind = 'announcement',
): Promise<string> {
  const mail = await mailPath(app, user, kind, policy);
  const { body } = await app.ask('GET', mail.replace(/html$/, 'text'));
  return /\/review\/[\w.-]+/.exec(body as string)?.[0] ?? '';
}
