import { html } from 'hono/html';
import type { Instant } from '../../domain/instant.ts';
import type { Markup } from '../layout.ts';
import type { EvidencePage } from './evidence.ts';
import { instantView } from './evidence-acts.ts';

/** A checkpoint that a time-stamping authority signed, as pages tell of it. */
export type StampOnPage = {
  /** How many records the checkpoint is over. */
  readonly size: number;
  readonly note: string;
  /** When it was signed, by the clock of the service. */
  readonly signedAt: Instant;
  /** The time of the authority. */
  readonly at: Instant;
  /** As the certificate in the stamp has it; null where there is none in it. */
  readonly by: string | null;
};

/** By when the acts were in the record, as somebody else vouches, and what of that remains belief. */
export function evidenceStamps(
  { acts, person }: Pick<EvidencePage, 'acts' | 'person'>,
  stamps: readonly StampOnPage[],
): Markup {
  const sealed = acts.flatMap(({ seal, position }) =>
    seal === 'sealed' && position !== null ? position : [],
  );
  const last = stamps.at(-1)?.size ?? 0;
  const later = acts.length - sealed.filter((position) => position <= last).length;
  return html`<section aria-labelledby="stamps">
<h2 id="stamps">By when this was in the record</h2>
${
  stamps.length === 0
    ? html`<p>No time-stamping authority has vouched for any of these acts. By when they were in the record rests on the clock of the service, and on the checkpoints that others have kept.</p>`
    : html`<p>Somebody outside, a time-stamping authority, signed these states of the record together with the time of their own clock (RFC 3161).</p>
${stamps.map((stamp, i) => {
  const from = stamps[i - 1]?.size ?? 0;
  const covered = sealed.filter((position) => position > from && position <= stamp.size);
  return stampView(stamp, covered);
})}
<h3>What remains belief</h3>
<ul>
<li>that the authority is who its stamp names, and that its clock was right: whoever has its certificate from elsewhere checks the first with <code>npm run verify -- evidence-${person.ref}.json --key KEY --tsa-cert FILE</code>;</li>
<li>when, before the stamp, an act was written down: for that there is the clock of the service alone;</li>
<li>by when ${later === 0 ? 'anything that is recorded later' : html`the other ${later} of the ${acts.length} acts on this page`} was in the record: ${later === 0 ? 'that has no stamp yet' : 'those were recorded after the last of these stamps, or their seals were erased with the person'}.</li>
</ul>`
}
</section>`;
}

function stampView({ size, note, signedAt, at, by }: StampOnPage, covered: readonly number[]): Markup {
  const who =
    by === null ? 'an authority that its stamp does not name' : html`<strong><bdi>${by}</bdi></strong>`;
  return html`<article class="exhibit stamp">
<p>The state of the record as of ${instantView(signedAt)} was stamped by ${who} at <strong>${instantView(at)}</strong>. ${
    covered.length === 0
      ? 'None of the acts on this page that can still be shown was in it before.'
      : html`This proves that ${covered.length === 1 ? 'this act was' : `these ${covered.length} acts were`} in the record by then, as ${covered.length === 1 ? 'it stands' : 'they stand'} here: ${covered.length === 1 ? 'record' : 'records'} ${rangesOf(covered)}.`
  }</p>
<p class="meta">The checkpoint that was stamped, over ${size} records:</p>
<pre>${note}</pre>
</article>`;
}

/** Positions as people write them: `3, 5–9`. */
function rangesOf(positions: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const position of positions.toSorted((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range !== undefined && range[1] === position - 1) range[1] = position;
    else ranges.push([position, position]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
