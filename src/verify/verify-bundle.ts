/*
 * Checks evidence offline, for a stranger: what a bundle holds is what was written and stands in the log.
 * It shares no code with who writes the record, so that they cannot share an error.
 */

import { type Bundle, readBundle } from './bundle.ts';
import { checkApprovals } from './check-approvals.ts';
import { checkContents } from './check-contents.ts';
import { checkLog, type Known } from './check-log.ts';
import { checkRecords } from './check-records.ts';
import { checkSilences } from './check-silences.ts';
import { checkStamps } from './check-stamps.ts';
import { checkVoidings, voidedActs } from './check-voidings.ts';
import type { Finding } from './finding.ts';
import { tellRecord } from './tell-record.ts';

/** Everything that was found in a bundle. */
export type Report = {
  readonly bundle: Bundle;
  readonly log: readonly Finding[];
  /** One for each record, in the order of the bundle. */
  readonly records: readonly Finding[];
  readonly contents: readonly Finding[];
  /** Whether nothing in it is other than it says. */
  readonly holds: boolean;
};

/**
 * Checks a bundle of evidence with nothing but itself and what is known from elsewhere. It shares no code
 * with the service that wrote it, so that an error there is found here. Throws Unusable where it is none.
 */
export function verifyBundle(text: string, known: Known): Report {
  const bundle = readBundle(text);
  const checked = checkLog(bundle, known);
  const log = [...checked.findings, ...checkStamps(bundle, checked, known.authorities ?? null)];
  const records = checkRecords(bundle, checked.checkpoint);
  const contents = [
    ...checkContents(bundle),
    ...checkApprovals(bundle),
    ...checkSilences(bundle),
    ...checkVoidings(bundle),
  ];
  const all = [...log, ...records, ...contents];
  return { bundle, log, records, contents, holds: all.every(({ state }) => state !== 'fails') };
}

const MARKS = { holds: '✓', fails: '✗', open: '–' } as const;

/** A report in words, with the verdict at its end. */
export function reportToText(report: Report): string {
  const { bundle, log, records, contents } = report;
  const { user, madeAt, diffs } = bundle;
  const named = user.id === null ? 'whose name was erased' : `called ${JSON.stringify(user.id)}`;
  const order = records
    .map((finding, i) => ({ finding, record: bundle.records[i]! }))
    .toSorted((a, b) => (a.record.position ?? Infinity) - (b.record.position ?? Infinity));
  const voided = voidedActs(bundle.records.map(({ record }) => record));
  const lines = [
    `Evidence about ${user.ref}, ${named}; made ${madeAt}.`,
    '',
    'The log',
    ...log.map(tell),
    '',
    'The records, in the order of the log',
    ...order.flatMap(({ finding, record }) => [
      ` ${MARKS[finding.state]} ${tellRecord(record, voided.get(record.record.id))}`,
      `     ${finding.about}: ${finding.words}`,
    ]),
    '',
    'What they rest on',
    ...contents.map(tell),
    '',
    'By the word of whoever made the bundle alone',
    ` – when it was made, whose pseudonym ${user.ref} is, and that no record was left out`,
    ...(diffs.length === 0
      ? []
      : [
          ` – the list of changes (${diffs.map(({ policy, from, to }) => `${policy} ${from} to ${to}`).join(', ')}): an aid for reading; the texts themselves are checked above`,
        ]),
    '',
    ...verdict(report),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** A line without what would move a terminal's cursor or turn its direction: a bundle can hold any text. */
function printable(line: string): string {
  return line.replaceAll(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`,
  );
}

function tell({ state, about, words }: Finding): string {
  return ` ${MARKS[state]} ${about}: ${words}`;
}

function verdict({ holds, log, records, contents }: Report): string[] {
  const failed = [...log, ...records, ...contents].filter(({ state }) => state === 'fails');
  if (!holds) {
    const checks = log.length + records.length + contents.length;
    return [`DOES NOT HOLD: ${failed.length} of ${checks} checks failed.`, ...failed.map(tell)];
  }
  const sealed = records.filter(({ state }) => state === 'holds').length;
  const erased = records.filter(({ words }) => words.startsWith('erased')).length;
  const unsealed = records.filter(({ words }) => words.startsWith('not sealed'));
  const told = `${sealed} of ${records.length} records are what was written and stand in the log`;
  return [
    `HOLDS${unsealed.length === 0 ? '' : ' AS FAR AS IT IS SEALED'}: ${told}${erased === 0 ? '' : `; ${erased} erased`}.`,
    ...(unsealed.length === 0 ? [] : ['Nobody vouches yet for these, nor for what rests on them alone:']),
    ...unsealed.map(tell),
    'It shows that nothing of this was changed since the checkpoint; not that a clock was right, nor who',
    'read a mailbox or sat at a keyboard.',
  ];
}
