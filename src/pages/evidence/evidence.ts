/*
 * Evidence about one person as a page to read, to print and to keep: what it comes to, what happened in the order of
 * time, what mails and texts said, and what of it is proved. For lawyers and judges, and so in English alone.
 */

import { html, raw } from 'hono/html';
import type { Binding } from '../../domain/answers/position.ts';
import type { Company } from '../../domain/company.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import type { Instant } from '../../domain/instant.ts';
import { fillBody, type MailBody, OWN_WORDS } from '../../domain/notices/mail-body.ts';
import { directionOf, messagesIn } from '../../language/languages.ts';
import { diffView } from '../diff/diff-view.ts';
import { layout, type Markup } from '../layout.ts';
import { renderPolicyText } from '../policy-text/policy-text.ts';
import { actDetails, actSentence, type EvidenceAct, instantView } from './evidence-acts.ts';
import { evidenceOpening } from './evidence-opening.ts';

/** What the page of evidence is about. It is for lawyers and judges, and so in English alone. */
export type EvidencePage = {
  readonly company: Company;
  readonly kept: { readonly css: string; readonly policy: string };
  readonly madeAt: Instant;
  readonly person: { readonly user: string | null; readonly ref: string };
  /** Null before any checkpoint was signed. */
  readonly checkpoint: {
    readonly origin: string;
    readonly size: number;
    readonly root: string;
    readonly signedAt: Instant;
  } | null;
  readonly acts: readonly EvidenceAct[];
  readonly titleOf: (policy: string) => string;
  /** The instant that is asked about: whether they were bound then. */
  readonly on: Instant;
  readonly bindings: readonly Binding[];
};

/** The page before and after its parts, which follow one at a time, so that never all of them are in memory. */
export async function evidenceFrame(page: EvidencePage): Promise<readonly [string, string]> {
  const mark = '<!-- parts -->';
  const { company, kept } = page;
  const whole = await layout({
    ...{ title: `Evidence about ${nameOf(page)}`, language: 'en', published: null, kept, isWide: true },
    // A file that is kept has no logo beside it.
    company: { ...company, logo: null },
    footer: 'Made from the record of acts that Proviso keeps.',
    body: html`<div class="evidence">${raw(mark)}</div>`,
  });
  const [before = '', after = ''] = String(whole).split(mark);
  return [before, after];
}

function nameOf({ person }: EvidencePage): string {
  return person.user ?? person.ref;
}

/** What this is, about whom, and all that happened in the order of time. */
export function evidenceStory(page: EvidencePage): Markup {
  const { acts, titleOf, person, checkpoint, madeAt, company } = page;
  const sealed = acts.filter(({ seal }) => seal === 'sealed').length;
  const inTime = acts.toSorted((a, b) =>
    a.at === b.at ? (a.position ?? Infinity) - (b.position ?? Infinity) : a.at < b.at ? -1 : 1,
  );
  return html`<header>
<p class="kicker">Evidence from the record of <bdi>${company.name}</bdi></p>
<h1>What <bdi>${nameOf(page)}</bdi> was told, and what they did</h1>
</header>
${evidenceOpening({ name: nameOf(page), on: page.on, bindings: page.bindings })}
<dl>
<dt>The person</dt><dd>${person.user === null ? (acts.some(({ kind }) => kind === 'erased') ? 'Erased: their name is not known any more' : 'By their pseudonym alone: who they are is not shown here') : html`<bdi>${person.user}</bdi>, as the product calls them`}</dd>
<dt>In the record</dt><dd><code>${person.ref}</code></dd>
<dt>Sealed</dt><dd>${checkpoint === null ? 'Nothing yet: no checkpoint was signed' : html`${sealed} of ${acts.length} acts, by the checkpoint of <bdi>${checkpoint.origin}</bdi> over ${checkpoint.size} records, signed ${instantView(checkpoint.signedAt)}`}</dd>
<dt>This page</dt><dd>Made ${instantView(madeAt)}</dd>
<dt>Its times</dt><dd>In UTC, to the second; the mails that it quotes name their own zone</dd>
</dl>
<section aria-labelledby="story">
<h2 id="story">What happened</h2>
<p class="meta">In the order of time. A filled mark is an act of the person; <code>sha256:</code> is the fingerprint of what an act rests on.</p>
<ol class="story">
${inTime.map(
  (act) => html`<li class="act act-${act.kind}">
<p class="when">${instantView(act.at)} ${sealTag(act)}</p>
<p>${actSentence(act, titleOf)}</p>
${actDetails(act)}
</li>`,
)}
</ol>
</section>`;
}

function sealTag({ seal, position }: EvidenceAct): Markup {
  if (seal === 'sealed') return html`<span class="tag tag-sealed">Record ${position}</span>`;
  if (seal === 'erased')
    return html`<span class="tag">Erased${position !== null && `, record ${position}`}</span>`;
  return html`<span class="tag tag-announced">Not sealed yet</span>`;
}

/** A mail, as the page shows it. */
export type MailOnPage = {
  readonly act: EvidenceAct;
  readonly subject: string;
  readonly text: MailBody;
  readonly link: string | null;
  /** What the provider reported of it, oldest first. */
  readonly reports: readonly EvidenceAct[];
};

/** A heading over parts that follow. */
export function evidenceHeading(title: string, words: string): Markup {
  return html`<h2>${title}</h2><p>${words}</p>`;
}

/** One mail: to whom, what became of it, and what it said. */
export function evidenceMail({ act, subject, text, link, reports }: MailOnPage): Markup {
  const own = JSON.parse(act.personal?.own ?? '{}') as Readonly<Record<string, string>>;
  const words = { ...Object.fromEntries(OWN_WORDS.map((name) => [name, '[erased]'])), ...own };
  const filled = fillBody(text, { url: link ?? '[the link, left out]', words, write: (one) => one });
  const told = reports.map(
    ({ facts, at }) => html`<br>${String(facts.type).replace(/^(email|dsn)\./, '')}, ${instantView(at)}`,
  );
  return html`<article class="exhibit">
<h3><bdi>${subject}</bdi></h3>
<dl>
<dt>From</dt><dd><bdi>${String(act.facts.from ?? '')}</bdi></dd>
<dt>To</dt><dd>${act.personal?.email ? html`<bdi>${act.personal.email}</bdi>` : 'Erased, forgotten, or not shown here'}</dd>
<dt>What became of it</dt><dd>taken by the mail provider, ${instantView(act.at)}${told}</dd>
</dl>
<pre dir="auto">${filled}</pre>
</article>`;
}

/** What a notice compared: the changes from one version to another. */
export function evidenceChanges(
  {
    title,
    from,
    to,
    locale,
  }: { readonly title: string; readonly from: number; readonly to: number; readonly locale: string },
  diff: PolicyDiff,
): Markup {
  return html`<article class="exhibit">
<h3>“<bdi>${title}</bdi>”: from version ${from} to version ${to}</h3>
<div lang="${locale}" dir="${directionOf(locale)}">${diffView(diff, messagesIn('en').diff, { id: `changes-${title.length}-${from}-${to}` })}</div>
</article>`;
}

/** A text, whole: as its readers see it, and as it was posted. */
export function evidenceText(text: {
  readonly title: string;
  readonly version: number;
  readonly locale: string;
  readonly content: string;
  readonly contentHash: string;
  /** Tells it apart from the other texts of the page. */
  readonly id: string;
}): Markup {
  const place = { idPrefix: `${text.id}-`, topLevel: 4 };
  return html`<article class="exhibit">
<h3>“<bdi>${text.title}</bdi>”, version ${text.version}</h3>
<p class="meta">In the language <code>${text.locale}</code>; fingerprint <code>${text.contentHash}</code></p>
<details><summary>The whole text</summary>
${raw(renderPolicyText(text.content, { locale: text.locale, place }).html)}
<details class="source"><summary>As it was posted, to the byte</summary><pre lang="${text.locale}" dir="auto">${text.content}</pre></details>
</details>
</article>`;
}

/** A screen of the product: the words on it, its button, and a picture of it where there is one. */
export function evidenceScreen(screen: {
  readonly id: string;
  readonly name: string;
  readonly edition: number;
  readonly label: string;
  readonly words: string;
  readonly locale: string;
  readonly image: string | null;
}): Markup {
  const { id, name, edition, label, words, locale, image } = screen;
  return html`<article class="exhibit">
<h3>“<bdi>${name}</bdi>”, edition ${edition}</h3>
<p class="meta">Fingerprint <code>sha256:${id}</code></p>
<pre lang="${locale}" dir="auto">${words}</pre>
<p>The button: <q lang="${locale}"><bdi>${label}</bdi></q></p>
${image && html`<p><img class="screen" src="data:image/png;base64,${image}" alt="The screen “${name}”, edition ${edition}, as the product recorded it"></p>`}
</article>`;
}

/** What the proofs prove and what not, each act’s fingerprint, and how anybody can check them. */
export function evidenceProofs({ acts, checkpoint, person }: EvidencePage): Markup {
  const ordered = acts.toSorted((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity));
  return html`<section aria-labelledby="proofs">
<h2 id="proofs">What the proofs prove, and what they do not</h2>
<div class="two">
<div><h3>They prove</h3>
<ul>
<li>that each sealed act above was written down as it stands here, at its place among all others, and that neither it nor what came before was changed, put in or taken out since the checkpoint was signed;</li>
<li>that the texts, the mails and the words of the page are those that the acts rest on, to the byte.</li>
</ul></div>
<div><h3>They do not prove</h3>
<ul>
<li>that the service’s clock was right: the times are its own, in the order of the log, but for those of stamps;</li>
<li>who read a mailbox or sat at a keyboard: a link proves that somebody had the mail;</li>
<li>that a mail was read: only that the provider took it, and what that reported;</li>
<li>who is called <code>${person.ref}</code>, and that no act was left out of this page: that is the word of whoever made it.</li>
</ul></div>
</div>
<p>A checkpoint proves against its own maker only where somebody else kept it. ${
    checkpoint === null
      ? 'None was signed yet, so nothing here is sealed.'
      : html`This one says of ${checkpoint.size} records: <code>${checkpoint.root}</code>`
  }</p>
<h2>How to check it</h2>
<p>This page is for reading. The same evidence as a file, <code>evidence-${person.ref}.json</code>, holds every act to the byte with its proof, and is checked without the service that made it:</p>
<pre>npm run verify -- evidence-${person.ref}.json --key KEY --checkpoint FILE</pre>
<h2>The acts, by their fingerprints</h2>
<table class="ledger">
<thead><tr><th scope="col">Record</th><th scope="col">Act</th><th scope="col">Fingerprint (SHA-256, salted)</th></tr></thead>
<tbody>
${ordered.map(({ position, id, commitment }) => html`<tr><td>${position ?? '–'}</td><td><code>${id}</code></td><td><code>${commitment}</code></td></tr>`)}
</tbody>
</table>
</section>`;
}
