import type { EvidenceCase } from '../actions/gather-evidence.ts';
import type { HttpContext } from './endpoint.ts';

/** soon */
export async function* evidenceAsPage(_context: HttpContext, _found: EvidenceCase): AsyncGenerator<string> {
  yield '';
}
