import type { HttpContext } from '../wire/http-context.ts';
import { readAllPolicyVersions } from '../wire/read-checks.ts';

/** The one zone in which the console tells of people: that of all policies, or UTC where they have several. */
export async function readZone(context: Pick<HttpContext, 'store' | 'now'>): Promise<string> {
  const zones = new Set((await readAllPolicyVersions(context)).map(({ policy }) => policy.timeZone));
  const [zone] = zones;
  return zones.size === 1 && zone !== undefined ? zone : 'UTC';
}
