import { z } from 'zod';
import type { EvidenceCase, ProvenRecord } from '../../../actions/record/gather-evidence.ts';
import type { MemberRole } from '../../../domain/access/roles.ts';
import { may } from '../../../domain/access/roles.ts';
import { withoutTraces } from './read-person.ts';

/** How evidence is asked for: as a file or a page, and about which day. */
export const evidenceQuery = z.object({
  format: z.enum(['json', 'html']).default('json'),
  /** Whether they were bound at the end of it, in UTC; today where it is not said. */
  on: z.union([z.literal(''), z.iso.date()]).optional(),
});

/** What of a person's records is shown. */
type Shown = Pick<EvidenceCase, 'show'>;

type Format = 'json' | 'html';

/** What a member may see of evidence: all of it, or what does not tell where somebody was. */
export function shownTo(member: { readonly roles: readonly MemberRole[] }, format: Format): Shown {
  return may(member, 'see-traces-of-people') ? {} : { show: withoutTracesIn(format) };
}

/**
 * What an auditor from outside sees: acts about their policy and version, and until they opened who somebody is, nothing
 * that is personal in them.
 */
export function shownToAuditor(
  link: { readonly policy: string; readonly version: number | null },
  isOpened: boolean,
  format: Format,
): Shown {
  const show = isOpened ? withoutTracesIn(format) : withoutPersonal;
  return {
    show: (record) => {
      const { policy, version } = record.read;
      const isOther = policy !== null && policy !== link.policy;
      const isOtherVersion = link.version !== null && version !== null && version !== link.version;
      return isOther || isOtherVersion ? undefined : show(record);
    },
  };
}

/** In a file that is checked a personal part is there whole or not at all, since its hash is over the whole. */
function withoutTracesIn(format: Format): (record: ProvenRecord) => ProvenRecord {
  return (record) => {
    if (record.personal === null) return record;
    const all = JSON.parse(record.personal) as Record<string, string>;
    const { personal } = withoutTraces({ personal: all });
    if (Object.keys(personal).length === Object.keys(all).length) return record;
    return { ...record, personal: format === 'html' ? JSON.stringify(personal) : null };
  };
}

function withoutPersonal(record: ProvenRecord): ProvenRecord {
  return { ...record, personal: null };
}
