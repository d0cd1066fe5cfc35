import type { Policy } from '../domain/policies/policy.ts';

/** A policy, and the language that a reader chose for its pages, which links keep. */
type Named = Pick<Policy, 'policy'> & { readonly asked?: string | null };

/** Where the public home of a policy is, without the service's own address. */
export function policyPath(policy: Named): string {
  return pathIn(policy, '');
}

/** Where a version stands as it was, for good. */
export function versionPath(policy: Named, version: number): string {
  return pathIn(policy, `/versions/${version}`);
}

/** Where every version of a policy is listed, the newest at once. */
export function historyPath(policy: Named): string {
  return pathIn(policy, '/history');
}

/** Where a range of older versions is listed, `941-960`, for good. */
export function olderHistoryPath(policy: Named, range: string): string {
  return pathIn(policy, `/history/${range}`);
}

/** Where people read of a policy's feeds. */
export function feedPath(policy: Named): string {
  return pathIn(policy, '/feed');
}

/** Where a feed of a policy is: `feed.xml` or `feed.json`. */
export function feedFilePath(policy: Named, file: 'feed.xml' | 'feed.json'): string {
  return pathIn(policy, `/${file}`);
}

/** Where two versions are compared. */
export function changesPath(policy: Named, from: number, to: number): string {
  return pathIn(policy, `/changes/${from}...${to}`);
}

/** Where the form leads by which two versions are chosen to be compared. */
export function choicePath({ policy }: Named): string {
  return pathIn({ policy }, '/changes');
}

/** Where a policy says how its changes are announced. */
export function rulesPath(policy: Named): string {
  return pathIn(policy, '/rules');
}

function pathIn({ policy, asked = null }: Named, place: string): string {
  return `/policies/${policy}${place}${asked === null ? '' : `?lang=${asked}`}`;
}
