import type { Policy } from '../domain/policies/policy.ts';

type Named = Pick<Policy, 'policy'>;

/** Where the public home of a policy is, without the service's own address. */
export function policyPath({ policy }: Named): string {
  return `/policies/${policy}`;
}

/** Where a version stands as it was, for good. */
export function versionPath(policy: Named, version: number): string {
  return `${policyPath(policy)}/versions/${version}`;
}

/** Where every version of a policy is listed, the newest at once. */
export function historyPath(policy: Named): string {
  return `${policyPath(policy)}/history`;
}

/** Where a range of older versions is listed, `941-960`, for good. */
export function olderHistoryPath(policy: Named, range: string): string {
  return `${historyPath(policy)}/${range}`;
}

/** Where people read of a policy's feeds. */
export function feedPath(policy: Named): string {
  return `${policyPath(policy)}/feed`;
}

/** Where two versions are compared. */
export function changesPath(policy: Named, from: number, to: number): string {
  return `${policyPath(policy)}/changes/${from}...${to}`;
}

/** Where a policy says how its changes are announced. */
export function rulesPath(policy: Named): string {
  return `${policyPath(policy)}/rules`;
}
