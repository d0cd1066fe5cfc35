import { invalid } from '../refusal.ts';
import type { Audience, ChangeClass, NoticeRules, Rule } from './notice-rules.ts';
import { findPreset, PRESETS } from './presets.ts';

/** What holds for readers in a class of change: `audience` null for everybody who is in none. */
export type Cell = { readonly class: string; readonly audience: string | null };

/** What a cell becomes: the rule of a class of a preset, or for an audience what holds for everybody else. */
export type CellChoice = { readonly preset: string; readonly class: string } | 'as-everybody';

/** A rule of a preset that can be chosen. */
export type OfferedRule = {
  readonly preset: string;
  readonly class: string;
  /** Of the preset and of the class. */
  readonly labels: readonly [string, string];
  readonly rule: Rule;
};

/** All rules that can be chosen: each class of each preset. */
export const OFFERED_RULES: readonly OfferedRule[] = PRESETS.flatMap(({ preset, label, rules }) =>
  rules.classes.map((one) => ({
    ...{ preset, class: one.class, rule: one.rule },
    labels: [label, one.label] as const,
  })),
);

/**
 * Rules in which some cells hold something else; an audience for which nothing of its own is left is in them no
 * more. Refuses with `invalid-request` a class or a preset that there is not.
 */
export function changeCells(
  rules: NoticeRules,
  changes: readonly (Cell & { readonly to: CellChoice })[],
): NoticeRules {
  const classes = rules.classes.map((one) =>
    changes.filter((change) => change.class === one.class).reduce(changeClass, one),
  );
  const { audiences = [], ...rest } = rules;
  const kept = audiences.filter(({ audience }) =>
    classes.some(({ audiences: own }) => own?.[audience] !== undefined),
  );
  return kept.length === 0 ? { ...rest, classes } : { ...rest, audiences: kept, classes };
}

/** Rules that tell some readers apart, for whom one rule holds in every class that people are told of. */
export function addAudience(rules: NoticeRules, audience: Audience, to: CellChoice): NoticeRules {
  if (rules.audiences?.some((one) => one.audience === audience.audience)) {
    throw invalid('/label', 'is what other readers are called already');
  }
  const told = rules.classes.filter(({ only }) => only !== 'form');
  return changeCells(
    { ...rules, audiences: [...(rules.audiences ?? []), audience] },
    told.map((one) => ({ class: one.class, audience: audience.audience, to })),
  );
}

function changeClass(one: ChangeClass, { audience, to }: Cell & { readonly to: CellChoice }): ChangeClass {
  if (audience === null) return to === 'as-everybody' ? one : { ...one, rule: ruleOf(to) };
  const { [audience]: _, ...others } = one.audiences ?? {};
  const audiences = to === 'as-everybody' ? others : { ...others, [audience]: ruleOf(to) };
  const { audiences: __, ...rest } = one;
  return Object.keys(audiences).length === 0 ? rest : { ...rest, audiences };
}

function ruleOf(to: Exclude<CellChoice, 'as-everybody'>): Rule {
  const found = findPreset(to.preset)?.rules.classes.find((one) => one.class === to.class);
  if (found !== undefined) return found.rule;
  throw invalid('/rules', `there is no class ${to.class} in a preset ${to.preset}`);
}
