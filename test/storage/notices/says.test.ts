import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { fanOutNotices } from '../../../src/actions/notices/fan-out-notices.ts';
import { noticeFor } from '../../../src/domain/notices/notice-for.ts';
import { saysToText, textToSays } from '../../../src/domain/notices/says.ts';
import { listPositions, listTerminations } from '../../../src/storage/answers/user-facts.ts';
import { saysSql } from '../../../src/storage/notices/says.ts';
import { listVersions } from '../../../src/storage/policies/versions.ts';
import {
  askOk,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_2,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';

const TEXT_4 = `${TEXT_3}\nAnd after.\n`;

describe('what a notice says', () => {
  test('is the same text in SQL and in code', async () => {
    const { store } = await testApp();
    const text = sql<{ says: string }>`SELECT ${saysSql({
      ...{ kind: 'reminder', round: 2, language: sql`CAST('pt' AS TEXT)` },
      tells: [
        {
          ...{ policy: 'privacy', version: 12, isTold: null },
          ...{ base: sql`coalesce(NULL, CAST(3 AS INTEGER))`, outcome: sql`CAST('is-asked' AS TEXT)` },
          textLocale: sql`CAST('zh-Hans' AS TEXT)`,
        },
        ...(['1 = 0', '1 = 1'] as const).map((isTold, i) => ({
          ...{ policy: 'terms', version: i + 1, isTold: sql<boolean>`${sql.raw(isTold)}`, base: sql`0` },
          ...{ outcome: sql`CAST('unrecorded' AS TEXT)`, textLocale: sql`CAST('en' AS TEXT)` },
        })),
      ],
    })} AS says`;
    const { rows } = await text.execute(store.db);
    expect(rows[0]?.says).toBe('reminder/2/pt privacy@12<3!is-asked:zh-Hans terms@2<0!unrecorded:en');
    expect(saysToText(textToSays(rows[0]?.says ?? ''))).toBe(rows[0]?.says);
  });

  test.each([
    ['announced ahead', 'P1D'],
    ['about to take effect', 'P29DT12H'],
  ])('is decided by SQL for many as by the rules for each: %s', async (_, after) => {
    const app = await testApp({ mailer: null });
    await havePolicy(app);
    // One holds each version, one nothing, in two languages.
    await haveUsers(app, 'none', 'one', 'two', 'three');
    await askOk(app, 'PUT', '/v1/users/deutsch', { email: 'deutsch@example.com', locale: 'de' });
    for (const user of ['one', 'two', 'three', 'deutsch']) await haveAccepted(app, user);
    await havePublished(app, { content: TEXT_2, acceptance: 'explicit' });
    await havePublished(app, { content: TEXT_3 });
    await haveAccepted(app, 'two', 2);
    await haveAccepted(app, 'three', 3);
    await havePublished(app, { content: TEXT_4 });
    app.wait(after);
    while (await fanOutNotices(app.context));

    const { db } = app.store;
    const deliveries = await db
      .selectFrom('deliveries')
      .innerJoin('users', 'users.ref', 'deliveries.user_ref')
      .select(['users.user_id', 'user_ref', 'says', 'release'])
      .execute();
    expect(deliveries.map(({ user_id, release }) => `${user_id} ${release}`).toSorted()).toHaveLength(12);
    const versions = await listVersions(db, 'privacy');
    for (const { user_ref: ref, says, user_id } of deliveries) {
      const queued = textToSays(says);
      const version = versions.find((one) => one.version === queued.tells[0]?.version);
      if (version === undefined) throw new Error('a delivery tells of no version');
      const positions = (await listPositions(db, [ref], 'privacy', 0)).get(ref) ?? [];
      const terminations = (await listTerminations(db, [ref])).get(ref) ?? [];
      const facts = { versions, positions, terminations };
      const told = [{ version, versions, remindedAt: null, facts }];
      const due = noticeFor(queued, told, app.clock.now);
      expect(due && saysToText(due), `${user_id} ${says}`).toBe(says);
    }
    const said = deliveries.filter(({ release }) => release === 'privacy/4');
    const soon = after === 'P1D' ? '' : '.soon';
    expect(Object.fromEntries(said.map(({ user_id, says }) => [user_id, says]))).toEqual({
      none: `announcement/0/en privacy@4<1!unrecorded${soon}:en`,
      one: `announcement/0/en privacy@4<1!is-asked${soon}:en`,
      two: `announcement/0/en privacy@4<2!agrees-by-use${soon}:en`,
      three: `announcement/0/en privacy@4<3!agrees-by-use${soon}:en`,
      deutsch: `announcement/0/de privacy@4<1!is-asked${soon}:en`,
    });
  });
});
