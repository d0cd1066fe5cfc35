/*
 * The record, drawn: the log and its audit, a sample, reports, links for auditors and what those open. Facts in, HTML
 * out; who may see it is said in `http/console/record`.
 */

import { html } from 'hono/html';
import type { Instant } from '../../../domain/instant.ts';
import type { StampOnPage } from '../../evidence/evidence-stamps.ts';
import type { Markup } from '../../layout.ts';
import { selectField, textField } from '../parts/fields.ts';
import { form } from '../parts/form.ts';
import { type FormState, ownState } from '../parts/form-state.ts';
import { livePart, type Progress } from '../parts/live.ts';
import { stats } from '../parts/numbers.ts';
import type { Shown } from '../parts/shell.ts';
import { emptyState, table } from '../parts/table.ts';
import { when } from '../parts/timeline.ts';
import { recordWords as words } from '../words/record.ts';

/** How the audit stands that is run from here. */
export type AuditState =
  | { readonly kind: 'none' }
  | { readonly kind: 'too-large'; readonly records: number }
  | { readonly kind: 'no-background' }
  | { readonly kind: 'running'; readonly since: Instant; readonly pages: number; readonly findings: number }
  | {
      readonly kind: 'done';
      readonly since: Instant;
      readonly endedAt: Instant;
      readonly read: {
        readonly records: number;
        readonly users: number;
        readonly mails: number;
        readonly checkpoints: number;
      };
      readonly findings: number;
      /** The first of them, in words. */
      readonly first: readonly string[];
    }
  | { readonly kind: 'failed'; readonly since: Instant };

/** A version that has reports. */
export type ReportedVersion = {
  readonly policy: string;
  readonly title: string;
  readonly version: number;
  readonly postedAt: Instant;
  readonly timeZone: string;
};

/** A policy to choose. */
export type PolicyName = { readonly policy: string; readonly title: string };

/** The record: its log, its audit, and what is handed over of it. */
export function recordPage({
  log,
  audit,
  versions,
  mayAudit,
  mayShare,
  state,
}: {
  readonly log: {
    readonly size: number;
    readonly waiting: number;
    readonly checkpoint: { readonly size: number; readonly note: string; readonly signedAt: Instant } | null;
    /** The newest that was stamped. */
    readonly stamp: StampOnPage | null;
  };
  readonly audit: AuditState;
  readonly versions: readonly ReportedVersion[];
  readonly mayAudit: boolean;
  readonly mayShare: boolean;
  readonly state: FormState;
}): Shown {
  const { evidence, sample, links } = words;
  return {
    title: words.title,
    done: words.done,
    body: html`<h1>${words.title}</h1>
<p>${words.lead}</p>
<h2 id="log">${words.log.title}</h2>
${logView(log)}
<h2 id="audit">${words.audit.title}</h2>
<p>${words.audit.body}</p>
${auditView(audit, mayAudit, state)}
<h2 id="evidence">${evidence.title}</h2>
<p>${evidence.body}</p>
${form({ to: '/console/record/evidence', state, submit: evidence.submit }, (own) => [
  textField(own, { name: 'person', label: evidence.person }),
  textField(own, {
    ...{ name: 'on', label: evidence.on, hint: evidence.onHint, type: 'date' as const },
    ...{ width: 'short' as const, isOptional: true },
  }),
])}
<h2 id="sample">${sample.title}</h2>
<p>${sample.body}</p>
<p><a class="button" href="/console/record/sample">${sample.link}</a></p>
<h2 id="links">${links.title}</h2>
<p>${links.body}</p>
${mayShare && html`<p><a class="button" href="/console/record/links">${links.link}</a></p>`}
<h2 id="reports">${words.reports.title}</h2>
<p>${words.reports.body}</p>
${reportsView(versions)}`,
  };
}

function logView({ size, waiting, checkpoint, stamp }: Parameters<typeof recordPage>[0]['log']): Markup {
  const { log } = words;
  return html`${stats([
    { label: log.size, value: size },
    { label: log.waiting, value: waiting },
    { label: log.sealed, value: checkpoint?.size ?? 0 },
  ])}
${
  checkpoint === null
    ? html`<p>${log.none}</p>`
    : html`<p>${log.checkpoint} ${when(checkpoint.signedAt)}:</p>
<pre class="note-text" tabindex="0">${checkpoint.note}</pre>
<p>${log.keep}</p>
<p><a href="/log/checkpoint">${log.file}</a> · <a href="/log/key">${log.key}</a></p>`
}
<h3 id="stamps">${log.stamps}</h3>
${stamp === null ? html`<p>${log.noStamp}</p>` : stampView(stamp)}`;
}

function stampView({ size, signedAt, at, by, note }: StampOnPage): Markup {
  const { log } = words;
  return html`<p>${log.stamped(size)} ${when(signedAt)}, ${log.stampedBy} ${by === null ? log.unnamed : html`<b><bdi>${by}</bdi></b>`} ${log.stampedAt} <b>${when(at)}</b>. ${log.proves}</p>
<pre class="note-text" tabindex="0">${note}</pre>`;
}

function auditView(audit: AuditState, mayAudit: boolean, state: FormState): Markup {
  const { audit: own } = words;
  const command = html`<pre tabindex="0">${own.command}</pre>`;
  if (audit.kind === 'too-large') return html`<p>${own.tooLarge(audit.records)}</p>${command}`;
  if (audit.kind === 'no-background') return html`<p>${own.noBackground}</p>${command}`;
  if (audit.kind === 'running') {
    return html`<p>${own.since} ${when(audit.since)}. </p>
${livePart({ label: words.audit.title, at: '/console/record/audit/progress' })}`;
  }
  return html`${auditResult(audit)}
${mayAudit && form({ to: '/console/record/audit', state, submit: own.submit })}`;
}

/** How far the audit is. */
export function auditProgress(audit: AuditState): Progress {
  const { running, sound, unsound, failed } = words.audit;
  const over = { done: 0, all: null, isOver: true };
  if (audit.kind === 'running') return { ...over, said: running(audit.pages, audit.findings), isOver: false };
  if (audit.kind !== 'done') return { ...over, said: failed };
  return { ...over, said: audit.findings === 0 ? sound : unsound(audit.findings) };
}

function auditResult(audit: AuditState): Markup | '' {
  const { audit: own } = words;
  if (audit.kind === 'failed') return html`<p class="receipt">${own.failed}</p>`;
  if (audit.kind !== 'done') return '';
  const { records, users, mails, checkpoints } = audit.read;
  return html`<div class="receipt${audit.findings === 0 ? ' good' : ''}"><p><b>${audit.findings === 0 ? own.sound : own.unsound(audit.findings)}</b></p>
<p>${own.read(records, users, mails, checkpoints)} ${own.since} ${when(audit.since)}, ${own.ended.toLowerCase()} ${when(audit.endedAt)}.</p>
${audit.first.length > 0 && html`<ul>${audit.first.map((one) => html`<li>${one}</li>`)}</ul>`}
<p class="hint">${own.elsewhere}</p></div>`;
}

function reportsView(versions: readonly ReportedVersion[]): Markup {
  const { reports } = words;
  const { columns } = reports;
  if (versions.length === 0) return emptyState({ title: reports.none, body: reports.noneHint });
  const file = ({ policy, version }: ReportedVersion, name: 'acceptances' | 'deliveries') =>
    html`<a href="/console/record/reports/${policy}/${version}/${name}" download>${reports[name]}<span class="visually-hidden"> ${policy} ${version}</span></a>`;
  return table({
    caption: reports.title,
    columns: [columns.policy, columns.version, columns.posted, columns.files],
    rows: versions.map((one) => [
      html`<bdi>${one.title}</bdi>`,
      one.version,
      when(one.postedAt, one.timeZone),
      html`${file(one, 'acceptances')}, ${file(one, 'deliveries')}`,
    ]),
  });
}

/** A sample of people, and the form by which another is drawn. */
export function samplePage({
  policies,
  asked,
  drawn,
  mayOpen,
  state,
}: {
  readonly policies: readonly PolicyName[];
  readonly asked: { readonly policy?: string; readonly version?: string; readonly count?: string };
  /** Null until one is asked for. */
  readonly drawn: {
    readonly people: readonly string[];
    readonly size: number;
    readonly seed: string;
    readonly names: ReadonlyMap<string, string>;
  } | null;
  /** Whether the pages of people may be opened. */
  readonly mayOpen: boolean;
  readonly state: FormState;
}): Shown {
  const { sample, links } = words;
  const own = ownState(state, '/console/record/sample');
  return {
    title: sample.title,
    body: html`<p class="back"><a href="/console/record">${links.back}</a></p>
<h1>${sample.title}</h1>
<p>${sample.body}</p>
<form class="form" method="get" action="/console/record/sample" novalidate>
${selectField(own, {
  ...{ name: 'policy', label: links.policy, value: asked.policy },
  choices: policies.map(({ policy, title }) => ({ value: policy, label: title })),
})}
${textField(own, {
  ...{ name: 'version', label: links.version, hint: links.versionHint, value: asked.version },
  ...{ inputMode: 'numeric', width: 'short', isOptional: true },
})}
${textField(own, {
  ...{ name: 'count', label: sample.count, value: asked.count ?? '25' },
  ...{ inputMode: 'numeric', width: 'short' },
})}
<p class="submit"><button type="submit" class="primary">${sample.submit}</button></p>
</form>
${drawn !== null && sampleView(drawn, mayOpen)}`,
  };
}

function sampleView(
  { people, size, seed, names }: NonNullable<Parameters<typeof samplePage>[0]['drawn']>,
  mayOpen: boolean,
): Markup {
  const { sample } = words;
  if (people.length === 0) return emptyState({ title: sample.empty, body: sample.emptyHint });
  const evidence = (ref: string) => `/console/record/evidence/${encodeURIComponent(names.get(ref) ?? ref)}`;
  const person = (ref: string) => {
    const user = names.get(ref);
    if (user === undefined) return html`<code>${ref}</code>`;
    return mayOpen
      ? html`<a href="/console/people/${encodeURIComponent(user)}"><bdi>${user}</bdi></a>`
      : html`<bdi>${user}</bdi>`;
  };
  return html`<h2>${sample.result}</h2>
<p>${sample.drawn(people.length, size, seed)}</p>
<p class="hint">${sample.how}</p>
${table({
  caption: sample.title,
  columns: [sample.columns.person, sample.columns.evidence],
  rows: people.map((ref) => [
    person(ref),
    html`<a href="${evidence(ref)}?format=html">${sample.page}</a>, <a href="${evidence(ref)}" download>${sample.file}</a>`,
  ]),
})}`;
}
