import type { BundledRecord } from './bundle.ts';

type Facts = BundledRecord['record']['facts'];

/** What a record says happened, in a few words, by the word of the record alone; `voidedBy` is what voids it. */
export function tellRecord({ record }: BundledRecord, voidedBy?: string): string {
  const { kind, at, recordedAt, policy, version, actor, facts } = record;
  const of = policy === null ? '' : ` ${policy}${version === null ? '' : ` ${version}`}`;
  const way =
    facts.receivedAt === undefined
      ? ''
      : `, which came by another way: received at ${facts.receivedAt}, entered at ${recordedAt}`;
  const end = voidedBy === undefined ? '' : `; VOIDED, see ${voidedBy}`;
  return `${at}  ${kind}${of}${detail(kind, facts)}${way}${byWhom(actor)}${end}`;
}

function byWhom(actor: string): string {
  return ['provider', 'sender', 'clock'].includes(actor) ? '' : `, by ${actor}`;
}

function detail(kind: string, facts: Facts): string {
  const page = objectOf(facts.page);
  const button = page === null ? '' : `, on the page, with the button "${page.label}"`;
  switch (kind) {
    case 'posted':
      return ` (${facts.change}, in effect from ${facts.effectiveAt})${approvedBy(facts)}`;
    case 'approved':
      return ` (revision ${facts.revision} of draft ${facts.draft}, ${hashesOf(facts.texts)})`;
    case 'asking-paused':
      return ` (nobody was asked from then until ${facts.until}: ${facts.reason})`;
    case 'asking-resumed':
      return ` (people were asked again, before ${facts.until})`;
    case 'translated':
      return ` (in ${facts.locale})`;
    case 'corrected':
      return ` (in ${facts.locale}, edition ${facts.edition}: ${facts.why})`;
    case 'sent':
      return ` (${objectOf(facts.notice)?.kind})`;
    case 'provider-event':
      return ` (${facts.type})`;
    case 'accepted': {
      const use = objectOf(facts.use);
      const bound =
        use === null ? '' : `: a use at ${use.usedAt}, told at ${use.toldAt}, binding from ${use.bindsAt}`;
      return ` (${facts.basis}${bound})${button}`;
    }
    case 'agreed-by-silence':
      return ` (told at ${facts.toldAt}, by ${facts.toldBy})`;
    case 'answered':
      return ` (${facts.answer}${typeof facts.part === 'string' ? ` of ${facts.part}` : ''})${button}`;
    case 'answer-voided':
      return ` (${facts.act}${facts.because === null ? '' : `, since ${facts.because} had come before it`})`;
    case 'leaving':
      return ` (until ${facts.terminatesAt})${button}`;
    case 'cancelled':
      return button;
    default:
      return '';
  }
}

function approvedBy(facts: Facts): string {
  const from = objectOf(facts.from);
  if (from === null) return '';
  const approvals = Array.isArray(from.approvals) ? from.approvals : [];
  const by = approvals.length === 0 ? '' : `, approved: ${approvals.join(', ')}`;
  return `, from revision ${from.revision} of draft ${from.draft}${by}`;
}

function hashesOf(texts: unknown): string {
  return Object.entries(objectOf(texts) ?? {})
    .map(([locale, hash]) => `${locale} ${hash}`)
    .join(', ');
}

function objectOf(value: unknown): Facts | null {
  return typeof value === 'object' && value !== null ? (value as Facts) : null;
}
