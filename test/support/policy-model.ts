/**
 * The rules of policies over again, in the plainest way: every user is a log of what they said and of what
 * told them, and every answer is read by going through the whole log once more, in the order of instants.
 * Instants are milliseconds since the Unix epoch.
 */

/** A version as the rules see it. */
export type ModelVersion = {
  readonly policy: string;
  readonly version: number;
  readonly change: 'initial' | 'minor' | 'substantial' | 'legal';
  readonly mode: 'deemed' | 'explicit';
  readonly postedAt: number;
  readonly effectiveAt: number;
  withdrawnAt: number | null;
  /** Its place among what people said. */
  withdrawnSeq: number;
};

/** A policy, with its notice periods in milliseconds. */
export type ModelPolicy = {
  readonly policy: string;
  readonly notice: { readonly minor: number; readonly substantial: number; readonly late: number };
  /** Whether agreeing to it is a consent, which may be refused. */
  readonly isConsent: boolean;
  readonly versions: ModelVersion[];
  /** Until when nobody is asked, whether that is over by now or not. */
  pausedUntil: number | null;
};

type About = { readonly policy: string; readonly version: number; readonly at: number; readonly seq: number };

/** That somebody agreed; `again`: they said once more what they had said. `seq` is the order of arrival. */
export type Yes = About & {
  readonly is: 'yes';
  readonly basis: 'explicit' | 'deemed' | 'imported';
  readonly again: boolean;
  readonly returning: boolean;
  isVoid: boolean;
};

/** That somebody declined, until they took that back. */
export type No = About & {
  readonly is: 'no';
  readonly id: string;
  readonly leavesAt: number;
  takenBackAt: number | null;
};

/** That somebody refused a consent, and stays. */
export type Refusal = About & { readonly is: 'refusal' };

/** What told somebody of a version: a mail, by its delivery, or the product. */
export type Telling = About & { readonly mail: string | null; isUndone: boolean };

/** A user: since when they have an address, and all that they said and were told. */
export type ModelUser = {
  readonly user: string;
  addressedAt: number | null;
  readonly said: (Yes | No | Refusal)[];
  readonly told: Telling[];
  /** Versions of whose withdrawal they were told. */
  readonly heard: Set<string>;
};

/** Everything that was published and that happened so far, and what time it is. */
export type Model = {
  now: number;
  seq: number;
  readonly policies: readonly ModelPolicy[];
  readonly users: ModelUser[];
};

/** What is agreed of a version: by which act, and since when without a break. */
export type Agreed = Pick<Yes, 'basis' | 'at'> & { readonly since: number; readonly seq: number };

/** Where all that somebody said leaves them at an instant. */
export type State = {
  readonly agreed: ReadonlyMap<string, Agreed>;
  /** What they declined and that counts. */
  readonly open: readonly No[];
  /** Of which versions they refused their consent. */
  readonly refused: ReadonlyMap<string, Refusal>;
  /** How the others ended, by id. */
  readonly ends: ReadonlyMap<string, 'cancelled' | 'accepted' | 'returned' | 'withdrawn'>;
};

/** What a policy and a version are found under. */
export const keyOf = ({ policy, version }: Pick<About, 'policy' | 'version'>) => `${policy}/${version}`;

/** The policy of that name. */
export function policyOf(model: Model, policy: string): ModelPolicy {
  return model.policies.find((one) => one.policy === policy) as ModelPolicy;
}

/** The versions that were not withdrawn by `t`. */
export function standing({ versions }: ModelPolicy, t: number): ModelVersion[] {
  return versions.filter((one) => one.withdrawnAt === null || one.withdrawnAt > t);
}

/** The version in force at `t`. */
export function inForce(policy: ModelPolicy, t: number): ModelVersion | undefined {
  return standing(policy, t).findLast((one) => one.effectiveAt <= t);
}

/** The versions announced at `t`. */
export function announced(policy: ModelPolicy, t: number): ModelVersion[] {
  return standing(policy, t).filter((one) => one.effectiveAt > t);
}

/** Whether a version can be answered at all: in force or announced. */
export function isOpen(policy: ModelPolicy, version: number, t: number): boolean {
  const open = [inForce(policy, t), ...announced(policy, t)];
  return open.some((one) => one?.version === version);
}

/** What was said by `t`, as it happened. What was imported of an instant comes before what was said here. */
function saidBy({ said }: ModelUser, t: number): (Yes | No | Refusal)[] {
  const turn = (one: Yes | No | Refusal) => (one.is === 'yes' && one.basis === 'imported' ? 0 : 1);
  return said
    .filter((one) => one.at <= t && !(one.is === 'yes' && one.isVoid))
    .toSorted((a, b) => a.at - b.at || turn(a) - turn(b) || a.seq - b.seq);
}

function isBefore(one: About, other: About): boolean {
  return one.at < other.at || (one.at === other.at && one.seq < other.seq);
}

/** Whether somebody had come back from a leaving before something about it was imported. */
function hadComeBack({ said }: ModelUser, left: No, imported: Yes): boolean {
  return said.some(
    (one) => one.is === 'yes' && one.returning && one.at >= left.leavesAt && one.seq < imported.seq,
  );
}

/** Where all that somebody said by `t` leaves them then, by what is known of withdrawals at `t`. */
export function stateAt(model: Model, user: ModelUser, t: number): State {
  const agreed = new Map<string, Agreed>();
  const refused = new Map<string, Refusal>();
  const ends = new Map<string, 'cancelled' | 'accepted' | 'returned' | 'withdrawn'>();
  let open: No[] = [];
  // Until when what they declined was taken back, by a yes that fell with its version.
  const lapsed = new Map<string, { readonly at: number; readonly seq: number }>();
  const wasTakenBack = (one: No, yes: Yes) => {
    const lapse = lapsed.get(one.id);
    return lapse !== undefined && (yes.basis === 'imported' ? lapse.at > yes.at : lapse.seq > yes.seq);
  };
  const metLeaving = new Set<string>();
  const isGoneBy = (one: No, yes: Yes) => one.leavesAt <= yes.at && !wasTakenBack(one, yes);
  const isOver = (one: No, yes: Yes) =>
    one.policy === yes.policy && one.version <= yes.version && !isGoneBy(one, yes);
  const end = (how: 'accepted' | 'returned', which: (one: No) => boolean) => {
    for (const one of open.filter(which)) ends.set(one.id, how);
    open = open.filter((one) => !which(one));
  };
  const versionOf = (of: Pick<About, 'policy' | 'version'>) =>
    policyOf(model, of.policy).versions.find((one) => one.version === of.version);
  const withdrawnBy = (of: Pick<About, 'policy' | 'version'>) => {
    const at = versionOf(of)?.withdrawnAt ?? null;
    return at !== null && at <= t ? at : null;
  };

  for (const act of saidBy(user, t)) {
    const key = keyOf(act);
    const withdrawnAt = withdrawnBy(act);
    if (act.is === 'refusal') {
      agreed.delete(key);
      refused.set(key, act);
      continue;
    }
    if (act.is === 'no') {
      refused.delete(key);
      const isTakenBack = act.takenBackAt !== null && act.takenBackAt <= t;
      if (!isTakenBack) agreed.delete(key);
      // Whoever was still leaving stays, whoever had left is gone.
      const isWithdrawn = withdrawnAt !== null && withdrawnAt < act.leavesAt;
      if (isTakenBack || isWithdrawn) ends.set(act.id, isTakenBack ? 'cancelled' : 'withdrawn');
      else open.push(act);
      continue;
    }
    if (act.basis !== 'deemed') {
      for (const [one, { policy, version }] of refused) {
        if (policy === act.policy && version <= act.version) refused.delete(one);
      }
    }
    if (withdrawnAt !== null) {
      // What was agreed of a version that is gone leaves all as it was before. A no to what is gone as well
      // had ended by it, though.
      for (const one of user.said.filter((one) => one.policy === act.policy && one.version <= act.version)) {
        const isBetween = isBefore(one, act) && (versionOf(one)?.withdrawnSeq ?? 0) > act.seq;
        if (one.is === 'no' && isBetween && ends.get(one.id) === 'withdrawn') ends.set(one.id, 'accepted');
      }
      if (act.basis === 'deemed' || (act.basis === 'imported' && open.some((one) => isGoneBy(one, act))))
        continue;
      const withdrawnSeq = versionOf(act)?.withdrawnSeq ?? 0;
      for (const { id } of open.filter((one) => isOver(one, act))) {
        if (withdrawnSeq >= (lapsed.get(id)?.seq ?? 0))
          lapsed.set(id, { at: withdrawnAt, seq: withdrawnSeq });
      }
      continue;
    }
    const isGone = open.some((one) => isGoneBy(one, act));
    if (act.basis === 'deemed' && !isActiveBefore(model, user, act.at)) {
      metLeaving.add(key);
      continue;
    }
    if (act.returning) end('returned', (one) => isGoneBy(one, act));
    if (act.basis !== 'deemed' && (act.basis === 'explicit' || !isGone)) {
      end('accepted', (one) => isOver(one, act) && !hadComeBack(user, one, act));
    }
    // A use is not kept twice, nor what happened elsewhere after it, also where it met them leaving.
    if (act.basis === 'imported' && metLeaving.has(key)) continue;
    const before = agreed.get(key);
    // What they did themselves at the same instant counts before what was imported.
    const isOwn = act.basis === 'explicit' || (act.basis === 'deemed' && before?.at === act.at);
    if (act.again || (before !== undefined && !isOwn)) continue;
    const since = before?.since ?? act.at;
    const seq = Math.min(act.at === since ? act.seq : Infinity, before?.seq ?? Infinity);
    agreed.set(key, { basis: act.basis, at: act.at, since, seq });
  }
  return { agreed, open, refused, ends };
}

/** Whether somebody was neither leaving nor gone when an instant came: what they declined before counts. */
export function isActiveBefore(model: Model, user: ModelUser, t: number): boolean {
  const declinedBefore = { ...user, said: user.said.filter((one) => one.is !== 'no' || one.at < t) };
  const withoutUses = declinedBefore.said.filter((one) => one.is !== 'yes' || one.basis !== 'deemed');
  return stateAt(model, { ...declinedBefore, said: withoutUses }, t).open.length === 0;
}

/** A user's standing by what they declined, and when their use ends. */
export function standingOf({ open }: State, t: number) {
  const leavesAt = Math.min(...open.map((one) => one.leavesAt));
  if (leavesAt === Infinity) return { is: 'active', leavesAt } as const;
  return { is: leavesAt <= t ? 'terminated' : 'leaving', leavesAt } as const;
}

/** The version of a policy that is held in a state, if any. */
export function heldIn({ agreed }: State, { versions }: ModelPolicy): ModelVersion | undefined {
  return versions.findLast((one) => agreed.has(keyOf(one)));
}

/** When a user was told of a version, by what, and from when on use binds them. */
export function tellingOf(model: Model, user: ModelUser, version: ModelVersion) {
  const given = user.told.filter((one) => keyOf(one) === keyOf(version) && !one.isUndone);
  const first = given.toSorted((a, b) => a.at - b.at || a.seq - b.seq)[0] ?? null;
  if (first === null) return { toldAt: null, bindsAt: null, first };
  const { late } = policyOf(model, version.policy).notice;
  const bindsAt = first.at < version.effectiveAt ? version.effectiveAt : first.at + late;
  return { toldAt: first.at, bindsAt, first };
}

/** Whether only saying so takes someone from one version to another. */
function needsExplicit(policy: ModelPolicy, t: number, from: number, to: number): boolean {
  return standing(policy, t).some(
    (one) => one.version > from && one.version <= to && one.mode === 'explicit',
  );
}

/** The version of a policy that a use binds a user to when it is reported now. */
export function boundByUse(
  model: Model,
  user: ModelUser,
  policy: ModelPolicy,
  usedAt: number,
): ModelVersion | undefined {
  const current = inForce(policy, usedAt);
  const held = heldIn(stateAt(model, user, usedAt), policy);
  if (current === undefined || held === undefined || held.version >= current.version) return undefined;
  const { bindsAt } = tellingOf(model, user, current);
  const heldNow = heldIn(stateAt(model, user, model.now), policy)?.version ?? 0;
  const isBound =
    !needsExplicit(policy, usedAt, held.version, current.version) &&
    !stateAt(model, user, model.now).refused.has(keyOf(current)) &&
    stateAt(model, user, usedAt).open.length === 0 &&
    bindsAt !== null &&
    usedAt >= bindsAt &&
    heldNow < current.version;
  return isBound ? current : undefined;
}

/** When the window to decline closes for a user. */
export function windowClosesAt(model: Model, user: ModelUser, version: ModelVersion): number {
  const agreed = stateAt(model, user, model.now).agreed.get(keyOf(version));
  if (version.mode === 'explicit') return agreed?.since ?? Infinity;
  const closedByAgreeing = agreed === undefined ? Infinity : Math.max(agreed.since, version.effectiveAt);
  const { bindsAt, first } = tellingOf(model, user, version);
  if (first === null || agreed === undefined) return bindsAt ?? closedByAgreeing;
  // Agreed before anybody told them, the window was closed by then, and stays so.
  const cameFirst = agreed.since < first.at || (agreed.since === first.at && agreed.seq < first.seq);
  return cameFirst && closedByAgreeing <= first.at ? closedByAgreeing : bindsAt;
}

/** What a mail has for its way before the product is to tell somebody itself, in milliseconds. */
export const MAIL_HAS = 60 * 60 * 1000;

/** Whether a mail may still tell a user of a version: they have an address, and none came back from it. */
function mayArrive(user: ModelUser, version: ModelVersion): boolean {
  const cameBack = user.told.some(
    (one) => keyOf(one) === keyOf(version) && one.mail !== null && one.isUndone,
  );
  return user.addressedAt !== null && !cameBack;
}

/** Whether a user is owed, at `t`, the notice of a version that no mail has told them of or can. */
function mustBeShown(model: Model, user: ModelUser, policy: ModelPolicy, t: number): boolean {
  const state = stateAt(model, user, t);
  const held = heldIn(state, policy)?.version ?? 0;
  return announced(policy, t).some(
    (one) =>
      one.change !== 'initial' &&
      !state.refused.has(keyOf(one)) &&
      one.version > held &&
      tellingOf(model, user, one).toldAt === null &&
      t >= one.postedAt + (mayArrive(user, one) ? MAIL_HAS : 0),
  );
}

/** What the check says of a user and a policy at `t`. */
export function checkOf(model: Model, user: ModelUser, policy: ModelPolicy, t: number) {
  const state = stateAt(model, user, t);
  const current = inForce(policy, t);
  const held = heldIn(state, policy);
  const agreed = held && state.agreed.get(keyOf(held));
  const { is } = standingOf(state, t);
  const told = current && tellingOf(model, user, current);
  const hasDeclined = (version: number) =>
    state.open.some((one) => one.policy === policy.policy && one.version === version);
  const reason = (() => {
    if (is === 'terminated') return 'terminated';
    if (current === undefined) return 'no-version-in-force';
    if (held !== undefined && held.version >= current.version) return null;
    if (state.refused.has(keyOf(current))) return 'refused';
    if (held === undefined) return 'never-accepted';
    if (needsExplicit(policy, t, held.version, current.version)) return 'acceptance-required';
    return told?.toldAt === null ? 'not-told' : 'awaiting-use';
  })();
  const isBinding = t >= (told?.bindsAt ?? Infinity);
  const isFree = is === 'active' && mustBeShown(model, user, policy, t) ? 'show-notice' : 'none';
  const step = {
    terminated: 'deny',
    'no-version-in-force': 'none',
    refused: isFree,
    'never-accepted': 'ask',
    'acceptance-required': current !== undefined && hasDeclined(current.version) ? 'none' : 'ask',
    'not-told': 'show-notice',
    'awaiting-use': isBinding ? (is === 'leaving' ? 'none' : 'report-use') : 'show-notice',
    none: isFree,
  }[reason ?? 'none'];
  const pausedUntil = step === 'ask' && t < (policy.pausedUntil ?? 0) ? policy.pausedUntil : null;
  const datesOf = (version: ModelVersion) => {
    const { toldAt, bindsAt } = tellingOf(model, user, version);
    const refusal = state.refused.get(keyOf(version));
    const answer = refusal && { answer: 'refuse', part: null, at: refusal.at, keepUntil: null };
    return {
      ...{ version: version.version, effectiveAt: version.effectiveAt, toldAt, bindsAt },
      ...(answer && { answer }),
    };
  };
  const isRefused = (version: ModelVersion) => state.refused.has(keyOf(version));
  return {
    standing: is,
    accepted: reason === null,
    basis: reason === null ? (agreed?.basis ?? null) : null,
    reason,
    next: pausedUntil === null ? step : 'show-notice',
    askingPausedUntil: pausedUntil,
    current: current === undefined ? null : datesOf(current),
    holds: held && agreed ? { version: held.version, basis: agreed.basis, at: agreed.at } : null,
    upcoming: announced(policy, t).map((one) => ({
      ...datesOf(one),
      change: one.change,
      response:
        hasDeclined(one.version) || isRefused(one)
          ? 'declined'
          : state.agreed.has(keyOf(one))
            ? 'accepted'
            : 'none',
    })),
  };
}

/** Every instant at which the rules may change what is true of a user, from now on. */
export function turningPointsOf(model: Model, user: ModelUser): number[] {
  const versions = model.policies.flatMap((one) => one.versions);
  const instants = [
    ...versions.flatMap((one) => [
      one.effectiveAt,
      one.postedAt + MAIL_HAS,
      tellingOf(model, user, one).bindsAt ?? 0,
    ]),
    ...user.said.flatMap((one) => (one.is === 'no' ? [one.at, one.leavesAt] : [one.at])),
    ...model.policies.map(({ pausedUntil }) => pausedUntil ?? 0),
  ];
  return [...new Set(instants)].filter((at) => at > model.now).sort((a, b) => a - b);
}

/** The next instant at which the check of a user answers something else, if nobody does anything. */
export function validUntil(model: Model, user: ModelUser, policy: ModelPolicy): number | null {
  const answer = (t: number) => JSON.stringify(checkOf(model, user, policy, t));
  const now = answer(model.now);
  return turningPointsOf(model, user).find((t) => answer(t) !== now) ?? null;
}

/** Whether an agreement that happened elsewhere, nobody knows when, outweighs nothing that a user said here. */
export function mayBeImported(model: Model, user: ModelUser, version: ModelVersion): boolean {
  const { agreed, open, refused } = stateAt(model, user, model.now);
  const own = user.said.filter((one) => keyOf(one) === keyOf(version));
  const said = own.filter((one) => {
    if (one.is === 'refusal') return true;
    return one.is === 'no' ? one.takenBackAt === null : one.basis === 'explicit';
  });
  const isRefused = [...refused.values()].some(
    (one) => one.policy === version.policy && one.version <= version.version,
  );
  const basis = agreed.get(keyOf(version))?.basis;
  return (
    !open.some((one) => one.policy === version.policy && one.version <= version.version) &&
    said.length === 0 &&
    !isRefused &&
    (basis === undefined || basis === 'deemed') &&
    !own.some((one) => one.is === 'yes' && !one.isVoid && (one.at > model.now || one.basis === 'imported'))
  );
}
