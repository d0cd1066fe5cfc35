/**
 * What rules come to for readers over again, in the plainest way, for one policy whose classes are fixed: a
 * reader is a log of what reached them and what they said. What a reader was is written down as they are told;
 * all else is read from the log once more. Instants are milliseconds since the Unix epoch, `Infinity` is not known.
 */

/** What a rule of these stories says; of periods in milliseconds. */
export type ModelRule = {
  readonly acceptance: Acceptance;
  readonly from: 'posting' | 'notice' | 'renewal';
  readonly after: number;
  readonly late: number;
  readonly isTold: boolean;
};

/** What makes a version bind. */
export type Acceptance = 'none' | 'silence' | 'use' | 'explicit';

/** What somebody is, as far as the product said. */
export type Kind = 'consumer' | 'business' | null;

/** A class of change with its rule for everybody, and that for consumers. */
export type ModelClass = { readonly rule: ModelRule; readonly consumers?: ModelRule };

/** A version; the first has no class and is agreed to by saying so. */
export type ModelVersion = {
  readonly version: number;
  readonly class: (ModelClass & { readonly name: string }) | null;
  readonly postedAt: number;
  readonly generalAt: number;
  readonly isPutOff: boolean;
  withdrawnAt: number | null;
};

/** What told somebody of a version; `mail` is its delivery. */
export type Reached = {
  readonly version: number;
  readonly at: number;
  readonly seq: number;
  readonly mail: string | null;
  isUndone: boolean;
};

/** What a reader was told of a version, with what followed from what they were then. */
export type Told = {
  readonly toldAt: number;
  readonly kind: Kind;
  readonly holds: boolean;
  readonly acceptance: Acceptance;
  readonly effectiveAt: number;
  readonly bindsAt: number;
  readonly agreesAt: number;
};

/** A reader. */
export type ModelReader = {
  readonly user: string;
  readonly joinedAt: number;
  kind: Kind;
  readonly renewals: number[];
  readonly reached: Reached[];
  readonly told: Map<number, Told>;
  readonly said: {
    readonly version: number;
    readonly at: number;
    readonly basis: 'explicit' | 'deemed';
    isVoid: boolean;
  }[];
};

/** Everything so far. */
export type RuledModel = {
  now: number;
  seq: number;
  readonly versions: ModelVersion[];
  readonly readers: ModelReader[];
};

const STRICTNESS: readonly Acceptance[] = ['none', 'silence', 'use', 'explicit'];

function rulesOf({ rule, consumers = undefined }: ModelClass, kind: Kind): readonly ModelRule[] {
  if (consumers === undefined || kind === 'business') return [rule];
  return kind === 'consumer' ? [consumers] : [rule, consumers];
}

function strictest(rules: readonly ModelRule[]): Acceptance {
  return STRICTNESS[Math.max(...rules.map(({ acceptance }) => STRICTNESS.indexOf(acceptance)))] as Acceptance;
}

function dateBy(rule: ModelRule, version: ModelVersion, renewals: readonly number[], toldAt: number): number {
  if (rule.from === 'posting') return version.postedAt + rule.after;
  if (toldAt === Infinity) return Infinity;
  if (rule.from === 'notice') return toldAt + rule.after;
  return Math.min(...renewals.filter((at) => at >= toldAt + rule.after));
}

/** A version as it is for a reader. */
export type OwnVersion = {
  readonly version: number;
  readonly acceptance: Acceptance;
  readonly effectiveAt: number;
  readonly toldAt: number;
  readonly bindsAt: number;
  readonly agreesAt: number;
  readonly isInformed: boolean;
  /** Nobody is told of it. */
  readonly isSilent: boolean;
};

/** Writes down what follows for a reader who is told of a version at `toldAt`, being what they are. */
export function tell(
  model: RuledModel,
  reader: ModelReader,
  version: ModelVersion,
  toldAt: number,
  kind: Kind,
  notBefore = 0,
): void {
  const before = ownVersions(model, reader).filter((one) => one.version < version.version);
  const held = heldIn(model, reader, before, model.now);
  const floor = Math.max(
    ...[notBefore, version.isPutOff ? version.generalAt : 0],
    ...before
      .filter((one) => (reader.told.get(one.version)?.toldAt ?? Infinity) <= toldAt && !one.isSilent)
      .map((one) => one.effectiveAt),
  );
  const asksBefore =
    held !== null && before.some((one) => one.version > held && one.acceptance === 'explicit');
  const rules = rulesOf(version.class as ModelClass, kind);
  const dates = rules.map((rule) => dateBy(rule, version, reader.renewals, toldAt));
  const date = Math.max(...dates);
  const byRule = strictest(rules);
  const acceptance = asksBefore && byRule === 'silence' ? 'explicit' : byRule;
  const late = (version.class as ModelClass).rule.late;
  const ownBinding = Math.max(
    ...rules.map((rule, i) => (toldAt < (dates[i] as number) ? (dates[i] as number) : toldAt + rule.late)),
  );
  const isByClock = acceptance !== 'explicit' && (acceptance === 'none' || held !== null);
  const binding = isByClock ? ownBinding : toldAt < date ? date : toldAt + late;
  const bindsAt = Math.max(binding, floor);
  reader.told.set(version.version, {
    ...{ toldAt, kind, holds: held !== null, acceptance, bindsAt },
    effectiveAt: Math.max(date, floor),
    agreesAt: acceptance === 'silence' && held !== null ? bindsAt : Infinity,
  });
}

/** Dates what waits for a renewal, where that can be told now; what only waited with another begins no earlier. */
export function followRenewals(model: RuledModel, reader: ModelReader): void {
  for (const [number, { toldAt, kind, effectiveAt }] of [...reader.told].toSorted(([a], [b]) => a - b)) {
    if (effectiveAt < Infinity) continue;
    const version = model.versions[number - 1] as ModelVersion;
    const waitsItself = rulesOf(version.class as ModelClass, kind).some(({ from }) => from === 'renewal');
    tell(model, reader, version, toldAt, kind, waitsItself ? 0 : model.now);
  }
}

/** The versions that stand, each as it is for a reader. */
export function ownVersions(model: RuledModel, reader: ModelReader): OwnVersion[] {
  const own: OwnVersion[] = [];
  let holds = false;
  for (const version of model.versions) {
    if (version.withdrawnAt !== null) continue;
    const one = ownVersion(reader, version, own, holds);
    own.push(one);
    const hasSaid = reader.said.some((act) => act.version === version.version && !act.isVoid);
    if (hasSaid || one.agreesAt < Infinity) holds = true;
  }
  return own;
}

function ownVersion(
  reader: ModelReader,
  version: ModelVersion,
  before: readonly OwnVersion[],
  holds: boolean,
): OwnVersion {
  const { version: number, generalAt } = version;
  const first: OwnVersion = {
    ...{ version: number, acceptance: 'explicit', effectiveAt: generalAt, toldAt: Infinity },
    ...{ bindsAt: Infinity, agreesAt: Infinity, isInformed: false, isSilent: false },
  };
  if (version.class === null) return first;
  const rules = rulesOf(version.class, reader.kind);
  const told = reader.told.get(number);
  // Who came when it was in force has it from the beginning, unless they brought an agreement along.
  if (!holds && reader.joinedAt >= generalAt) {
    const acceptance = strictest([version.class.rule]);
    return { ...first, acceptance, toldAt: told?.toldAt ?? Infinity, bindsAt: told?.bindsAt ?? Infinity };
  }
  const isSilent = rules.every((rule) => !rule.isTold);
  const floor = version.isPutOff ? generalAt : 0;
  const untold = Math.max(
    floor,
    ...rules.map((rule) => dateBy(rule, version, reader.renewals, rule.isTold ? Infinity : version.postedAt)),
  );
  const asked = before.some((one) => one.acceptance !== 'none');
  const acceptance = told?.acceptance ?? strictest(rules);
  const date = told?.effectiveAt ?? untold;
  const general = holds || !(asked || acceptance !== 'none') ? Infinity : generalAt;
  const agreesAt = told?.agreesAt ?? Infinity;
  // Until silence has agreed, or they have themselves, what they hold is what applies to them.
  const acts = reader.said.filter((act) => act.version === number && !act.isVoid);
  const agreed = agreesAt === Infinity ? 0 : Math.min(agreesAt, ...acts.map((act) => act.at));
  const own = Math.max(Math.min(date, general), agreed);
  // Who is told later than this one takes effect, or was told, holds it back no more.
  const since = told?.toldAt ?? own;
  const earlier = before.filter(
    (one) => isSilent || (!one.isSilent && one.toldAt < Infinity && one.toldAt <= since),
  );
  return {
    ...{ version: number, acceptance, agreesAt, isInformed: true, isSilent },
    effectiveAt: Math.max(own, ...earlier.map((one) => one.effectiveAt)),
    toldAt: told?.toldAt ?? (isSilent ? version.postedAt : Infinity),
    bindsAt: told?.bindsAt ?? (isSilent ? Math.max(untold, version.postedAt) : Infinity),
  };
}

/** The highest version that a reader has agreed to by `t`. */
function heldIn(_: RuledModel, reader: ModelReader, own: readonly OwnVersion[], t: number): number | null {
  return agreedBy(reader, own, t).at(-1)?.version ?? null;
}

function agreedBy({ said }: ModelReader, own: readonly OwnVersion[], t: number) {
  return own.flatMap(({ version, agreesAt }) => {
    const acts = said.filter((one) => one.version === version && !one.isVoid && one.at <= t);
    const yes = acts.findLast((one) => one.basis === 'explicit') ?? acts[0];
    if (yes !== undefined) return [{ version, basis: yes.basis as string, at: yes.at }];
    return agreesAt <= t ? [{ version, basis: 'silence', at: agreesAt }] : [];
  });
}

/** For so long a mail may be on its way before the product is to show the notice by itself. */
const MAIL_HAS = 60 * 60 * 1000;

/** What the check says of a reader at `t`. */
export function checkOf(model: RuledModel, reader: ModelReader, t: number) {
  const own = ownVersions(model, reader);
  const held = agreedBy(reader, own, t).at(-1) ?? null;
  const current = own.findLast((one) => one.effectiveAt <= t) as OwnVersion;
  const between = own.filter(({ version }) => version > (held?.version ?? 0) && version <= current.version);
  const asks = between.findLast((one) => one.acceptance !== 'none');
  const reason = (() => {
    if (held !== null && held.version >= current.version) return null;
    if (asks === undefined) {
      return between.some((one) => one.isInformed && one.toldAt === Infinity) ? 'not-told' : null;
    }
    if (held === null) return 'never-accepted';
    if (between.some((one) => one.acceptance === 'explicit')) return 'acceptance-required';
    if (asks.toldAt === Infinity) return 'not-told';
    return asks.acceptance === 'silence' ? 'acceptance-required' : 'awaiting-use';
  })();
  const upcoming = own.filter((one) => one.effectiveAt > t);
  const isOwed = upcoming.some(({ version, toldAt }) => {
    const { postedAt, class: changeClass } = model.versions[version - 1] as ModelVersion;
    const cameBack = reader.reached.some(
      (one) => one.version === version && one.mail !== null && one.isUndone,
    );
    const mayArrive = !cameBack;
    const isNew = changeClass !== null && version > (held?.version ?? 0) && toldAt === Infinity;
    return isNew && t >= postedAt + (mayArrive ? MAIL_HAS : 0);
  });
  const next = {
    'never-accepted': 'ask',
    'acceptance-required': 'ask',
    'not-told': 'show-notice',
    'awaiting-use': t >= (asks?.bindsAt ?? Infinity) ? 'report-use' : 'show-notice',
    none: isOwed ? 'show-notice' : 'none',
  }[reason ?? 'none'];
  const isHeld = held !== null && held.version >= current.version;
  return {
    accepted: reason === null,
    basis: reason !== null ? null : isHeld ? held.basis : 'not-required',
    ...{ reason, next, holds: held },
    current: datesOf(current),
    upcoming: upcoming.map(datesOf),
  };
}

function datesOf({ version, effectiveAt, toldAt, bindsAt }: OwnVersion) {
  return { version, effectiveAt, toldAt, bindsAt };
}

/** The version that a use at `t` binds a reader to. */
export function boundByUse(model: RuledModel, reader: ModelReader, t: number): number | null {
  const { reason, next, current } = checkOf(model, reader, t);
  return reason === 'awaiting-use' && next === 'report-use' ? current.version : null;
}

/** Every instant from now on at which something may change for a reader. */
export function turningPointsOf(model: RuledModel, reader: ModelReader): number[] {
  const instants = [
    ...ownVersions(model, reader).flatMap((one) => [one.effectiveAt, one.bindsAt, one.agreesAt]),
    ...model.versions.map(({ postedAt }) => postedAt + MAIL_HAS),
  ];
  const ahead = instants.filter((at) => at > model.now && at < Infinity);
  return [...new Set(ahead)].sort((a, b) => a - b);
}
