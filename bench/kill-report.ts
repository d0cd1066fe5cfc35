import type { Told } from './kill-providers.ts';
import type { OwnTally } from './kill-rules.ts';

/** What came of the stories; people count once a story. */
export type Tally = Told &
  OwnTally & {
    readonly stories: number;
    readonly kills: number;
    /** Kills while a call to the provider, or a mail to the relay, was under way. */
    readonly killsInCalls: number;
    /** What an audit of each story's database finds. */
    readonly findings: number;
  };

/** Before the first story. */
export const NOTHING: Tally = {
  ...{ stories: 0, kills: 0, killsInCalls: 0, people: 0, toldOnce: 0, toldTwice: 0, notTold: 0, refused: 0 },
  ...{ unknown: 0, unknownWrongly: 0, recordedWrongly: 0, findings: 0, datedWrongly: 0, silent: 0 },
  silencesWrong: 0,
};

/** Two tallies together. */
export function sum(a: Tally, b: Tally): Tally {
  const names = Object.keys(a) as (keyof Tally)[];
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as Tally;
}

/** What may befall nobody. */
const MUST_BE_NONE = [
  ...(['toldTwice', 'notTold', 'unknownWrongly', 'recordedWrongly'] as const),
  ...(['datedWrongly', 'silencesWrong', 'findings'] as const),
] as const;

/** Whether something befell somebody that may befall nobody. */
export function isBad(tally: Tally): boolean {
  return MUST_BE_NONE.some((name) => tally[name] > 0);
}

/** What is killed, and by which draws. */
export type Asked = {
  readonly rules: string;
  readonly database: string;
  readonly mailer: string;
  readonly seed: number;
  readonly kills: number;
};

/** Prints what came of it all as a table, or as a line of JSON. */
export function print(json: boolean, asked: Asked, tally: Tally, seconds: number): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'kills', ...asked, seconds, ...tally })}\n`);
    return;
  }
  const none = (number: number) => `goal 0       ${number === 0 ? 'met' : 'MISSED'}`;
  const rows: [string, number, string][] = [
    ['seconds', Math.round(seconds), ''],
    ['stories', tally.stories, ''],
    ['kills', tally.kills, `goal ≥ ${asked.kills}   ${tally.kills >= asked.kills ? 'met' : 'MISSED'}`],
    ['  while a call was under way', tally.killsInCalls, ''],
    ['people', tally.people, ''],
    ['told once', tally.toldOnce, ''],
    ['told twice', tally.toldTwice, none(tally.toldTwice)],
    ['lost: not told', tally.notTold, none(tally.notTold)],
    ['refused', tally.refused, ''],
    ['unknown', tally.unknown, ''],
    ['unknown without a reason', tally.unknownWrongly, none(tally.unknownWrongly)],
    ['recorded wrongly', tally.recordedWrongly, none(tally.recordedWrongly)],
    ['dated wrongly', tally.datedWrongly, none(tally.datedWrongly)],
    ['agreed by silence', tally.silent, ''],
    ['silence not recorded once', tally.silencesWrong, none(tally.silencesWrong)],
    ['audit findings', tally.findings, none(tally.findings)],
  ];
  const { database, mailer, rules, seed } = asked;
  process.stdout.write(`${database}, ${mailer}, rules ${rules}, --seed ${seed}\n`);
  for (const [name, number, goal] of rows) {
    process.stdout.write(`${name.padEnd(30)}${number.toLocaleString('en').padStart(10)}  ${goal}\n`);
  }
}
