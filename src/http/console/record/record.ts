/*
 * The record in the console: its log, an audit that runs beside everything else, evidence of one person or of a sample,
 * reports, and links by which auditors from outside read without signing in.
 */

import { z } from 'zod';
import { versionOf } from '../../../actions/answers/read-facts.ts';
import { drawPeople } from '../../../actions/record/draw-people.ts';
import { openCase } from '../../../actions/record/gather-evidence.ts';
import { tellStamp } from '../../../actions/record/gather-stamps.ts';
import { newSecret } from '../../../domain/access/code.ts';
import { may } from '../../../domain/access/roles.ts';
import { invalid } from '../../../domain/refusal.ts';
import { auditProgress, recordPage, samplePage } from '../../../pages/console/record/record.ts';
import { recordWords as words } from '../../../pages/console/words/record.ts';
import { listUsersByRef } from '../../../storage/people/users.ts';
import { findPerson } from '../../../storage/record/evidence.ts';
import { countWaitingRecords, findCheckpoint, findLogHead } from '../../../storage/record/log.ts';
import { findStampState } from '../../../storage/record/stamps.ts';
import { answerReport, REPORTS } from '../../api/reports.ts';
import { answerEvidence, askedAbout } from '../../record/evidence.ts';
import { readAllPolicyVersions, readPolicyVersions } from '../../wire/read-checks.ts';
import { policyName, userId, versionParam } from '../../wire/schemas.ts';
import { evidenceQuery, shownTo } from '../people/shown-evidence.ts';
import { addLive } from '../wire/live.ts';
import { typedLine, typedOrNot } from '../wire/read-fields.ts';
import { addAnswer, addForm, addScreen, type Console } from '../wire/screens.ts';
import { auditsOf } from './record-audit.ts';
import { recordLinks } from './record-links.ts';

/** What can be drawn at once. */
const MOST_DRAWN = 200;

const sampleQuery = z.object({
  policy: policyName.optional(),
  version: z.union([z.literal(''), versionParam]).optional(),
  count: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform((value) => Math.min(Number(value), MOST_DRAWN))
    .optional(),
  seed: z
    .string()
    .regex(/^[0-9A-Za-z-]{1,64}$/)
    .optional(),
  size: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform(Number)
    .optional(),
});

/** The record: its log and its audit, evidence of one person or of a sample, reports, and links for auditors. */
export function recordScreens(console: Console): void {
  const { app, context } = console;
  const { db } = context.store;
  const audits = auditsOf(context);

  const record = addScreen(console, {
    path: '/console/record',
    may: 'see-record',
    show: async ({ member, state }) => {
      const { size } = await findLogHead(db);
      const checkpoint = (await findCheckpoint(db)) ?? null;
      const stamp = (await tellStamp(context, (await findStampState(db)).size)) ?? null;
      const all = await readAllPolicyVersions(context);
      const versions = all.flatMap(({ policy: { policy, title, timeZone }, versions }) =>
        versions
          .map(({ version, postedAt }) => ({ policy, title, version, postedAt, timeZone }))
          .toReversed(),
      );
      return recordPage({
        log: { size, waiting: await countWaitingRecords(db), checkpoint, stamp },
        ...{ audit: await audits.read(), versions, state, mayAudit: true },
        mayShare: may(member, 'share-record'),
      });
    },
  });

  addLive(console, {
    ...{ path: '/console/record/audit/progress', may: 'see-record', label: words.audit.title },
    read: async () => ({ progress: auditProgress(await audits.read()), href: '/console/record#audit' }),
  });

  addForm(console, {
    path: '/console/record/audit',
    on: record,
    may: 'see-record',
    fields: z.object({}),
    act: async () => {
      await audits.begin();
      return '/console/record?done=audit#done';
    },
  });

  addForm(console, {
    path: '/console/record/evidence',
    on: record,
    may: 'see-record',
    fields: z.object({
      person: typedLine(z.string().min(1, { error: words.wrong.person }).pipe(userId)),
      on: typedOrNot(z.iso.date({ error: words.wrong.on })),
    }),
    act: async ({ fields: { person, on } }) => {
      if ((await findPerson(db, person)) === undefined) throw invalid('/person', words.evidence.unknown);
      return `/console/record/evidence/${encodeURIComponent(person)}?format=html${on === undefined ? '' : `&on=${on}`}`;
    },
  });

  addAnswer(console, {
    path: '/console/record/evidence/{person}',
    may: 'see-record',
    params: z.object({ person: userId }),
    query: evidenceQuery,
    answer: async ({ params: { person }, query: { format, on }, member, c }) => {
      const found = await openCase(context, person, null);
      return answerEvidence(
        { app, context },
        c,
        { ...found, ...askedAbout(found, on), ...shownTo(member, format) },
        format,
      );
    },
  });

  addScreen(console, {
    path: '/console/record/sample',
    may: 'see-record',
    query: sampleQuery,
    show: async ({ query, member, state }) => {
      const { policy, version = '', count = 25, seed = newSecret().slice(0, 16), size } = query;
      const policies = (await readAllPolicyVersions(context)).map(({ policy }) => policy);
      const asked = { ...(policy && { policy }), version: String(version), count: String(count) };
      const mayOpen = may(member, 'see-people');
      if (policy === undefined) return samplePage({ policies, asked, drawn: null, mayOpen, state });
      const of = { policy, version: version === '' ? null : version };
      const drawn = await drawPeople(context, of, { seed, count, size });
      const known = await listUsersByRef(db, drawn.people);
      const names = new Map([...known].map(([ref, { user }]) => [ref, user]));
      return samplePage({ policies, asked, drawn: { ...drawn, seed, names }, mayOpen, state });
    },
  });

  addAnswer(console, {
    path: '/console/record/reports/{policy}/{version}/{report}',
    may: 'see-record',
    params: z.object({
      policy: policyName,
      version: versionParam,
      report: z.enum(['acceptances', 'deliveries']),
    }),
    answer: async ({ params: { policy, version, report }, c }) => {
      const { versions } = await readPolicyVersions(context, policy);
      return answerReport(context, c, REPORTS[report], versionOf(versions, policy, version), {});
    },
  });

  recordLinks(console);
}
