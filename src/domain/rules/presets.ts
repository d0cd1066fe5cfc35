import { invalid } from '../refusal.ts';
import type { Audience, ChangeClass, NoticeRules, Rule } from './notice-rules.ts';
import presets from './presets.json' with { type: 'json' };

/** Rules to start from, with where they come from. No lawyer has read any: what the product shows of one says so. */
export type Preset = {
  readonly preset: string;
  readonly label: string;
  readonly source: string;
  /** What it is for. */
  readonly purpose: string;
  /** What of the rules is in the source, and what was chosen. */
  readonly why: string;
  /** Questions for counsel, who knows the company. */
  readonly ask: readonly string[];
  readonly rules: NoticeRules;
  /** Whether the source itself was read, and not only what others say of it. */
  readonly textRead: boolean;
};

/** All presets; their rules are in order by `checkRules`. */
export const PRESETS = presets as unknown as readonly Preset[];

/** The preset of that name, or null. */
export function findPreset(name: string): Preset | null {
  return PRESETS.find(({ preset }) => preset === name) ?? null;
}

/** One preset for everybody, and another for each audience. */
export type PresetByAudience = {
  readonly preset: string;
  readonly timeZone?: string;
  readonly audiences: readonly (Audience & { readonly preset: string })[];
};

/** What rules may be asked for as: a preset's name, one for each audience, or a document. */
export type AskedRules = string | PresetByAudience | NoticeRules;

/**
 * The document that is asked for. A preset counts in `timeZone` where that is said, else in its own zone.
 *
 * Refuses with `invalid-request` a preset that there is not, and one for an audience that lacks a class of
 * the one for everybody, since nobody could say which of its rules were meant then.
 */
export function readRules(asked: AskedRules, timeZone?: string): NoticeRules {
  if (typeof asked === 'string') return inZone(presetAt(asked, '/rules').rules, timeZone);
  if ('classes' in asked) return asked;
  const base = presetAt(asked.preset, '/rules/preset');
  const others = asked.audiences.map(({ audience, preset }, at) => {
    const pointer = `/rules/audiences/${at}/preset`;
    return { audience, pointer, preset: presetAt(preset, pointer) };
  });
  const classes = base.rules.classes.map((one): ChangeClass => {
    const audiences: Record<string, Rule> = {};
    for (const { audience, preset, pointer } of others) {
      const same = preset.rules.classes.find((other) => other.class === one.class);
      if (same !== undefined) audiences[audience] = same.rule;
      // Who is not told of form alone is so in every audience.
      else if (one.only !== 'form') {
        const lacks = `${preset.preset} has no class ${one.class}, which ${base.preset} has`;
        throw invalid(pointer, `${lacks}: say in a document which of its rules is meant`);
      }
    }
    return Object.keys(audiences).length === 0 ? one : { ...one, audiences };
  });
  const audiences = asked.audiences.map(({ audience, label, match }) => ({ audience, label, match }));
  return inZone({ ...base.rules, audiences, classes }, asked.timeZone ?? timeZone);
}

function presetAt(name: string, pointer: string): Preset {
  const preset = findPreset(name);
  if (preset !== null) return preset;
  throw invalid(pointer, `is no preset; there are ${PRESETS.map((one) => one.preset).join(', ')}`);
}

function inZone(rules: NoticeRules, timeZone: string | undefined): NoticeRules {
  return timeZone === undefined ? rules : { ...rules, timeZone };
}
