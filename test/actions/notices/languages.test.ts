import { expect, test } from 'vitest';
import { fanOutNotices } from '../../../src/actions/notices/fan-out-notices.ts';
import { textToSays } from '../../../src/domain/notices/says.ts';
import { negotiateLanguage } from '../../../src/language/languages.ts';
import { listVersions } from '../../../src/storage/policies/versions.ts';
import { listOpenFanOuts, moveFanOut } from '../../../src/storage/walks/fan-outs.ts';
import { queueReminders, queueWithdrawals } from '../../../src/storage/walks/follow-ups.ts';
import { type LanguageChoice, queueAnnouncements } from '../../../src/storage/walks/queue-notices.ts';
import { findStepReaders, START } from '../../../src/storage/walks/walk-steps.ts';
import { askOk, haveAccepted, havePolicy, havePublished, testApp } from '../../support/arrange.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import type { TestApp } from '../../support/test-app.ts';

/** By user; the policy is in German. */
const LOCALES: Readonly<Record<string, string | null>> = {
  ada: 'de-AT',
  ben: 'pt-BR',
  cora: 'en-GB',
  dan: null,
  eve: 'tlh',
  finn: 'de-AT',
};

/** A policy in German in force, which speakers of several languages hold. */
async function haveSpeakers(app: TestApp, change: Record<string, unknown> = {}): Promise<void> {
  await havePolicy(app, { locale: 'de', ...change });
  for (const [user, locale] of Object.entries(LOCALES)) {
    await askOk(app, 'PUT', `/v1/users/${user}`, { email: `${user}@example.com`, locale });
    await haveAccepted(app, user);
  }
}

const withdraw = (app: TestApp) =>
  askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'We made a mistake.' });

/** The language of everyone's notice of a kind, by user. */
async function languagesOf(app: TestApp, kind: string): Promise<Record<string, string>> {
  const rows = await app.store.db
    .selectFrom('deliveries')
    .innerJoin('users', 'users.ref', 'deliveries.user_ref')
    .innerJoin('chunks', 'chunks.id', 'deliveries.chunk_id')
    .select(['users.user_id', 'deliveries.says', 'chunks.says as chunk'])
    .where('deliveries.kind', '=', kind as 'announcement')
    .execute();
  expect(rows.filter((row) => row.says !== row.chunk)).toEqual([]);
  return Object.fromEntries(rows.map((row) => [row.user_id ?? '', textToSays(row.says).language]));
}

const NEGOTIATED = Object.fromEntries(
  Object.entries(LOCALES).map(([user, locale]) => [user, negotiateLanguage(locale, 'de')]),
);

test('announcement, reminder and withdrawal each go out in the reader’s language, else the policy’s, else English', async () => {
  const mailer = rememberingMailer();
  const app = await testApp({ mailer });
  await haveSpeakers(app, { reminders: ['P1D'] });
  await havePublished(app);
  await app.deliver();
  expect(await languagesOf(app, 'announcement')).toEqual(NEGOTIATED);
  app.wait('P29D');
  await app.deliver();
  expect(await languagesOf(app, 'reminder')).toEqual(NEGOTIATED);
  await withdraw(app);
  await app.deliver();
  expect(await languagesOf(app, 'withdrawal')).toEqual(NEGOTIATED);

  const languageOf = (html: string) => /<html[^>]*\slang="([^"]*)"/.exec(html)?.[1];
  const mails = mailer.batches.flatMap((one) => one.mails);
  expect(mails).toHaveLength(3 * Object.keys(LOCALES).length);
  for (const { to, html } of mails) {
    expect(languageOf(html), to).toBe(NEGOTIATED[to.replace('@example.com', '')]);
  }
});

test('a locale that changes once the notice is queued counts from the next notice on', async () => {
  const app = await testApp({ mailer: null });
  await haveSpeakers(app);
  await havePublished(app);
  await app.deliver();
  app.wait(1000);
  await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com', locale: 'ja' });
  await app.deliver();
  expect(await languagesOf(app, 'announcement')).toEqual(NEGOTIATED);
});

/** What a walk writes in, whatever languages ship. */
const CHOICE: LanguageChoice = {
  otherwise: { language: 'de', textLocales: ['de'] },
  byLocale: [
    { locale: 'de-AT', language: 'de', textLocales: ['de'] },
    { locale: 'pt-BR', language: 'pt', textLocales: ['de'] },
    { locale: 'en-GB', language: 'en', textLocales: ['de'] },
  ],
};
const CHOSEN = { ada: 'de', ben: 'pt', cora: 'en', dan: 'de', eve: 'de', finn: 'de' };

test('a step of each walk takes the language of every user’s own locale, and cuts chunks by it', async () => {
  const app = await testApp({ mailer: null });
  const { db, atomic } = app.store;
  await haveSpeakers(app, { reminders: ['P1D'] });
  await havePublished(app);
  const write = {
    ...{ chunkSize: 100, languages: CHOICE, now: app.clock.now },
  };
  const walkOf = async (kind: string) => {
    const open = await listOpenFanOuts(db, app.clock.now);
    const walk = open.find((one) => one.kind === kind);
    const version = (await listVersions(db, 'privacy')).at(-1);
    if (walk === undefined || version === undefined) throw new Error(`there is no open walk of ${kind}`);
    return { walk, told: [{ version, askedBelow: 0, tense: 'ahead' as const }] };
  };

  const all = { from: START, to: { touchedAt: '9999', ref: '' } };
  const { locales, haveContacts } = await findStepReaders(db, all);
  expect(locales.toSorted()).toEqual(['de-AT', 'en-GB', 'pt-BR', 'tlh']);
  const announced = await walkOf('announcement');
  await atomic([
    moveFanOut(db, announced.walk, { cursor: all.to, command: 'first' }),
    ...queueAnnouncements(db, announced.walk, {
      told: announced.told,
      ...all,
      ...write,
      haveContacts,
      command: 'first',
    }),
  ]);
  expect(await languagesOf(app, 'announcement')).toEqual(CHOSEN);
  expect(await db.selectFrom('chunks').select('says').orderBy('says').execute()).toEqual([
    { says: 'announcement/0/de privacy@2<1!agrees-by-use:de' },
    { says: 'announcement/0/en privacy@2<1!agrees-by-use:de' },
    { says: 'announcement/0/pt privacy@2<1!agrees-by-use:de' },
  ]);

  await db.updateTable('deliveries').set({ state: 'sent' }).execute();
  const ends = { from: '', to: 'zzzz' };
  await db
    .insertInto('user_versions')
    .columns(['user_ref', 'policy', 'version', 'told_at', 'binds_at'])
    .expression((eb) =>
      eb
        .selectFrom('users')
        .select(({ val, cast }) => [
          'ref',
          cast<string>(val('privacy'), 'text').as('policy'),
          cast<number>(val(2), 'integer').as('version'),
          cast<typeof app.clock.now>(val(app.clock.now), 'text').as('told_at'),
          cast<typeof app.clock.now>(val(app.clock.now), 'text').as('binds_at'),
        ]),
    )
    .execute();
  app.wait('P29D');
  const reminded = await walkOf('reminder');
  await atomic([
    moveFanOut(db, reminded.walk, { cursor: START, command: 'second' }),
    ...queueReminders(db, reminded.walk, {
      told: reminded.told,
      ...ends,
      ...write,
      command: 'second',
      toldBy: app.clock.now,
    }),
  ]);
  expect(await languagesOf(app, 'reminder')).toEqual(CHOSEN);

  await withdraw(app);
  const withdrawn = await walkOf('withdrawal');
  await atomic([
    moveFanOut(db, withdrawn.walk, { cursor: START, command: 'third' }),
    ...queueWithdrawals(db, withdrawn.walk, {
      ...{ told: withdrawn.told, replaced: [], isAwaited: false },
      ...{ ...ends, ...write, command: 'third' },
    }),
  ]);
  expect(await languagesOf(app, 'withdrawal')).toEqual(CHOSEN);
  // Nobody is told twice by the walks that go on from there.
  while (await fanOutNotices(app.context));
  expect(await languagesOf(app, 'announcement')).toEqual(CHOSEN);
});
