import { html } from 'hono/html';
import type { Instant } from '../../domain/instant.ts';
import type { Markup } from '../layout.ts';
import type { Shown } from './parts/shell.ts';
import { table } from './parts/table.ts';
import { when } from './parts/timeline.ts';
import { operationsWords as words } from './words/operations.ts';

/** How the service stands, for whoever operates it. */
export type OperationsFacts = {
  readonly needs: readonly { readonly detail: string; readonly href?: string }[];
  readonly queue: {
    readonly due: number;
    readonly leased: number;
    readonly later: number;
    readonly held: number;
    readonly oldestDueAt: Instant | null;
  };
  readonly provider: {
    readonly name: 'resend' | 'smtp' | 'local' | 'none';
    readonly intervalMs: number;
    /** Null while it takes mails. */
    readonly pausedUntil: Instant | null;
    readonly problem: string | null;
  };
  readonly unknown: number;
  /** Null where this process does not say. */
  readonly rounds: { readonly done: number; readonly failed: number; readonly longestSeconds: number } | null;
  readonly record: { readonly size: number; readonly waiting: number; readonly signedAt: Instant | null };
  /** What happened, where the database was restored. */
  readonly restore: string | null;
  readonly about: {
    readonly version: string | null;
    readonly database: 'SQLite' | 'PostgreSQL' | 'D1';
    readonly migration: string;
    readonly missing: readonly string[];
    readonly remarks: readonly { readonly setting: string; readonly detail: string }[];
  };
};

/** The path of the list of mails of which nobody can tell. */
export const UNKNOWN_PATH = '/console/operations/unknown';

/** How the service stands, and where somebody has to see to something. */
export function operationsPage(facts: OperationsFacts): Shown {
  const { needs, unknown } = facts;
  return {
    title: words.title,
    body: html`<h1>${words.title}</h1>
<h2>${words.needs}</h2>
${
  needs.length === 0
    ? html`<p>${words.nothing}</p>`
    : html`<ul class="needs">${needs.map(({ detail, href }) => html`<li>${href === undefined ? detail : html`<a href="${href}">${detail}</a>`}</li>`)}</ul>`
}
${queue(facts)}
<h2>${words.unknown.title}</h2>
<p>${unknown === 0 ? words.unknown.none : html`<a href="${UNKNOWN_PATH}">${words.unknown.link(unknown)}</a>`}</p>
${provider(facts)}
${rounds(facts)}
${record(facts)}
${runs(facts)}`,
  };
}

function queue({ queue: { oldestDueAt, ...of } }: OperationsFacts): Markup {
  const { queue: said } = words;
  return html`<h2>${said.title}</h2>
<p>${oldestDueAt === null ? said.none : html`${said.oldest} ${when(oldestDueAt)}.`} ${said.hint}</p>
${table({
  caption: said.caption,
  columns: [said.state, { head: said.batches, isNumber: true }, said.means],
  rows: (['due', 'leased', 'later', 'held'] as const).map((state) => [
    said[state][0],
    of[state].toLocaleString('en'),
    said[state][1],
  ]),
})}`;
}

function provider({ provider: { name, intervalMs, pausedUntil, problem } }: OperationsFacts): Markup {
  const { provider: said } = words;
  return html`<h2>${said.title}</h2>
<dl>
<dt>${said.mailer}</dt><dd>${said.mailers[name]}</dd>
<dt>${said.interval}</dt><dd>${said.ms(intervalMs)}</dd>
${
  pausedUntil === null
    ? html`<dt>${said.state}</dt><dd>${said.free}</dd>`
    : html`<dt>${said.paused}</dt><dd>${when(pausedUntil)}</dd>${problem !== null && html`<dt>${said.problem}</dt><dd>${problem}</dd>`}`
}
</dl>`;
}

function rounds({ rounds: of }: OperationsFacts): Markup {
  const { rounds: said } = words;
  if (of === null) return html`<h2>${said.title}</h2><p>${said.none}</p>`;
  return html`<h2>${said.title}</h2>
<p>${said.hint}</p>
<dl>
<dt>${said.done}</dt><dd>${of.done.toLocaleString('en')}</dd>
<dt>${said.failed}</dt><dd>${of.failed.toLocaleString('en')}${of.failed > 0 && html` ${said.failedHint}`}</dd>
<dt>${said.longest}</dt><dd>${said.seconds(of.longestSeconds)}</dd>
</dl>`;
}

function record({ record: of, restore, about }: OperationsFacts): Markup {
  const { record: said } = words;
  return html`<h2>${said.title}</h2>
<dl>
<dt>${said.size}</dt><dd>${of.size.toLocaleString('en')}</dd>
<dt>${said.waiting}</dt><dd>${of.waiting.toLocaleString('en')}</dd>
<dt>${said.signed}</dt><dd>${of.signedAt === null ? said.never : when(of.signedAt)}</dd>
<dt>${said.restore}</dt><dd>${restore ?? said.noRestore}</dd>
<dt>${said.backups}</dt><dd>${said.backupsHint[about.database]}</dd>
</dl>`;
}

function runs({ about }: OperationsFacts): Markup {
  const { runs: said } = words;
  return html`<h2>${said.title}</h2>
<dl>
<dt>${said.version}</dt><dd>${about.version ?? said.unknown}</dd>
<dt>${said.database}</dt><dd>${about.database}</dd>
<dt>${said.migration}</dt><dd>${about.migration}</dd>
<dt>${said.missing}</dt><dd>${about.missing.length === 0 ? said.none : about.missing.join(', ')}</dd>
</dl>
<h3>${said.settings}</h3>
${
  about.remarks.length === 0
    ? html`<p>${said.safe}</p>`
    : html`<dl>${about.remarks.map(({ setting, detail }) => html`<dt><code>${setting}</code></dt><dd>${detail}</dd>`)}</dl>`
}`;
}
