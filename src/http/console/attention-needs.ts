import type { Attention } from '../../actions/upkeep/read-attention.ts';
import type { Need } from '../../pages/console/home.ts';
import { UNKNOWN_PATH } from '../../pages/console/operations.ts';
import { homeWords } from '../../pages/console/words/home.ts';

const PLACES: Partial<Readonly<Record<Attention['about'], string>>> = { 'mail-unknown': UNKNOWN_PATH };

/** What somebody should see to as screens say it, with its place where it has one, else with `otherwise`. */
export function attentionToNeed({ about, detail, policy }: Attention, otherwise: string | null): Need {
  if (policy !== undefined) {
    return { detail: homeWords.paused(policy), href: `/console/policies/${policy}#asking` };
  }
  const href = PLACES[about] ?? otherwise;
  return { detail: homeWords.seen[about] ?? detail, ...(href !== null && { href }) };
}
