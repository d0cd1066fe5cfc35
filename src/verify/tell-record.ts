import type { BundledRecord } from './bundle.ts';

type Facts = BundledRecord['record']['facts'];

/** What a record says happened, in a few words, by the word of the record alone. */
export function tellRecord({ record: { kind, at, policy, version, actor, facts } }: BundledRecord): string {
  const of = policy === null ? '' : ` ${policy}${version === null ? '' : ` ${version}`}`;
  return `${at}  ${kind}${of}${detail(kind, facts)}${byWhom(actor)}`;
}

function byWhom(actor: string): string {
  return ['provider', 'sender', 'clock'].includes(actor) ? '' : `, by ${actor}`;
}

function detail(kind: string, facts: Facts): string {
  const page = objectOf(facts.page);
  const button = page === null ? '' : `, on the page, with the button "${page.label}"`;
  switch (kind) {
    case 'posted':
      return ` (${facts.change}, in effect from ${facts.effectiveAt})`;
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
    case 'leaving':
      return ` (until ${facts.terminatesAt})${button}`;
    case 'cancelled':
      return button;
    default:
      return '';
  }
}

function objectOf(value: unknown): Facts | null {
  return typeof value === 'object' && value !== null ? (value as Facts) : null;
}
