import { html } from 'hono/html';
import { addMs } from '../../../domain/instant.ts';
import { agreedTo, COLUMN_USES } from '../../../domain/people/sheet.ts';
import { type FileLine, IMPORT_LIFETIME_MS, type UserImport } from '../../../domain/people/user-import.ts';
import type { Markup } from '../../layout.ts';
import { type Choice, checkField, selectField, textField } from '../parts/fields.ts';
import { form } from '../parts/form.ts';
import type { FormState } from '../parts/form-state.ts';
import { livePart, type Progress } from '../parts/live.ts';
import { type Stat, stats } from '../parts/numbers.ts';
import type { Shown } from '../parts/shell.ts';
import { table } from '../parts/table.ts';
import { when } from '../parts/timeline.ts';
import { importsWords as words } from '../words/imports.ts';
import { IMPORTS, importPath } from './imports.ts';

/** What the page of an import shows. */
export type ShownImport = {
  readonly one: UserImport;
  readonly madeBy: string;
  readonly timeZone: string;
  /** The first lines of its file, while that is kept. */
  readonly first: readonly FileLine[];
  /** What each column may be. */
  readonly guessed: readonly string[];
  readonly policies: readonly {
    readonly policy: string;
    readonly title: string;
    readonly timeZone: string;
  }[];
  /** The first of the lines that were refused. */
  readonly refused: readonly {
    readonly line: number;
    readonly user: string | null;
    readonly detail: string;
  }[];
  readonly state: FormState;
};

/** One import: what is to be said of its file, what it comes to, or how far it is. */
export function importPage(shown: ShownImport): Shown {
  const { one, madeBy, timeZone } = shown;
  const { facts } = words;
  return {
    title: `${one.filename}: ${words.state[one.state]}`,
    done: words.outcome,
    body: html`<p class="back"><a href="${IMPORTS}">${words.all}</a></p>
<h1><bdi>${one.filename}</bdi></h1>
<dl>
<dt>${facts.lines}</dt><dd>${one.lines.toLocaleString('en')}</dd>
<dt>${facts.letters}</dt><dd>${words.letters[one.encoding] ?? one.encoding}</dd>
<dt>${facts.made}</dt><dd>${when(one.madeAt, timeZone)}</dd>
<dt>${facts.by}</dt><dd><bdi>${madeBy}</bdi></dd>
<dt>${facts.until}</dt><dd>${when(addMs(one.movedAt, IMPORT_LIFETIME_MS), timeZone)}, ${words.untilHint}</dd>
</dl>
${middle(shown)}`,
  };
}

/** How far an import is. */
export function importProgress({ state, counts, lines: all }: UserImport): Progress {
  const isOver = state !== 'checking' && state !== 'importing';
  const said = isOver && state !== 'reading' ? words.outcome[state] : words.progress(counts.lines, all);
  return { said, done: counts.lines, all, isOver };
}

function middle(shown: ShownImport): Markup {
  const { one, state } = shown;
  if (one.state === 'reading') return html`<p>${words.reading}</p>${discard(one, state)}`;
  if (one.state === 'read')
    return html`${preview(shown)}${columnsForm(shown, words.map.submit)}${discard(one, state)}`;
  if (one.state === 'checking' || one.state === 'importing') return underWay(one, state);
  if (one.state === 'checked') return checked(shown);
  if (one.state === 'stopped') {
    return html`<p>${words.stopped(one.counts.lines, one.lines)}</p>
${counted(one)}
${form({ to: importPath(one.id, '/start'), state, submit: words.goOn })}
${refusals(shown)}${discard(one, state)}`;
  }
  return html`<p>${words.done}</p>
${counted(one)}
<p><a class="button" href="/console/people">${words.people}</a></p>
${refusals(shown)}${discard(one, state)}`;
}

function underWay(one: UserImport, state: FormState): Markup {
  return html`<p>${words[one.state === 'checking' ? 'checking' : 'importing']} ${words.goesOn}</p>
${livePart({ label: words.howFar, at: importPath(one.id, '/progress') })}
${form({ to: importPath(one.id, '/stop'), state, submit: words.stop, isDanger: true })}`;
}

function checked(shown: ShownImport): Markup {
  const { one, state } = shown;
  const { fresh, known, same, refused } = one.counts;
  const changed = known - same;
  const isWorthIt = fresh + known > 0;
  return html`<p>${isWorthIt ? words.checked : words.allRefused}</p>
${counted(one)}
${isWorthIt && changed + fresh === 0 && html`<p>${words.unchanged}</p>`}
${isWorthIt && refused > 0 && html`<p>${words.refusedStay}</p>`}
${isWorthIt && form({ to: importPath(one.id, '/start'), state, submit: words.start(fresh, changed) })}
${refusals(shown)}
${
  one.format === 'sheet' &&
  html`<details${state.posted === importPath(one.id) && html` open`}><summary>${words.map.again}</summary>
${preview(shown)}${columnsForm(shown, words.map.again)}</details>`
}
${discard(one, state)}`;
}

function counted(one: UserImport): Markup {
  const { counts } = words;
  const { fresh, known, same, refused, agreeing } = one.counts;
  const isDry = one.state === 'checked';
  const toRefused = refused > 0 ? { href: '#refused' } : {};
  const of: readonly Stat[] = [
    { label: counts.fresh, value: fresh },
    ...(isDry
      ? [
          { label: counts.changed, value: known - same },
          { label: counts.same, value: same },
        ]
      : [{ label: counts.known, value: known }]),
    { label: counts.refused, value: refused, ...toRefused },
    ...(agreeing > 0 ? [{ label: counts.agreeing, value: agreeing }] : []),
  ];
  return html`${stats(of)}
<p class="hint">${words.countsHint}</p>`;
}

function refusals({ one, refused }: ShownImport): Markup | '' {
  if (refused.length === 0) return '';
  const { title, first, columns, download } = words.refusals;
  return html`<h2 id="refused">${title}</h2>
<p>${first(refused.length, one.counts.refused)}</p>
${table({
  caption: title,
  columns: [columns.line, columns.user, columns.detail],
  rows: refused.map(({ line, user, detail }) => [
    line.toLocaleString('en'),
    html`<bdi>${user ?? ''}</bdi>`,
    detail,
  ]),
})}
<p><a class="button" href="${importPath(one.id, '/refused.csv')}" download>${download}</a></p>`;
}

function discard({ id }: UserImport, state: FormState): Markup {
  return html`<h2>${words.discard}</h2>
<p>${words.discardHint}</p>
${form({ to: importPath(id, '/discard'), state, submit: words.discard, isDanger: true })}`;
}

function preview({ one, first }: ShownImport): Markup {
  const title = words.preview(first.length);
  if (one.format === 'json') {
    return html`<h2>${title}</h2>
<p>${words.json}</p>
<pre tabindex="0">${first.map(([, said]) => `${typeof said === 'string' ? said : words.refused.unreadable}\n`)}</pre>`;
  }
  return html`<h2>${title}</h2>
${table({
  caption: title,
  columns: [
    words.line,
    ...one.heading.map((name, at) => (name === '' ? words.map.column(name, at + 1) : name)),
  ],
  rows: first.map(([line, said]) => [
    line.toLocaleString('en'),
    ...(said === null || typeof said === 'string'
      ? [words.refused.unreadable]
      : one.heading.map((_, at) => html`<bdi>${said[at] ?? ''}</bdi>`)),
  ]),
})}`;
}

function columnsForm({ one, first, guessed, policies, state }: ShownImport, submit: string): Markup {
  const { map } = words;
  if (one.format === 'json') return form({ to: importPath(one.id), state, submit });
  return html`<h2>${map.title}</h2>
<p>${map.body}</p>
${form({ to: importPath(one.id), state, submit }, (own) => [
  ...one.heading.map((name, at) =>
    selectField(own, {
      ...{ name: `column-${at}`, label: map.column(name, at + 1), hint: map.example(examplesOf(first, at)) },
      ...{ choices: usesOf(name || map.column('', at + 1), policies), value: guessed[at] ?? '' },
    }),
  ),
  textField(own, {
    ...{ name: 'source', label: map.source, hint: map.sourceHint, isOptional: true },
    value: one.columns?.source ?? '',
  }),
  checkField(own, {
    ...{ name: 'earlier', label: map.earlier, values: isEarlierTaken(one) ? ['yes'] : [] },
    choices: [{ value: 'yes', label: map.earlierBox, hint: map.earlierHint }],
  }),
])}`;
}

function isEarlierTaken({ columns }: UserImport): boolean {
  return Object.keys(columns?.knownSince ?? {}).length > 0;
}

function usesOf(name: string, policies: ShownImport['policies']): readonly Choice[] {
  const { uses } = words.map;
  return [
    { value: '', label: uses.none },
    ...COLUMN_USES.map((use) => ({
      value: use,
      label: use === 'attribute' ? uses.attribute(name) : uses[use],
    })),
    ...policies.map(({ policy, title, timeZone }) => ({
      value: agreedTo(policy),
      label: uses.agreed(title, timeZone),
    })),
  ];
}

/** A few values of a column, so that its name need not be understood. */
function examplesOf(first: readonly FileLine[], at: number): readonly string[] {
  const values = first.flatMap(([, said]) => {
    const value = Array.isArray(said) ? String(said[at] ?? '').trim() : '';
    return value === '' ? [] : [value.length > 40 ? `${value.slice(0, 40)}…` : value];
  });
  return [...new Set(values)].slice(0, 3);
}
